package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Is told what a {@link FrameReader} has read, on the reader's thread, in the order of the wire.
 *
 * <p>A payload lies between position and limit, unmasked, in the buffer that the reader reads from:
 * it is valid during the call only, and what is to outlive it must be copied.
 */
interface FrameReceiver {

  /**
   * A frame has begun; what it carries is told next. For who wants to know of frames rather than
   * messages.
   *
   * @param rsv the three reserved bits, from 0 to 7
   * @param length of the whole payload [bytes]
   * @param beginning of the payload, as much as has come: the whole of a control frame
   */
  default void frame(boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning) {}

  /**
   * Bytes were discarded that came behind a close frame.
   *
   * @param bytes as they came, between position and limit
   */
  default void afterClose(ByteBuffer bytes) {}

  /**
   * A part of a text message: the whole of it if it came in one frame that was whole in the buffer.
   * Parts may be cut within a character. Not checked for UTF-8.
   *
   * @param ascii whether every byte is ASCII, so that there is nothing to check
   * @param last whether the message ends with this part
   */
  void text(ByteBuffer payload, boolean ascii, boolean last) throws ProtocolFailure;

  /**
   * The next bytes of a text frame that is told whole later: what is wrong with them can be said
   * now. They come again, with what went before, in {@link #text}.
   *
   * @param bytes neither its position nor its limit may be moved
   */
  default void textAhead(ByteBuffer bytes) throws ProtocolFailure {}

  /**
   * A part of a binary message.
   *
   * @param last whether the message ends with this part
   */
  void binary(ByteBuffer payload, boolean last) throws ProtocolFailure;

  /**
   * A part of a message that is compressed (RFC 7692, section 7.2.2), as it is on the wire.
   *
   * @param type {@link Opcode#TEXT} or {@link Opcode#BINARY}
   * @param last whether the message ends with this part
   */
  void compressed(Opcode type, ByteBuffer payload, boolean last) throws ProtocolFailure;

  /** A ping, with up to 125 bytes that a pong has to bring back (RFC 6455, section 5.5.2). */
  void ping(ByteBuffer payload);

  /** A pong, asked for or not (RFC 6455, section 5.5.3). */
  void pong(ByteBuffer payload);

  /**
   * A close frame (RFC 6455, section 5.5.1). Nothing comes after it.
   *
   * @param code a code that {@link CloseCode#mayBeSent() may be sent}; null if the frame had none
   * @param reason empty if the frame had none
   */
  void close(@Nullable CloseCode code, CloseReason reason);

  /**
   * Whether a frame that is short enough to be told whole may wait in the buffer until it is; else
   * it is told in parts, as a longer one is.
   */
  default boolean wantsWhole() {
    return true;
  }

  /** Whether the next frame is wanted now; the reader asks before each. */
  boolean wantsMore();
}
