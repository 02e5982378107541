package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.CloseCode;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/** Echoes messages of one type, and closes with 1003 on a message of the other type. */
final class OneTypeHandler extends WebSocketHandlerDecorator {

  static final String TEXT_ONLY = "Only text messages are accepted.";
  static final String BINARY_ONLY = "Only binary messages are accepted.";

  private final Class<? extends WebSocketMessage<?>> rejectedType;
  private final CloseStatus typeRejected;

  private OneTypeHandler(
      Class<? extends WebSocketMessage<?>> rejectedType, String reason, WebSocketHandler echo) {
    super(echo);
    this.rejectedType = rejectedType;
    this.typeRejected = new CloseStatus(CloseCode.UNSUPPORTED_DATA.value(), reason);
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
    if (rejectedType.isInstance(message)) {
      session.close(typeRejected);
    } else {
      super.handleMessage(session, message);
    }
  }
}
