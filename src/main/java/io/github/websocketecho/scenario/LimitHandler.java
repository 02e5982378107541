package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.Violation;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/**
 * Echoes, and closes with 1009 when a message is too large. Counts all fragments of a message, and
 * closes before the last one if they exceed the limit. Serves one connection.
 */
final class LimitHandler extends WebSocketHandlerDecorator {

  private final long limit;

  /** How much of the current message has been received [bytes]. */
  private long received;

  LimitHandler(DataSize limit, WebSocketHandler echo) {
    super(echo);
    this.limit = limit.toBytes();
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    Wire.of(session).takeParts();
    super.afterConnectionEstablished(session);
  }

  @Override
  public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
      throws Exception {
    if (message instanceof PongMessage) {
      return;
    }
    received += message.getPayloadLength();
    if (received > limit) {
      session.close(new CloseStatus(CloseCode.MESSAGE_TOO_BIG.value(), reason(limit)));
      return;
    }
    super.handleMessage(session, message);
    if (message.isLast()) {
      received = 0;
    }
  }

  static String reason(long limit) {
    return Violation.MESSAGE_TOO_BIG.text(limit);
  }
}
