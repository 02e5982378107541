package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.FrameHeader;
import io.github.websocketecho.protocol.Opcode;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames of the messages that a connection sends: fragments of a message that comes in parts
 * (RFC 6455, section 5.4), compressed where that was agreed on. Runs on the loop.
 */
final class MessageSender {

  private final Connection connection;
  private final @Nullable Compression compression;
  private final int fragmentSize;

  /** Whether a message is being sent of which a part has come. */
  private boolean withinMessage;

  /** Whether a frame of it has gone out: a compressor may keep what it is given first. */
  private boolean frameSent;

  /** Whether it is compressed. */
  private boolean compressed;

  /** Made for the first that waits: few connections ever have one. */
  private @Nullable Queue<Runnable> betweenMessages;

  /** Whether those that have waited are being run. */
  private boolean sendingBetween;

  private boolean discarding;

  /**
   * @param compression null where none was agreed on
   * @param fragmentSize the longest payload of a frame [bytes]; 0 for any
   */
  MessageSender(Connection connection, @Nullable Compression compression, int fragmentSize) {
    this.connection = connection;
    this.compression = compression;
    this.fragmentSize = fragmentSize;
  }

  boolean isWithinMessage() {
    return withinMessage;
  }

  void part(Opcode type, ByteBuffer payload, boolean last) {
    if (!withinMessage) {
      compressed = compression != null && compression.canDeflate();
    }
    withinMessage = !last;
    if (compression != null && compressed) {
      compression.deflate(payload, last, (piece, end) -> cut(type, piece, end));
    } else {
      cut(type, payload, last);
    }
    if (!sendingBetween) {
      sendBetween();
    }
  }

  /** Each task sends a message of its own, and must not begin with the rest of them once more. */
  private void sendBetween() {
    sendingBetween = true;
    try {
      while (!withinMessage && betweenMessages != null && !betweenMessages.isEmpty()) {
        betweenMessages.remove().run();
      }
    } finally {
      sendingBetween = false;
    }
  }

  /** Runs a task now, or as soon as no message is being sent, or nothing is sent any more. */
  void betweenMessages(Runnable task) {
    if (!withinMessage || discarding) {
      task.run();
      return;
    }
    if (betweenMessages == null) {
      betweenMessages = new ArrayDeque<>();
    }
    betweenMessages.add(task);
  }

  /** The connection has ended. What waits gives back what it holds: nothing of it is sent. */
  void discard() {
    discarding = true;
    Queue<Runnable> tasks = betweenMessages;
    betweenMessages = null;
    if (tasks != null) {
      tasks.forEach(Runnable::run);
    }
  }

  private void cut(Opcode type, ByteBuffer payload, boolean last) {
    while (fragmentSize > 0 && payload.remaining() > fragmentSize) {
      int end = payload.position() + fragmentSize;
      frame(type, payload.slice(payload.position(), fragmentSize), false);
      payload.position(end);
    }
    frame(type, payload, last);
  }

  private void frame(Opcode type, ByteBuffer payload, boolean last) {
    Opcode opcode = frameSent ? Opcode.CONTINUATION : type;
    // RSV1 stands on a message's first frame alone (RFC 7692, section 6).
    int rsv = compressed && !frameSent ? FrameHeader.RSV1 : 0;
    frameSent = !last;
    if (last) {
      connection.loop().statistics().messagesSent.add(1);
    }
    connection.write(last, rsv, opcode, payload);
  }
}
