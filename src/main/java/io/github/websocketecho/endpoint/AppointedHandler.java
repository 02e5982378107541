package io.github.websocketecho.endpoint;

import java.util.Map;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * Stands for the handler that is made for each connection at its opening handshake, from what its
 * address says. The connection has that one; this one never gets to see it.
 */
final class AppointedHandler extends AbstractWebSocketHandler {

  private static final String HANDLER = AppointedHandler.class.getName();

  /** Appoints the handler of the connection that will have these attributes. */
  static void appoint(WebSocketHandler handler, Map<String, Object> attributes) {
    attributes.put(HANDLER, handler);
  }

  /** The handler that was appointed; otherwise the one that is registered. */
  static WebSocketHandler take(Map<String, Object> attributes, WebSocketHandler registered) {
    return attributes.remove(HANDLER) instanceof WebSocketHandler appointed
        ? appointed
        : registered;
  }
}
