package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the messages that one connection sends, in parts of any size.
 *
 * <p>The output is written in pieces that fit into the caller's buffer. It is flushed only at the
 * end of a message, so a part may produce no output.
 *
 * <p>The native deflater has no other window than 32 KiB. If a smaller one was agreed on, it
 * forgets everything as often as that is full. A JSON message of 128 KiB takes up to 1.5 times as
 * long then.
 *
 * <p>Uses {@link #MEMORY} of native memory from the first message that is not empty until {@link
 * #close()}. If {@code server_no_context_takeover} was agreed on, it has no state between messages:
 * another connection with the same agreement may use it then.
 *
 * <p>Not thread-safe: called on the event loop of its connection.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692.html#section-7.2.1">RFC 7692, section
 *     7.2.1</a>
 */
public final class MessageDeflater implements AutoCloseable {

  /** The approximate native memory of a deflater [bytes]. */
  public static final int MEMORY = 270 * 1024;

  /**
   * The smallest permitted room in an output [bytes]: the bytes held back, and more than six for
   * the deflater, which otherwise repeats its flush forever (zlib.h, at {@code deflate}).
   */
  public static final int SMALLEST_OUTPUT = 16;

  /**
   * The default compression level. It compresses JSON messages of 16 KiB six times as fast as
   * zlib's default, to a third of their size instead of a quarter. Speed matters more, because an
   * event loop has other connections to serve.
   */
  public static final int DEFAULT_LEVEL = Deflater.BEST_SPEED;

  /**
   * How many windows one message fills, if they are not the largest. The rest of it is compressed
   * without references, because forgetting takes time: without this bound, a window of 512 bytes
   * would take four times as long as the largest, and one of 256 bytes six times.
   */
  private static final int MOST_WINDOWS = 32;

  private static final byte[] NO_BYTES = {};

  /** The length of 00 00 ff ff, which ends every flush and is removed (RFC 7692, 7.2.1). */
  private static final int FLUSH_END = 4;

  /** An empty block without the four bytes that are removed (RFC 7692, section 7.2.3.6). */
  private static final byte EMPTY_MESSAGE = 0x00;

  private final boolean contextTakeover;
  private final int level;
  private int window;

  /** How much the deflater may refer to [bytes]. It is counted below the largest window only. */
  private int remembered;

  /** How many windows of the current message are full. */
  private int filled;

  // The deflater's last bytes, which are removed if the message ends with them.
  private final byte[] held = new byte[FLUSH_END];
  private int heldCount;

  private @Nullable Deflater deflater;
  private boolean messageIsEmpty = true;
  private boolean closed;

  /** Compresses at the {@link #DEFAULT_LEVEL}. */
  public MessageDeflater(PermessageDeflate agreed) {
    this(agreed, DEFAULT_LEVEL);
  }

  /**
   * @param level 0 for no compression, 1 (fastest) to 9 (smallest), -1 for zlib's default
   * @throws IllegalArgumentException if the level is not in -1-9
   */
  public MessageDeflater(PermessageDeflate agreed, int level) {
    if (level < Deflater.DEFAULT_COMPRESSION || level > Deflater.BEST_COMPRESSION) {
      throw new IllegalArgumentException("Level " + level + " is not in -1-9");
    }
    this.level = level;
    contextTakeover = !agreed.serverNoContextTakeover();
    window = agreed.serverWindow();
  }

  /**
   * Compresses the messages of another connection from now on. Called between two messages.
   *
   * @throws IllegalStateException if one of the two has a context, which the other does not know
   */
  void switchTo(PermessageDeflate agreed) {
    if (contextTakeover || !agreed.serverNoContextTakeover()) {
      throw new IllegalStateException("The context is taken over");
    }
    window = agreed.serverWindow();
  }

  /**
   * Compresses the next bytes of a message.
   *
   * <p>While this returns false, call it again with the same part, whose position it has moved, and
   * with room in the output.
   *
   * @param part bytes of the message; consumed up to its limit when this returns true
   * @param endOfMessage whether the message ends with this part
   * @param output receives the payload of the compressed message; has room for at least {@value
   *     #SMALLEST_OUTPUT} bytes; each call may pass another one
   * @return true if the part has been consumed and all available output has been written; with
   *     {@code endOfMessage}, the message is complete then
   * @throws IllegalArgumentException if the output has too little room
   * @throws IllegalStateException if this is closed
   */
  public boolean deflate(ByteBuffer part, boolean endOfMessage, ByteBuffer output) {
    if (closed) {
      throw new IllegalStateException("The deflater is closed");
    }
    if (output.remaining() < SMALLEST_OUTPUT) {
      throw new IllegalArgumentException(
          "The output has room for " + output.remaining() + " of " + SMALLEST_OUTPUT + " bytes");
    }
    messageIsEmpty &= !part.hasRemaining();
    if (messageIsEmpty) {
      // A deflater writes nothing for a flush that follows a flush.
      if (endOfMessage) {
        output.put(EMPTY_MESSAGE);
      }
      return true;
    }
    int start = output.position();
    output.put(held, 0, heldCount);
    Deflater stream = stream();
    int flush = endOfMessage ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH;
    if (window == PermessageDeflate.LARGEST_WINDOW) {
      stream.setInput(part);
      stream.deflate(output, flush);
    } else {
      deflateWithinWindow(stream, part, flush, output);
    }
    boolean done = output.hasRemaining();
    holdBack(output, start);
    if (done && endOfMessage) {
      endMessage();
    }
    return done;
  }

  /**
   * Forgets all that was compressed before, as soon as that fills the window. If the output has
   * room afterwards, the part has been consumed.
   */
  private void deflateWithinWindow(Deflater stream, ByteBuffer part, int flush, ByteBuffer output) {
    int end = part.limit();
    while (filled < MOST_WINDOWS) {
      int room = window - remembered;
      boolean fills = part.remaining() >= room;
      if (fills) {
        part.limit(part.position() + room);
      }
      int start = part.position();
      stream.setInput(part);
      stream.deflate(output, fills ? Deflater.FULL_FLUSH : flush);
      remembered += part.position() - start;
      part.limit(end);
      if (!fills || !output.hasRemaining()) {
        return;
      }
      remembered = 0;
      filled++;
      if (filled == MOST_WINDOWS) {
        setStrategy(stream, Deflater.HUFFMAN_ONLY);
      }
      if (!part.hasRemaining()) {
        return;
      }
    }
    stream.setInput(part);
    stream.deflate(output, flush);
  }

  /** Sets the strategy behind a flush: with nothing to compress, the call does only that. */
  private static void setStrategy(Deflater stream, int strategy) {
    stream.setStrategy(strategy);
    stream.setInput(NO_BYTES);
    stream.deflate(new byte[1]);
  }

  private void holdBack(ByteBuffer output, int start) {
    heldCount = Math.min(FLUSH_END, output.position() - start);
    output.position(output.position() - heldCount);
    output.get(output.position(), held, 0, heldCount);
  }

  private Deflater stream() {
    Deflater stream = deflater;
    if (stream == null) {
      stream = new Deflater(level, true);
      deflater = stream;
    }
    return stream;
  }

  private void endMessage() {
    heldCount = 0;
    messageIsEmpty = true;
    if (filled >= MOST_WINDOWS) {
      setStrategy(stream(), Deflater.DEFAULT_STRATEGY);
    }
    filled = 0;
    if (!contextTakeover && deflater != null) {
      deflater.reset();
      remembered = 0;
    }
  }

  private void release() {
    if (deflater != null) {
      deflater.end();
      deflater = null;
    }
  }

  /** Releases all memory. Idempotent. */
  @Override
  public void close() {
    closed = true;
    release();
  }
}
