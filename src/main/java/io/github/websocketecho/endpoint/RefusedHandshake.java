package io.github.websocketecho.endpoint;

/**
 * An opening handshake that got no connection.
 *
 * @param status of the answer
 * @param cause in one word, of the few that the server has: it is not the client's
 * @param path of the request, as the client gave it
 * @param remoteAddress of the client, with its port
 */
public record RefusedHandshake(int status, String cause, String path, String remoteAddress) {

  /** Is told of each. The thread of the opening handshake. */
  @FunctionalInterface
  public interface Listener {
    void refused(RefusedHandshake handshake);
  }
}
