package io.github.websocketecho.endpoint;

import io.github.websocketecho.engine.Accepted;
import io.github.websocketecho.engine.SocketUpgrade;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.server.HandshakeFailureException;

/** Fails the upgrade if the address ends with {@code fail=} and the kind of exception. */
record FailingSocketUpgrade(SocketUpgrade inner) implements SocketUpgrade {

  @Override
  public void upgrade(ServerHttpRequest request, ServerHttpResponse response, Accepted accepted) {
    String query = String.valueOf(request.getURI().getQuery());
    if (query.endsWith("fail=handshake")) {
      throw new HandshakeFailureException("Requested by the address");
    }
    if (query.endsWith("fail=state")) {
      throw new IllegalStateException("Requested by the address");
    }
    inner.upgrade(request, response, accepted);
  }
}
