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
 * Echoes every message late, in order. The messages that wait are bounded, for each connection and
 * for all together: a client that sends more is closed with 1008. A close is answered at once, and
 * waiting messages are discarded then. Serves one connection.
 */
final class SlowHandler extends AbstractWebSocketHandler {

  /** The most messages that wait, or parts of messages where they come in parts. */
  static final int MOST = 1_000;

  /** The most that waits [bytes]. */
  static final int LARGEST = 1 << 20;

  /** What one takes beside its payload [bytes], about. */
  private static final int OVERHEAD = 256;

  private static final CloseStatus FULL =
      new CloseStatus(CloseCode.POLICY_VIOLATION.value(), "Server backlog is full.");

  private static final CloseStatus TOO_MUCH =
      new CloseStatus(
          CloseCode.POLICY_VIOLATION.value(),
          "At most %d messages or parts, and 1 MiB of them, may wait.".formatted(MOST));

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
    // The payload is there during this call only.
    ByteBuffer payload = message.getPayload();
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
    echoLater(session, new BinaryMessage(copy, message.isLast()));
  }

  private void echoLater(WebSocketSession session, WebSocketMessage<?> message) throws IOException {
    int size = message.getPayloadLength();
    if (waiting == MOST || size > LARGEST - waitingBytes) {
      session.close(TOO_MUCH);
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
      session.close(FULL);
    }
  }
}
