package io.github.websocketecho.endpoint;

/**
 * An opening handshake that was rejected, or that failed.
 *
 * @param status the status of the response
 * @param cause one of a few fixed labels; it contains no text of the client
 * @param path the path of the request, as received, with values that may be secret masked
 * @param remoteAddress the address of the client, with the port if that is known
 */
public record RejectedHandshake(int status, String cause, String path, String remoteAddress) {

  /** Receives each rejected handshake. The thread of the handshake. */
  @FunctionalInterface
  public interface Listener {

    /** An opening handshake was rejected. The response has not been sent yet. */
    void rejected(RejectedHandshake handshake);
  }
}
