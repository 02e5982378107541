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
 * Accepts the opening handshakes for handlers that an application registers with Spring. It selects
 * the first subprotocol that the client offers (RFC 6455, section 4.2.2). The engine negotiates the
 * extensions. Each endpoint of the server has an {@link EndpointHandshakeHandler} instead.
 */
@Component
class GenericHandshakeHandler implements HandshakeHandler {

  private final RequestUpgradeStrategy upgradeStrategy;

  GenericHandshakeHandler(RequestUpgradeStrategy upgradeStrategy) {
    this.upgradeStrategy = upgradeStrategy;
  }

  @Override
  public boolean doHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    @Nullable String subprotocol = Subprotocols.first(request.getHeaders());
    upgradeStrategy.upgrade(
        request, response, subprotocol, List.of(), null, undecorated(handler), attributes);
    return true;
  }

  /**
   * The handler without Spring's decorators for logging and for exceptions, because the engine
   * closes the connection itself if a handler fails.
   */
  private static WebSocketHandler undecorated(WebSocketHandler handler) {
    WebSocketHandler inner = handler;
    while (inner instanceof ExceptionWebSocketHandlerDecorator
        || inner instanceof LoggingWebSocketHandlerDecorator) {
      inner = ((WebSocketHandlerDecorator) inner).getDelegate();
    }
    return inner;
  }
}
