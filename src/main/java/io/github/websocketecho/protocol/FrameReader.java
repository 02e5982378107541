package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames that a client sends, from buffers as they come: bytes in, events out. It knows
 * nothing of sockets, copies nothing and allocates nothing for a data frame.
 *
 * <p>A frame of up to {@value #WHOLE} bytes is told whole: while a part of it is missing it is left
 * in the buffer, unless the receiver has no room for it. A longer one is told in parts, as it
 * arrives, so that one of any length takes no more memory than a buffer. A caller may keep a frame
 * that is left elsewhere until {@link #awaited} bytes of it have come.
 *
 * <p>Not thread-safe: one reads one connection.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455.html#section-5">RFC 6455, section 5</a>
 */
public final class FrameReader {

  /** The longest payload [bytes] of a data frame that is told whole. */
  public static final int WHOLE = 128 * 1024;

  /** What the shortest frame of a client takes [bytes]. */
  public static final int SMALLEST_FRAME = 2 + Integer.BYTES;

  /** The most that {@link #read} leaves in a buffer [bytes] if the receiver always wants more. */
  public static final int MAXIMUM_LEFT = 2 + Long.BYTES + Integer.BYTES + WHOLE - 1;

  private static final int FIN = 0x80;
  private static final int RSV1 = 0x40;
  private static final int RSV = 0x70;
  private static final int RSV_SHIFT = 4;
  private static final int OPCODE = 0x0F;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7F;
  private static final int SIXTEEN_BITS = 126;
  private static final int SIXTY_FOUR_BITS = 127;

  private final boolean compressible;
  private final long messageLimit;

  // The message that is under way; its type is null between messages.
  private @Nullable Opcode type;
  private boolean compressed;
  private long messageLength;

  // The frame of which a part has been told; nothing is missing between frames.
  private int first;
  private int key;
  private long told;
  private long missing;

  // The frame that is left in the buffer because it is not whole; nothing is awaited without one.
  private int awaited;
  private int awaitedKey;
  private boolean awaitsText;

  /** How many bytes of its payload have been told ahead. */
  private int ahead;

  private boolean closed;

  /**
   * @param compressible whether permessage-deflate was negotiated, so that RSV1 may be set
   * @param messageLimit the longest message [bytes on the wire, without headers] that is taken; a
   *     longer one fails with 1009 as soon as a header says so; 0 for no limit
   */
  public FrameReader(boolean compressible, long messageLimit) {
    this.compressible = compressible;
    this.messageLimit = messageLimit;
  }

  /**
   * Tells the receiver of every frame that lies in the buffer, and moves the buffer's position
   * behind them. What is left belongs in front of the bytes that come next: at most {@link
   * #MAXIMUM_LEFT}, more only if the receiver did not want more. After a close frame everything is
   * passed over.
   *
   * @param input big-endian, writable: payloads are unmasked in place
   * @throws ProtocolFailure if the client broke a rule, which ends the reading
   */
  public void read(ByteBuffer input, FrameReceiver receiver) throws ProtocolFailure {
    while (!closed && receiver.wantsMore()) {
      boolean progress = missing > 0 ? tellPart(input, receiver) : readFrame(input, receiver);
      if (!progress) {
        return;
      }
    }
    if (closed && input.hasRemaining()) {
      receiver.afterClose(input.duplicate());
      input.position(input.limit());
    }
  }

  /**
   * How many bytes the data frame that the last {@link #read} left takes in all, with its header; 0
   * if it left none, or if that cannot be told yet. Before so many have come, or the receiver wants
   * it in parts, it need not be read again.
   */
  public int awaited() {
    return awaited;
  }

  /**
   * Tells ahead of bytes that have come of the frame that is {@link #awaited}, behind those that
   * were read or given before. They are to be read once more when it is whole.
   *
   * @param more neither its position nor its limit is moved
   * @throws ProtocolFailure if the client broke a rule, which ends the reading
   */
  public void readAhead(ByteBuffer more, FrameReceiver receiver) throws ProtocolFailure {
    if (awaitsText && more.hasRemaining()) {
      boolean _ = Masking.apply(more, awaitedKey, ahead);
      receiver.textAhead(more);
      boolean _ = Masking.apply(more, awaitedKey, ahead);
      ahead += more.remaining();
    }
  }

  /** Returns false if the frame cannot be told yet; it is left in the buffer then. */
  private boolean readFrame(ByteBuffer input, FrameReceiver receiver) throws ProtocolFailure {
    awaited = 0;
    int start = input.position();
    int available = input.remaining();
    if (available < 2) {
      if (available == 1) {
        checkFirst(input.get(start) & 0xFF);
      }
      return false;
    }
    int first = input.get(start) & 0xFF;
    int second = input.get(start + 1) & 0xFF;
    Opcode opcode = checkFirst(first);
    demand((second & MASKED) != 0, "A client must mask its frames.");
    int shortLength = second & LENGTH;
    if (opcode.isControl()) {
      demand((first & FIN) != 0, "A control frame must not be fragmented.");
      demand(
          shortLength <= Opcode.MAXIMUM_CONTROL_PAYLOAD,
          "A control frame carries at most 125 bytes.");
    }
    int header = headerLength(shortLength);
    if (available < header) {
      return false;
    }
    long length = length(input, start, shortLength);
    if (opcode.isControl()) {
      if (available < header + length) {
        return false;
      }
      takeHeader(input, start, header, first, length);
      tellControl(opcode, input, receiver);
      return true;
    }
    checkMessageLength(opcode, length);
    if (length <= WHOLE && available < header + length && receiver.wantsWhole()) {
      awaited = header + (int) length;
      awaitedKey = input.getInt(start + header - Integer.BYTES);
      awaitsText = isPlainText(opcode, first);
      input.position(start + header + (awaitsText ? ahead : 0));
      readAhead(input, receiver);
      input.position(start);
      return false;
    }
    takeHeader(input, start, header, first, length);
    beginOrContinue(opcode, (first & RSV1) != 0, length);
    return tellPart(input, receiver);
  }

  /** What the first byte of a header tells by itself: it fails before the second has come. */
  private Opcode checkFirst(int first) throws ProtocolFailure {
    Opcode opcode = Opcode.of(first & OPCODE);
    if (opcode == null) {
      throw failure("Opcode " + (first & OPCODE) + " is reserved.");
    }
    int rsv = first & RSV;
    boolean mayCompress = compressible && (opcode == Opcode.TEXT || opcode == Opcode.BINARY);
    demand(
        rsv == 0 || (rsv == RSV1 && mayCompress), "A reserved bit is set that was not negotiated.");
    if (opcode == Opcode.CONTINUATION) {
      demand(type != null, "There is no message to continue.");
    } else if (!opcode.isControl()) {
      demand(type == null, "A message must end before the next begins.");
    }
    return opcode;
  }

  private static int headerLength(int shortLength) {
    int extended =
        switch (shortLength) {
          case SIXTEEN_BITS -> Short.BYTES;
          case SIXTY_FOUR_BITS -> Long.BYTES;
          default -> 0;
        };
    return 2 + extended + Integer.BYTES;
  }

  private static long length(ByteBuffer input, int start, int shortLength) throws ProtocolFailure {
    return switch (shortLength) {
      case SIXTEEN_BITS -> {
        int length = input.getShort(start + 2) & 0xFFFF;
        demand(length >= SIXTEEN_BITS, "A length must take the fewest bytes that hold it.");
        yield length;
      }
      case SIXTY_FOUR_BITS -> {
        long length = input.getLong(start + 2);
        demand(length >= 0, "The highest bit of a length must be 0.");
        demand(length > 0xFFFF, "A length must take the fewest bytes that hold it.");
        yield length;
      }
      default -> shortLength;
    };
  }

  private void checkMessageLength(Opcode opcode, long length) throws ProtocolFailure {
    long before = opcode == Opcode.CONTINUATION ? messageLength : 0;
    // Not before + length > messageLimit, which may overflow.
    if (messageLimit > 0 && length > messageLimit - before) {
      throw new ProtocolFailure(
          CloseCode.MESSAGE_TOO_BIG, "A message may have at most " + messageLimit + " bytes.");
    }
  }

  private void takeHeader(ByteBuffer input, int start, int header, int first, long length) {
    key = input.getInt(start + header - Integer.BYTES);
    input.position(start + header);
    this.first = first;
    told = 0;
    missing = length;
    ahead = 0;
  }

  private boolean isPlainText(Opcode opcode, int first) {
    return opcode == Opcode.CONTINUATION
        ? type == Opcode.TEXT && !compressed
        : opcode == Opcode.TEXT && (first & RSV1) == 0;
  }

  private void beginOrContinue(Opcode opcode, boolean rsv1, long length) {
    if (opcode != Opcode.CONTINUATION) {
      type = opcode;
      compressed = rsv1;
      messageLength = 0;
    }
    messageLength += length;
  }

  /** Tells what has come of the data frame; returns false if more of it is to come. */
  private boolean tellPart(ByteBuffer input, FrameReceiver receiver) throws ProtocolFailure {
    int length = (int) Math.min(missing, input.remaining());
    if (length == 0 && missing > 0) {
      return false;
    }
    Opcode messageType = type;
    if (messageType == null) {
      throw new IllegalStateException("A data frame outside of a message");
    }
    int bufferEnd = input.limit();
    int end = input.position() + length;
    input.limit(end);
    boolean ascii = Masking.apply(input, key, told);
    if (told == 0) {
      tellFrame(input, receiver);
    }
    told += length;
    missing -= length;
    boolean last = (first & FIN) != 0 && missing == 0;
    if (last) {
      type = null;
    }
    if (compressed) {
      receiver.compressed(messageType, input, last);
    } else if (messageType == Opcode.TEXT) {
      receiver.text(input, ascii, last);
    } else {
      receiver.binary(input, last);
    }
    input.limit(bufferEnd).position(end);
    return missing == 0;
  }

  private void tellFrame(ByteBuffer beginning, FrameReceiver receiver) {
    Opcode opcode = Objects.requireNonNull(Opcode.of(first & OPCODE));
    receiver.frame((first & FIN) != 0, (first & RSV) >> RSV_SHIFT, opcode, missing, beginning);
  }

  private void tellControl(Opcode opcode, ByteBuffer input, FrameReceiver receiver)
      throws ProtocolFailure {
    int bufferEnd = input.limit();
    int end = input.position() + (int) missing;
    input.limit(end);
    boolean _ = Masking.apply(input, key, 0);
    tellFrame(input, receiver);
    missing = 0;
    switch (opcode) {
      case PING -> receiver.ping(input);
      case PONG -> receiver.pong(input);
      default -> {
        closed = true;
        tellClose(input, receiver);
      }
    }
    input.limit(bufferEnd).position(end);
  }

  private static void tellClose(ByteBuffer payload, FrameReceiver receiver) throws ProtocolFailure {
    if (!payload.hasRemaining()) {
      receiver.close(null, CloseReason.NONE);
      return;
    }
    demand(payload.remaining() >= 2, "A close frame's code takes two bytes.");
    CloseCode code = new CloseCode(payload.getShort() & 0xFFFF);
    demand(code.mayBeSent(), "A close frame cannot carry the code " + code.value() + ".");
    receiver.close(code, reason(payload));
  }

  private static CloseReason reason(ByteBuffer bytes) throws ProtocolFailure {
    try {
      return new CloseReason(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      throw new ProtocolFailure(
          CloseCode.INVALID_FRAME_PAYLOAD_DATA, "A close reason must be UTF-8.");
    }
  }

  private static void demand(boolean met, String rule) throws ProtocolFailure {
    if (!met) {
      throw failure(rule);
    }
  }

  private static ProtocolFailure failure(String rule) {
    return new ProtocolFailure(CloseCode.PROTOCOL_ERROR, rule);
  }
}
