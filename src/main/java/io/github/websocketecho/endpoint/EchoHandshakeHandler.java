package io.github.websocketecho.endpoint;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.RequestUpgradeStrategy;

/**
 * Accepts an opening handshake that {@link EndpointGate} has let pass, with the first subprotocol
 * that the client offers, whatever it is: an echo speaks every one (RFC 6455, section 4.2.2). The
 * extensions are between the client and the engine.
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
    String subprotocol = firstSubprotocol(request.getHeaders());
    // Spring has decorated it with what the engine does itself: closing with 1011 after an error.
    WebSocketHandler registered = WebSocketHandlerDecorator.unwrap(handler);
    WebSocketHandler own = AppointedHandler.take(attributes, registered);
    engine.upgrade(request, response, subprotocol, List.of(), null, own, attributes);
    return true;
  }

  private static @Nullable String firstSubprotocol(HttpHeaders headers) {
    // The header may stand several times, and each value is a list.
    String offered =
        String.join(",", headers.getOrEmpty(WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL));
    String[] subprotocols = StringUtils.tokenizeToStringArray(offered, ",");
    return subprotocols.length == 0 ? null : subprotocols[0];
  }
}
