package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates the compressed messages that one connection receives, in parts of any size.
 *
 * <p>The output is written in pieces that fit into the caller's buffer, one per call. So a message
 * of any inflated length needs the same memory, and the caller can pause or stop between pieces.
 *
 * <p>Between messages, the heap contains the window that the next message may refer to: up to 32
 * KiB of the client's latest data, less if {@code client_max_window_bits} was agreed on, and none
 * with {@code client_no_context_takeover}. From the first message that is not empty, the inflater
 * also uses about 40 KiB of native memory, which {@link #rest()} releases between messages. {@link
 * #memory} is the sum.
 *
 * <p>Not thread-safe: called on the event loop of its connection.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692.html#section-7.2.2">RFC 7692, section
 *     7.2.2</a>
 */
public final class MessageInflater implements AutoCloseable {

  /**
   * Inflated after a message's payload: the four bytes that the sender removed, which complete an
   * empty block, and an empty block that is marked as final. The final block shows whether the
   * message ended at the end of a block: only then does the inflater finish with no byte left.
   */
  private static final byte[] TAIL = {0, 0, -1, -1, 1, 0, 0, -1, -1};

  /** The most streams that one call starts, because each start costs time. */
  private static final int RESTARTS_AT_A_TIME = 32;

  /** The approximate native memory of an inflater [bytes]. */
  private static final int NATIVE = 40 * 1024;

  private final boolean contextTakeover;
  private final SlidingWindow window;
  private final ByteBuffer tail = ByteBuffer.wrap(TAIL);

  private @Nullable Inflater inflater;
  private boolean betweenStreams = true;
  private boolean closed;
  private int restarts;

  /** The most memory that one inflater uses [bytes], approximately. */
  public static int memory(PermessageDeflate agreed) {
    return NATIVE + agreed.clientWindow();
  }

  public MessageInflater(PermessageDeflate agreed) {
    contextTakeover = !agreed.clientNoContextTakeover();
    window = new SlidingWindow(agreed.clientWindow());
  }

  /**
   * Inflates the next bytes of a message.
   *
   * <p>While this returns false, call it again with the same input, whose position it has moved,
   * and with room in the output. A message without any payload counts as empty.
   *
   * @param input payload of the message, unmasked; consumed up to its limit when this returns true
   * @param endOfMessage whether the message ends with this input
   * @param output receives the inflated bytes; has room for at least one; each call may pass
   *     another one
   * @return true if all bytes that the input inflates to have been written; with {@code
   *     endOfMessage}, the message is complete then
   * @throws ProtocolFailure 1007 if the message is not DEFLATE data, refers to bytes outside the
   *     window, or ends within a block; this is closed then
   * @throws IllegalArgumentException if the output has no room
   * @throws IllegalStateException if this is closed
   */
  public boolean inflate(ByteBuffer input, boolean endOfMessage, ByteBuffer output)
      throws ProtocolFailure {
    if (closed) {
      throw new IllegalStateException("The inflater is closed");
    }
    if (!output.hasRemaining()) {
      throw new IllegalArgumentException("The output has no room");
    }
    pour(input, output);
    if (input.hasRemaining()) {
      return false;
    }
    if (!endOfMessage) {
      // If the output is full, the last byte may inflate to more.
      return output.hasRemaining() || betweenStreams;
    }
    // An empty payload, or one that ends with a final block, has no block to complete.
    if (!betweenStreams || tail.position() > 0) {
      pour(tail, output);
    }
    if (betweenStreams && (tail.position() == 0 || !tail.hasRemaining())) {
      endMessage();
      return true;
    }
    if (output.hasRemaining()) {
      throw failure(Violation.DEFLATE_INCOMPLETE);
    }
    return false;
  }

  /**
   * Inflates until the input is consumed or the output is full.
   *
   * <p>A block that is marked as final ends the inflater's stream, but not the message (RFC 7692,
   * section 7.2.1). The next byte starts another stream with the same window. After {@value
   * #RESTARTS_AT_A_TIME} starts, this returns and leaves the rest in the input.
   */
  private void pour(ByteBuffer input, ByteBuffer output) throws ProtocolFailure {
    int most = restarts + RESTARTS_AT_A_TIME;
    while ((input.hasRemaining() && restarts < most) || !betweenStreams) {
      Inflater stream = stream();
      stream.setInput(input);
      int start = output.position();
      try {
        stream.inflate(output);
      } catch (DataFormatException e) {
        throw failure(Violation.NOT_DEFLATE);
      }
      window.add(output, start);
      betweenStreams = stream.finished();
      if (!betweenStreams) {
        return;
      }
    }
  }

  private Inflater stream() {
    Inflater stream = inflater;
    if (stream != null && !betweenStreams) {
      return stream;
    }
    if (stream == null) {
      stream = new Inflater(true);
      inflater = stream;
    } else {
      stream.reset();
    }
    window.copyTo(stream);
    betweenStreams = false;
    restarts++;
    return stream;
  }

  private void endMessage() {
    tail.rewind();
    if (!contextTakeover) {
      window.clear();
    }
  }

  private ProtocolFailure failure(Violation violation) {
    close();
    return new ProtocolFailure(violation);
  }

  /**
   * Returns the number of streams started since the last call: one per message, and one after each
   * block that is marked as final (RFC 7692, section 7.2.3.4). Starting a stream costs about as
   * much time as inflating a thousand bytes, even if the stream is empty.
   */
  public int getAndResetRestarts() {
    int count = restarts;
    restarts = 0;
    return count;
  }

  /**
   * Releases the native memory until the next message, unless a message is being inflated. The
   * window that the next message may refer to is retained.
   */
  public void rest() {
    if (betweenStreams) {
      release();
    }
  }

  private void release() {
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
  }

  /** Releases all memory. Idempotent. */
  @Override
  public void close() {
    closed = true;
    release();
    window.clear();
  }
}
