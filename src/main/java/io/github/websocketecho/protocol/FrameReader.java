package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Parses the frames that a client sends: bytes in, events out. It does no I/O, copies nothing, and
 * allocates nothing for a data frame.
 *
 * <p>A data frame of up to {@value #WHOLE} bytes is emitted in one part: it stays in the buffer
 * until it is complete, unless the receiver {@linkplain FrameReceiver#wantsWhole prefers parts}. A
 * longer frame is emitted in parts as it arrives, so a frame of any length needs no more memory
 * than the buffer. A caller may move an incomplete frame to a buffer of its own until {@link
 * #awaited} bytes of it have been received.
 *
 * <p>Not thread-safe: every connection has its own reader.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455.html#section-5">RFC 6455, section 5</a>
 */
final class FrameReader {

  /** The longest payload [bytes] of a data frame that is emitted in one part. */
  public static final int WHOLE = 128 * 1024;

  /** The length of the shortest frame of a client [bytes]. */
  public static final int SMALLEST_FRAME = FrameHeader.SHORTEST + FrameHeader.KEY;

  /** The most that {@link #read} leaves in a buffer [bytes] if the receiver always wants more. */
  public static final int MAXIMUM_LEFT =
      FrameHeader.SHORTEST + Long.BYTES + FrameHeader.KEY + WHOLE - 1;

  private final boolean compressible;
  private final long messageLimit;

  // The unfinished message. Its type is null between messages.
  private @Nullable Opcode messageType;
  private boolean compressed;
  private long messageLength;

  // The frame whose header has been consumed. Nothing remains between frames.
  private int firstByte;
  private int maskingKey;
  private long consumed;
  private long remaining;

  // The incomplete frame that is left in the buffer. `awaited` is 0 if there is none.
  private int awaited;
  private int awaitedKey;
  private boolean awaitsText;

  /** How many payload bytes of the awaited frame have been passed to the UTF-8 check. */
  private int validated;

  private boolean closed;

  /**
   * @param compressible whether permessage-deflate was negotiated, so that RSV1 may be set
   * @param messageLimit the longest accepted message [bytes on the wire, without headers]; a longer
   *     one fails with 1009 as soon as a header announces it; 0 for no limit
   */
  public FrameReader(boolean compressible, long messageLimit) {
    this.compressible = compressible;
    this.messageLimit = messageLimit;
  }

  /**
   * Emits the frames in the buffer, and the parts of longer ones, and moves the buffer's position
   * behind them. The caller puts the rest in front of the bytes that are received next. The rest
   * has at most {@link #MAXIMUM_LEFT} bytes unless the receiver did not want more. After a close
   * frame, all bytes are discarded.
   *
   * @param input big-endian and writable, because payloads are unmasked in place
   * @throws ProtocolFailure if the client violated a rule; do not call this reader again
   */
  public void read(ByteBuffer input, FrameReceiver receiver) throws ProtocolFailure {
    while (!closed && receiver.wantsMore()) {
      boolean progress = remaining > 0 ? emitPart(input, receiver) : readFrame(input, receiver);
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
   * The length [bytes], with header, of the data frame that the last {@link #read} left in the
   * buffer; 0 if there is none, or if its length is not known yet. The frame need not be read again
   * until that many bytes have been received, or until the receiver prefers parts.
   */
  public int awaited() {
    return awaited;
  }

  /**
   * Emits the next bytes of the {@link #awaited} frame for the UTF-8 check, if it is text. Pass all
   * of them to {@link #read} again when the frame is complete.
   *
   * @param more the bytes that follow those of earlier calls; position and limit stay as they are
   * @throws ProtocolFailure if the client violated a rule; do not call this reader again
   */
  public void readAhead(ByteBuffer more, FrameReceiver receiver) throws ProtocolFailure {
    if (awaitsText && more.hasRemaining()) {
      boolean _ = Masking.apply(more, awaitedKey, validated);
      receiver.textAhead(more);
      boolean _ = Masking.apply(more, awaitedKey, validated);
      validated += more.remaining();
    }
  }

  /** Returns false if the frame cannot be emitted yet. It stays in the buffer then. */
  private boolean readFrame(ByteBuffer input, FrameReceiver receiver) throws ProtocolFailure {
    awaited = 0;
    int start = input.position();
    int available = input.remaining();
    if (available == 0) {
      return false;
    }
    // A violation in the first byte fails the connection before the second is received.
    int first = input.get(start) & 0xFF;
    Opcode opcode = FrameHeaderRules.checkFirstByte(first, compressible, messageType);
    if (available == 1) {
      return false;
    }
    int second = input.get(start + 1) & 0xFF;
    FrameHeaderRules.checkSecondByte(opcode, first, second);
    int header = FrameHeader.length(second);
    if (available < header) {
      return false;
    }
    long length = FrameHeader.payloadLength(input, start);
    FrameHeaderRules.checkLength(opcode, second, length);
    if (opcode.isControl()) {
      if (available < header + length) {
        return false;
      }
      consumeHeader(input, start, header, first, length);
      emitControl(opcode, input, receiver);
      return true;
    }
    checkMessageLength(opcode, length);
    if (length <= WHOLE && available < header + length && receiver.wantsWhole()) {
      awaited = header + (int) length;
      awaitedKey = input.getInt(start + header - Integer.BYTES);
      awaitsText = isPlainText(opcode, first);
      input.position(start + header + (awaitsText ? validated : 0));
      readAhead(input, receiver);
      input.position(start);
      return false;
    }
    consumeHeader(input, start, header, first, length);
    beginOrContinue(opcode, isCompressed(first), length);
    return emitPart(input, receiver);
  }

  private void checkMessageLength(Opcode opcode, long length) throws ProtocolFailure {
    long before = opcode == Opcode.CONTINUATION ? messageLength : 0;
    // Not before + length > messageLimit, because the sum may overflow.
    if (messageLimit > 0 && length > messageLimit - before) {
      throw new ProtocolFailure(Violation.MESSAGE_TOO_BIG, messageLimit);
    }
  }

  private boolean isPlainText(Opcode opcode, int first) {
    return opcode == Opcode.CONTINUATION
        ? messageType == Opcode.TEXT && !compressed
        : opcode == Opcode.TEXT && !isCompressed(first);
  }

  private static boolean isCompressed(int first) {
    return (FrameHeader.rsv(first) & FrameHeader.RSV1) != 0;
  }

  private void consumeHeader(ByteBuffer input, int start, int header, int first, long length) {
    maskingKey = input.getInt(start + header - Integer.BYTES);
    input.position(start + header);
    firstByte = first;
    consumed = 0;
    remaining = length;
    validated = 0;
  }

  private void beginOrContinue(Opcode opcode, boolean rsv1, long length) {
    if (opcode != Opcode.CONTINUATION) {
      messageType = opcode;
      compressed = rsv1;
      messageLength = 0;
    }
    messageLength += length;
  }

  /** Emits the available bytes of the data frame. Returns false if the frame is incomplete. */
  private boolean emitPart(ByteBuffer input, FrameReceiver receiver) throws ProtocolFailure {
    int length = (int) Math.min(remaining, input.remaining());
    if (length == 0 && remaining > 0) {
      return false;
    }
    Opcode type = messageType;
    if (type == null) {
      throw new IllegalStateException("A data frame outside of a message");
    }
    int bufferEnd = input.limit();
    int end = input.position() + length;
    input.limit(end);
    boolean ascii = Masking.apply(input, maskingKey, consumed);
    if (consumed == 0) {
      emitFrame(input, receiver);
    }
    consumed += length;
    remaining -= length;
    boolean last = FrameHeader.fin(firstByte) && remaining == 0;
    if (last) {
      messageType = null;
    }
    if (compressed) {
      receiver.compressed(type, input, last);
    } else if (type == Opcode.TEXT) {
      receiver.text(input, ascii, last);
    } else {
      receiver.binary(input, last);
    }
    input.limit(bufferEnd).position(end);
    return remaining == 0;
  }

  private void emitFrame(ByteBuffer beginning, FrameReceiver receiver) {
    Opcode opcode = Objects.requireNonNull(Opcode.of(FrameHeader.opcode(firstByte)));
    receiver.frame(
        FrameHeader.fin(firstByte), FrameHeader.rsv(firstByte), opcode, remaining, beginning);
  }

  private void emitControl(Opcode opcode, ByteBuffer input, FrameReceiver receiver)
      throws ProtocolFailure {
    int bufferEnd = input.limit();
    int end = input.position() + (int) remaining;
    input.limit(end);
    boolean _ = Masking.apply(input, maskingKey, 0);
    emitFrame(input, receiver);
    remaining = 0;
    switch (opcode) {
      case PING -> receiver.ping(input);
      case PONG -> receiver.pong(input);
      default -> {
        closed = true;
        emitClose(input, receiver);
      }
    }
    input.limit(bufferEnd).position(end);
  }

  private static void emitClose(ByteBuffer payload, FrameReceiver receiver) throws ProtocolFailure {
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

  private static CloseReason reason(ByteBuffer utf8) throws ProtocolFailure {
    try {
      return new CloseReason(StandardCharsets.UTF_8.newDecoder().decode(utf8).toString());
    } catch (CharacterCodingException e) {
      throw new ProtocolFailure(Violation.CLOSE_REASON_NOT_UTF8);
    }
  }
}
