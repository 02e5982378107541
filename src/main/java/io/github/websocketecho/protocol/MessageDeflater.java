package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the messages that one connection sends, in parts of any size.
 *
 * <p>What a part is compressed to comes in pieces no larger than the buffer that the caller lends.
 * Nothing is flushed before the end of a message, so a part may give no output at all.
 *
 * <p>Holds {@link #MEMORY} of native memory from the first message that is not empty until {@link
 * #close()}. Where {@code server_no_context_takeover} was agreed on, it remembers nothing between
 * messages: another connection that agreed on the same may use it then.
 *
 * <p>Not thread-safe: for the event loop of its connection.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692.html#section-7.2.1">RFC 7692, section
 *     7.2.1</a>
 */
public final class MessageDeflater implements AutoCloseable {

  /** What zlib takes for a deflater [bytes], about. */
  public static final int MEMORY = 270 * 1024;

  /**
   * The room that an output needs at least [bytes]: the bytes that are held back, and more than six
   * for the deflater, which otherwise repeats its flush for ever (zlib.h, at {@code deflate}).
   */
  public static final int SMALLEST_OUTPUT = 16;

  /**
   * The level that is used if none is given. JSON in messages of 16 KiB is compressed six times as
   * fast as with zlib's default, to a third of its size instead of a quarter; an event loop has
   * other connections to serve.
   */
  public static final int DEFAULT_LEVEL = Deflater.BEST_SPEED;

  /** The end of every flush, 00 00 ff ff, is left off (RFC 7692, section 7.2.1). */
  private static final int FLUSH_END = 4;

  /** An empty block without the four bytes that are left off (RFC 7692, section 7.2.3.6). */
  private static final byte EMPTY_MESSAGE = 0x00;

  private final boolean contextTakeover;
  private final int level;

  // The last bytes that the deflater gave: to be left off if the message ends with them.
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
   * @param level 0 for none, 1 for fast to 9 for small, -1 for zlib's default
   * @throws IllegalArgumentException if the level is not in -1-9
   */
  public MessageDeflater(PermessageDeflate agreed, int level) {
    if (level < Deflater.DEFAULT_COMPRESSION || level > Deflater.BEST_COMPRESSION) {
      throw new IllegalArgumentException("Level " + level + " is not in -1-9");
    }
    this.level = level;
    contextTakeover = !agreed.serverNoContextTakeover();
  }

  /**
   * Compresses the next bytes of a message.
   *
   * <p>As long as this returns false, call it again with the same part, whose position it has moved
   * on, and with room in the output.
   *
   * @param part bytes of the message; taken up to its limit once this returns true
   * @param endOfMessage whether the message ends with this part
   * @param output where the payload of the compressed message is put, with room for at least
   *     {@value #SMALLEST_OUTPUT} bytes; may be another one each time
   * @return true if the part has been taken and all output that there is for now has been put out;
   *     with {@code endOfMessage} it is then the end of the message
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
      // A deflater gives nothing for a flush that follows a flush.
      if (endOfMessage) {
        output.put(EMPTY_MESSAGE);
      }
      return true;
    }
    int start = output.position();
    output.put(held, 0, heldCount);
    Deflater stream = stream();
    stream.setInput(part);
    stream.deflate(output, endOfMessage ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH);
    boolean done = output.hasRemaining();
    holdBack(output, start);
    if (done && endOfMessage) {
      endMessage();
    }
    return done;
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
    if (!contextTakeover && deflater != null) {
      deflater.reset();
    }
  }

  private void giveBack() {
    if (deflater != null) {
      deflater.end();
      deflater = null;
    }
  }

  /** Gives all memory back; may be called at any time and again. */
  @Override
  public void close() {
    closed = true;
    giveBack();
  }
}
