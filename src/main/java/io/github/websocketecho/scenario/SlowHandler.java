package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import io.github.websocketecho.protocol.CloseCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * Echoes every message after a delay, in order. Two limits apply to the messages that wait: one for
 * the connection, and one for all connections together. A client that exceeds one is closed with
 * 1008. A close frame is answered at once, and the messages that wait are discarded. Serves one
 * connection.
 */
final class SlowHandler extends AbstractWebSocketHandler {

  /** The maximum number of waiting messages, or of their parts if they are received in parts. */
  static final int MAXIMUM_WAITING = 1_000;

  /** The maximum payload of all waiting messages [bytes]. */
  static final int MAXIMUM_WAITING_BYTES = 1 << 20;

  /** The approximate memory of a waiting message in addition to its payload [bytes]. */
  private static final int OVERHEAD = 256;

  private static final CloseStatus SERVER_LIMIT_EXCEEDED =
      new CloseStatus(CloseCode.POLICY_VIOLATION.value(), "Server backlog is full.");

  private static final CloseStatus CONNECTION_LIMIT_EXCEEDED =
      new CloseStatus(
          CloseCode.POLICY_VIOLATION.value(),
          "Backlog limit of %d messages (or parts) or 1 MiB exceeded.".formatted(MAXIMUM_WAITING));

  private final Duration delay;

  private int waiting;
  private int waitingBytes;

  SlowHandler(Duration delay) {
    this.delay = delay;
  }

  @Override
  public boolean supportsPartialMessages() {
    return true;
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message)
      throws IOException {
    echoLater(session, message);
  }

  @Override
  protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message)
      throws IOException {
    // The payload is valid only during this call.
    ByteBuffer payload = message.getPayload();
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
    echoLater(session, new BinaryMessage(copy, message.isLast()));
  }

  private void echoLater(WebSocketSession session, WebSocketMessage<?> message) throws IOException {
    int size = message.getPayloadLength();
    if (waiting == MAXIMUM_WAITING || size > MAXIMUM_WAITING_BYTES - waitingBytes) {
      session.close(CONNECTION_LIMIT_EXCEEDED);
      return;
    }
    waiting++;
    waitingBytes += size;
    Wire.Task echo =
        () -> {
          waiting--;
          waitingBytes -= size;
          if (session.isOpen()) {
            session.sendMessage(message);
          }
        };
    if (!Wire.of(session).later(delay, OVERHEAD + size, echo)) {
      session.close(SERVER_LIMIT_EXCEEDED);
    }
  }
}
