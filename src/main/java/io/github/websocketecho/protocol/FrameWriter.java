package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes the frames that a server sends: not masked, lengths in the fewest bytes (RFC 6455, section
 * 5.2). Any thread.
 */
public final class FrameWriter {

  /** The longest header of a frame that is not masked [bytes]. */
  public static final int MAXIMUM_HEADER = 10;

  /** The longest control frame that is not masked [bytes]. */
  public static final int MAXIMUM_CONTROL_FRAME = 2 + 125;

  private static final int FIN = 0x80;
  private static final int RSV1 = 0x40;
  private static final int SIXTEEN_BITS = 126;
  private static final int SIXTY_FOUR_BITS = 127;

  private FrameWriter() {}

  /**
   * Writes the header of a frame.
   *
   * @param output big-endian, with room for {@link #headerLength} bytes
   * @param fin whether the message ends with this frame
   * @param compressed whether to set RSV1: this is the first frame of a compressed message (RFC
   *     7692, section 6.1)
   * @param length of the payload that follows [bytes]
   */
  public static void header(
      ByteBuffer output, boolean fin, boolean compressed, Opcode opcode, long length) {
    output.put((byte) ((fin ? FIN : 0) | (compressed ? RSV1 : 0) | opcode.value()));
    if (length < SIXTEEN_BITS) {
      output.put((byte) length);
    } else if (length <= 0xFFFF) {
      output.put((byte) SIXTEEN_BITS).putShort((short) length);
    } else {
      output.put((byte) SIXTY_FOUR_BITS).putLong(length);
    }
  }

  /** The length of the header of a frame with so much payload [bytes]. */
  public static int headerLength(long length) {
    if (length < SIXTEEN_BITS) {
      return 2;
    }
    return length <= 0xFFFF ? 2 + Short.BYTES : 2 + Long.BYTES;
  }

  /**
   * Writes a ping or a pong.
   *
   * @param output with room for {@link #MAXIMUM_CONTROL_FRAME} bytes
   * @param payload up to 125 bytes, of which the position is moved to the limit
   */
  public static void control(ByteBuffer output, Opcode opcode, ByteBuffer payload) {
    header(output, true, false, opcode, payload.remaining());
    output.put(payload);
  }

  /**
   * Writes a close frame.
   *
   * @param output with room for {@link #MAXIMUM_CONTROL_FRAME} bytes
   * @param code null for a frame without a code, which has no reason either
   */
  public static void close(ByteBuffer output, @Nullable CloseCode code, CloseReason reason) {
    if (code == null) {
      header(output, true, false, Opcode.CLOSE, 0);
      return;
    }
    byte[] text = reason.text().getBytes(StandardCharsets.UTF_8);
    header(output, true, false, Opcode.CLOSE, Short.BYTES + text.length);
    output.putShort((short) code.value()).put(text);
  }
}
