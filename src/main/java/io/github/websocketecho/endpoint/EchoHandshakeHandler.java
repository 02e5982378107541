package io.github.websocketecho.endpoint;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.handler.ExceptionWebSocketHandlerDecorator;
import org.springframework.web.socket.handler.LoggingWebSocketHandlerDecorator;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.RequestUpgradeStrategy;

/**
 * Accepts the opening handshakes of handlers that somebody else registers with Spring, with the
 * first subprotocol that the client offers (RFC 6455, section 4.2.2). The engine negotiates
 * extensions. The server's own endpoints have an {@link EndpointHandshakeHandler} each.
 */
@Component
class EchoHandshakeHandler implements HandshakeHandler {

  private final RequestUpgradeStrategy engine;

  EchoHandshakeHandler(RequestUpgradeStrategy engine) {
    this.engine = engine;
  }

  @Override
  public boolean doHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    @Nullable String subprotocol = Subprotocols.first(request.getHeaders()).orElse(null);
    WebSocketHandler own = registered(handler);
    engine.upgrade(request, response, subprotocol, List.of(), null, own, attributes);
    return true;
  }

  /** Without what Spring puts around it, and the engine does itself: it closes after an error. */
  private static WebSocketHandler registered(WebSocketHandler handler) {
    WebSocketHandler inner = handler;
    while (inner instanceof ExceptionWebSocketHandlerDecorator
        || inner instanceof LoggingWebSocketHandlerDecorator) {
      inner = ((WebSocketHandlerDecorator) inner).getDelegate();
    }
    return inner;
  }
}
