package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.CloseCode;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/** Echoes messages of one type, and closes with 1003 at one of the other. */
final class OneTypeHandler extends WebSocketHandlerDecorator {

  static final String TEXT_ONLY = "Only text messages are accepted.";
  static final String BINARY_ONLY = "Only binary messages are accepted.";

  private final Class<? extends WebSocketMessage<?>> other;
  private final CloseStatus refusal;

  private OneTypeHandler(
      Class<? extends WebSocketMessage<?>> other, String reason, WebSocketHandler echo) {
    super(echo);
    this.other = other;
    this.refusal = new CloseStatus(CloseCode.UNSUPPORTED_DATA.value(), reason);
  }

  static WebSocketHandler textOnly(WebSocketHandler echo) {
    return new OneTypeHandler(BinaryMessage.class, TEXT_ONLY, echo);
  }

  static WebSocketHandler binaryOnly(WebSocketHandler echo) {
    return new OneTypeHandler(TextMessage.class, BINARY_ONLY, echo);
  }

  @Override
  public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
      throws Exception {
    if (other.isInstance(message)) {
      session.close(refusal);
    } else {
      super.handleMessage(session, message);
    }
  }
}
