package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.CloseFrames;
import io.github.websocketecho.protocol.MessageReceiver;
import io.github.websocketecho.protocol.ProtocolFailure;
import io.github.websocketecho.protocol.Violation;
import java.io.ByteArrayOutputStream;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;

/**
 * Makes Spring's messages of what was received, and calls the connection's handler. On the loop.
 */
final class MessageDelivery implements MessageReceiver {

  private static final int LONGEST_INCOMPLETE = 3;
  private static final byte[] NOTHING = new byte[0];

  private final WebSocketHandler handler;
  private final EngineSession session;

  /** The beginning of a character that the last part ended in; the next part has its end. */
  private byte[] cut = NOTHING;

  private boolean withinText;

  /** Set by {@link #countIn}. */
  private @Nullable LoopStatistics statistics;

  /** Gathers the parts of a message for a handler that does not support them; otherwise null. */
  private final @Nullable ByteArrayOutputStream whole;

  MessageDelivery(WebSocketHandler handler, EngineSession session) {
    this.handler = handler;
    this.session = session;
    this.whole = handler.supportsPartialMessages() ? null : new ByteArrayOutputStream(0);
  }

  /** Counts the messages that are received. Called once, before anything is received. */
  void countIn(LoopStatistics statistics) {
    this.statistics = statistics;
  }

  /** The connection is open. */
  void opened() {
    try {
      call(() -> handler.afterConnectionEstablished(session));
    } finally {
      session.opened();
    }
  }

  private void count(boolean last) {
    if (last && statistics != null) {
      statistics.messagesReceived.add(1);
    }
  }

  @Override
  public void text(ByteBuffer payload, int incomplete, boolean last) throws ProtocolFailure {
    count(last);
    if (handler instanceof Utf8Handler) {
      deliver(new Utf8Message(payload, last));
      return;
    }
    if (whole != null) {
      byte[] message = gather(whole, payload, last, session.getTextMessageSizeLimit());
      if (message != null) {
        deliver(new TextMessage(message));
      }
      return;
    }
    deliver(
        last && !withinText
            ? new TextMessage(bytes(payload, 0))
            : textPart(payload, incomplete, last));
    withinText = !last;
  }

  /** Returns the complete message with its last part; null before. */
  private static byte @Nullable [] gather(
      ByteArrayOutputStream whole, ByteBuffer payload, boolean last, int limit)
      throws ProtocolFailure {
    if (payload.remaining() > limit - whole.size()) {
      throw new ProtocolFailure(Violation.MESSAGE_TOO_BIG, limit);
    }
    whole.writeBytes(bytes(payload, 0));
    if (!last) {
      return null;
    }
    byte[] message = whole.toByteArray();
    whole.reset();
    return message;
  }

  private TextMessage textPart(ByteBuffer payload, int incomplete, boolean last) {
    byte[] bytes = bytes(payload, cut.length);
    System.arraycopy(cut, 0, bytes, 0, cut.length);
    int whole = bytes.length - incomplete;
    var part = new TextMessage(new String(bytes, 0, whole, StandardCharsets.UTF_8), last);
    cut = incomplete == 0 ? NOTHING : Arrays.copyOfRange(bytes, whole, bytes.length);
    assert cut.length <= LONGEST_INCOMPLETE;
    return part;
  }

  private static byte[] bytes(ByteBuffer payload, int before) {
    byte[] bytes = new byte[before + payload.remaining()];
    payload.get(bytes, before, payload.remaining());
    return bytes;
  }

  @Override
  public void binary(ByteBuffer payload, boolean last) throws ProtocolFailure {
    count(last);
    if (whole != null) {
      byte[] message = gather(whole, payload, last, session.getBinaryMessageSizeLimit());
      if (message != null) {
        deliver(new BinaryMessage(message));
      }
      return;
    }
    deliver(new BinaryMessage(payload.slice(), last));
  }

  @Override
  public void pong(ByteBuffer payload) {
    deliver(new PongMessage(ByteBuffer.wrap(bytes(payload, 0))));
  }

  private void deliver(WebSocketMessage<?> message) {
    try {
      handler.handleMessage(session, message);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new HandlerFailedException(e);
    }
  }

  EngineSession session() {
    return session;
  }

  /** TCP broke; {@link #closed} is next. */
  void transportFailed(Throwable failure) {
    session.noMoreMessages();
    call(() -> handler.handleTransportError(session, failure));
  }

  /**
   * TCP has ended.
   *
   * @param received the client's close frame; null without one
   */
  void closed(CloseFrames.@Nullable Received received) {
    session.noMoreMessages();
    CloseStatus status = received == null ? CloseStatus.NO_CLOSE_FRAME : status(received);
    call(() -> handler.afterConnectionClosed(session, status));
  }

  private static CloseStatus status(CloseFrames.Received close) {
    String reason = close.reason().text();
    return close.code() == null
        ? CloseStatus.NO_STATUS_CODE
        : new CloseStatus(close.code().value(), reason.isEmpty() ? null : reason);
  }

  private interface Call {
    void run() throws Exception;
  }

  private static void call(Call call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new HandlerFailedException(e);
    }
  }

  /** A handler threw a checked exception. */
  static final class HandlerFailedException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    HandlerFailedException(@Nullable Throwable cause) {
      super(cause);
    }
  }
}
