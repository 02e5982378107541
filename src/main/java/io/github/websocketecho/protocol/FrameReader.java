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
final class FrameReader {

  /** The longest payload [bytes] of a data frame that is told whole. */
  public static final int WHOLE = 128 * 1024;

  /** What the shortest frame of a client takes [bytes]. */
  public static final int SMALLEST_FRAME = FrameHeader.SHORTEST + FrameHeader.KEY;

  /** The most that {@link #read} leaves in a buffer [bytes] if the receiver always wants more. */
  public static final int MAXIMUM_LEFT =
      FrameHeader.SHORTEST + Long.BYTES + FrameHeader.KEY + WHOLE - 1;

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
    checkSecond(opcode, first, second);
    int header = FrameHeader.length(second);
    if (available < header) {
      return false;
    }
    long length = FrameHeader.payloadLength(input, start);
    checkLength(second, length);
    if (opcode.isControl()) {
      checkControlLength(opcode, length);
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
    beginOrContinue(opcode, isCompressed(first), length);
    return tellPart(input, receiver);
  }

  /** What the first byte of a header says by itself: it fails before the second is received. */
  private Opcode checkFirst(int first) throws ProtocolFailure {
    Opcode opcode = Opcode.of(FrameHeader.opcode(first));
    if (opcode == null) {
      throw new ProtocolFailure(Violation.RESERVED_OPCODE, FrameHeader.opcode(first));
    }
    int rsv = FrameHeader.rsv(first);
    if (rsv != 0) {
      boolean mayCompress = compressible && (opcode == Opcode.TEXT || opcode == Opcode.BINARY);
      int unexpected = mayCompress ? rsv & ~FrameHeader.RSV1 : rsv;
      if (unexpected != 0) {
        throw new ProtocolFailure(Violation.RESERVED_BIT, Violation.bits(unexpected));
      }
    }
    if (opcode == Opcode.CONTINUATION) {
      if (type == null) {
        throw new ProtocolFailure(Violation.NOTHING_TO_CONTINUE);
      }
    } else if (!opcode.isControl() && type != null) {
      throw new ProtocolFailure(Violation.MESSAGE_NOT_ENDED, Violation.name(opcode));
    }
    return opcode;
  }

  private static void checkSecond(Opcode opcode, int first, int second) throws ProtocolFailure {
    if (!FrameHeader.isMasked(second)) {
      throw new ProtocolFailure(Violation.NOT_MASKED, Violation.name(opcode));
    }
    if (opcode.isControl() && !FrameHeader.fin(first)) {
      throw new ProtocolFailure(Violation.CONTROL_FRAME_FRAGMENTED, Violation.name(opcode));
    }
  }

  private static void checkLength(int second, long length) throws ProtocolFailure {
    if (length < 0) {
      throw new ProtocolFailure(Violation.LENGTH_NEGATIVE);
    }
    if (!FrameHeader.isMinimal(second, length)) {
      throw new ProtocolFailure(Violation.LENGTH_NOT_MINIMAL, length);
    }
  }

  private static void checkControlLength(Opcode opcode, long length) throws ProtocolFailure {
    if (length > Opcode.MAXIMUM_CONTROL_PAYLOAD) {
      throw new ProtocolFailure(
          Violation.CONTROL_FRAME_TOO_LONG,
          Violation.name(opcode),
          length,
          Opcode.MAXIMUM_CONTROL_PAYLOAD);
    }
  }

  private static boolean isCompressed(int first) {
    return (FrameHeader.rsv(first) & FrameHeader.RSV1) != 0;
  }

  private void checkMessageLength(Opcode opcode, long length) throws ProtocolFailure {
    long before = opcode == Opcode.CONTINUATION ? messageLength : 0;
    // Not before + length > messageLimit, which may overflow.
    if (messageLimit > 0 && length > messageLimit - before) {
      throw new ProtocolFailure(Violation.MESSAGE_TOO_BIG, messageLimit);
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
        : opcode == Opcode.TEXT && !isCompressed(first);
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
    boolean last = FrameHeader.fin(first) && missing == 0;
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
    Opcode opcode = Objects.requireNonNull(Opcode.of(FrameHeader.opcode(first)));
    receiver.frame(FrameHeader.fin(first), FrameHeader.rsv(first), opcode, missing, beginning);
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
    if (payload.remaining() < Short.BYTES) {
      throw new ProtocolFailure(Violation.CLOSE_CODE_INCOMPLETE);
    }
    CloseCode code = new CloseCode(Short.toUnsignedInt(payload.getShort()));
    if (!code.mayBeSent()) {
      throw new ProtocolFailure(Violation.CLOSE_CODE_NOT_ALLOWED, code.value());
    }
    receiver.close(code, reason(payload));
  }

  private static CloseReason reason(ByteBuffer bytes) throws ProtocolFailure {
    try {
      return new CloseReason(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      throw new ProtocolFailure(Violation.CLOSE_REASON_NOT_UTF8);
    }
  }
}
