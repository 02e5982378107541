package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Receives the events of a {@link FrameReader}, on the reader's thread and in the order of the
 * wire.
 *
 * <p>A payload lies between position and limit, unmasked, in the buffer that the reader reads from.
 * It is valid only during the call, so bytes that are needed later must be copied.
 */
interface FrameReceiver {

  /**
   * A frame has begun. Its payload follows in another event. For observers of frames; others do not
   * need it.
   *
   * @param rsv the three reserved bits, 0-7
   * @param length of the complete payload [bytes]
   * @param beginning the bytes of the payload that have been received: all of a control frame
   */
  default void frame(boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning) {}

  /**
   * Bytes were received after the close frame, and are discarded.
   *
   * @param bytes as received, between position and limit
   */
  default void afterClose(ByteBuffer bytes) {}

  /**
   * A part of a text message: all of it if its only frame was complete in the buffer. A part may
   * end within a character. Not checked for UTF-8.
   *
   * @param ascii whether every byte is ASCII, so that the UTF-8 check can be skipped
   * @param last whether the message ends with this part
   * @throws ProtocolFailure if the message is rejected
   */
  void text(ByteBuffer payload, boolean ascii, boolean last) throws ProtocolFailure;

  /**
   * The next bytes of an incomplete text frame, so that malformed UTF-8 can be reported before the
   * frame is complete. {@link #text} later receives them again, with all bytes of the frame.
   *
   * @param bytes position and limit must not be moved
   * @throws ProtocolFailure if the message is rejected
   */
  default void textAhead(ByteBuffer bytes) throws ProtocolFailure {}

  /**
   * A part of a binary message.
   *
   * @param last whether the message ends with this part
   * @throws ProtocolFailure if the message is rejected
   */
  void binary(ByteBuffer payload, boolean last) throws ProtocolFailure;

  /**
   * A part of a compressed message (RFC 7692, section 7.2.2), not inflated.
   *
   * @param type {@link Opcode#TEXT} or {@link Opcode#BINARY}
   * @param last whether the message ends with this part
   * @throws ProtocolFailure if the message is rejected
   */
  void compressed(Opcode type, ByteBuffer payload, boolean last) throws ProtocolFailure;

  /** A ping. A pong has to return its payload of up to 125 bytes (RFC 6455, section 5.5.2). */
  void ping(ByteBuffer payload);

  /** A pong, solicited or not (RFC 6455, section 5.5.3). */
  void pong(ByteBuffer payload);

  /**
   * A close frame (RFC 6455, section 5.5.1). It is the last frame.
   *
   * @param code a code that {@link CloseCode#mayBeSent() may be sent}; null if the frame has none
   * @param reason empty if the frame has none
   */
  void close(@Nullable CloseCode code, CloseReason reason);

  /**
   * Whether an incomplete data frame of up to {@value FrameReader#WHOLE} bytes stays in the buffer
   * until it is complete. Otherwise it is emitted in parts, as a longer one is.
   */
  default boolean wantsWhole() {
    return true;
  }

  /** Whether the next frame may be emitted now. The reader asks before each frame. */
  boolean wantsMore();
}
