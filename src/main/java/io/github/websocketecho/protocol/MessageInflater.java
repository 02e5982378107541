package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates the compressed messages that one connection receives, in parts of any size.
 *
 * <p>What a part inflates to comes in pieces no larger than the buffer that the caller lends, and
 * the caller asks for each of them: however much a message inflates to, it never takes more memory,
 * and the caller can pause or give up between any two pieces.
 *
 * <p>Between messages it holds the window that the next message may refer to, on the heap: what the
 * client has sent so far, up to 32 KiB, or less where {@code client_max_window_bits} was agreed on;
 * nothing after {@code client_no_context_takeover}. From the first message that is not empty it
 * also holds about 40 KiB of native memory, which {@link #rest()} gives back between messages. Both
 * together are {@link #memory}.
 *
 * <p>Not thread-safe: for the event loop of its connection.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692.html#section-7.2.2">RFC 7692, section
 *     7.2.2</a>
 */
public final class MessageInflater implements AutoCloseable {

  /**
   * What is put after a message's payload: the four bytes that the sender left off, which complete
   * an empty block, and an empty block that is marked as final. With that one, the inflater tells
   * whether the message ended where a block ended: only then does it finish, and with no byte over.
   */
  private static final byte[] TAIL = {0, 0, -1, -1, 1, 0, 0, -1, -1};

  /** So many streams at most are started before the caller is asked again: each takes its time. */
  private static final int RESTARTS_AT_A_TIME = 32;

  /** What zlib takes for an inflater [bytes], about. */
  private static final int NATIVE = 40 * 1024;

  private final boolean contextTakeover;
  private final SlidingWindow window;
  private final ByteBuffer tail = ByteBuffer.wrap(TAIL);

  private @Nullable Inflater inflater;
  private boolean betweenStreams = true;
  private boolean closed;
  private int restarts;

  /** The most that one holds [bytes], about. */
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
   * <p>As long as this returns false, call it again with the same input, whose position it has
   * moved on, and with room in the output. A message without any payload counts as empty.
   *
   * @param input payload of the message, unmasked; taken up to its limit once this returns true
   * @param endOfMessage whether the message ends with this input
   * @param output where the inflated bytes are put, with room for at least one; may be another one
   *     each time
   * @return true if all that the input inflates to has been put out; with {@code endOfMessage} it
   *     is then the end of the message
   * @throws ProtocolFailure 1007 if the message is not DEFLATE data, refers to what is not in the
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
      // With the output full, there may be more of what the last byte stands for.
      return output.hasRemaining() || betweenStreams;
    }
    // A payload that is empty or ends with a final block has nothing that is to be completed.
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
   * Inflates until the input is used up or the output is full.
   *
   * <p>A block that is marked as final ends the inflater's stream, but not the message (RFC 7692,
   * section 7.2.1): the next byte starts a stream, with the same window. After {@value
   * #RESTARTS_AT_A_TIME} of them this stops, and leaves the rest in the input.
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
    window.giveTo(stream);
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
   * How many streams were started since this was last asked. Each takes about as long as a thousand
   * bytes, and may give none: the first of a message, and one behind each block that is marked as
   * final (RFC 7692, section 7.2.3.4).
   */
  public int takeRestarts() {
    int taken = restarts;
    restarts = 0;
    return taken;
  }

  /**
   * Gives the native memory back, unless a message is being inflated; the next one takes it again.
   * What it may refer to is kept.
   */
  public void rest() {
    if (betweenStreams) {
      giveBack();
    }
  }

  private void giveBack() {
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
  }

  /** Gives all memory back; may be called at any time and again. */
  @Override
  public void close() {
    closed = true;
    giveBack();
    window.clear();
  }
}
