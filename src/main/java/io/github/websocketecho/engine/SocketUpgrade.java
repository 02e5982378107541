package io.github.websocketecho.engine;

import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.server.HandshakeFailureException;

/** Gives the socket of an accepted opening handshake to the engine: the part of the HTTP server. */
@FunctionalInterface
public interface SocketUpgrade {

  /**
   * Has the server give the socket away once the request is handled. The server itself sends
   * nothing more. Then {@link Accepted#connect} is called, or {@link Accepted#lost} if TCP has
   * ended meanwhile. The thread of the request.
   *
   * <p>If this throws, the caller calls {@link Accepted#abandon}.
   *
   * @param response has the headers of the answer
   * @throws HandshakeFailureException if the server does not upgrade
   */
  void upgrade(ServerHttpRequest request, ServerHttpResponse response, Accepted accepted)
      throws HandshakeFailureException;
}
