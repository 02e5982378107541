package io.github.websocketecho.endpoint;

import java.util.Map;
import java.util.Objects;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/** Hands each connection to the handler that was made for it at its opening handshake. */
final class PerConnectionHandler implements WebSocketHandler {

  private static final String HANDLER = PerConnectionHandler.class.getName();

  /** Appoints the handler of the connection that will have these attributes. */
  static void appoint(WebSocketHandler handler, Map<String, Object> attributes) {
    attributes.put(HANDLER, handler);
  }

  private static WebSocketHandler of(WebSocketSession session) {
    return (WebSocketHandler) Objects.requireNonNull(session.getAttributes().get(HANDLER));
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    of(session).afterConnectionEstablished(session);
  }

  @Override
  public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
      throws Exception {
    of(session).handleMessage(session, message);
  }

  @Override
  public void handleTransportError(WebSocketSession session, Throwable exception) throws Exception {
    of(session).handleTransportError(session, exception);
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) throws Exception {
    of(session).afterConnectionClosed(session, status);
  }

  @Override
  public boolean supportsPartialMessages() {
    return true;
  }
}
