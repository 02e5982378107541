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

  private static final int FIN = 0x80;
  private static final int RSV1 = 0x40;
  private static final int SIXTEEN_BITS = 126;
  private static final int SIXTY_FOUR_BITS = 127;

  private FrameWriter() {}

  /**
   * Writes the header of a frame.
   *
   * @param output big-endian, with room for {@value #MAXIMUM_HEADER} bytes
   * @param fin whether the message ends with this frame
   * @param compressed whether to set RSV1: this is the first frame of a compressed message (RFC
   *     7692, section 6.1)
   * @param length of the payload that follows [bytes]
   */
  public static void header(
      ByteBuffer output, boolean fin, boolean compressed, Opcode opcode, long length) {
    int first = (fin ? FIN : 0) | (compressed ? RSV1 : 0) | opcode.value();
    if (length < SIXTEEN_BITS) {
      output.putShort((short) ((first << Byte.SIZE) | (int) length));
    } else if (length <= 0xFFFF) {
      output.putInt((first << (3 * Byte.SIZE)) | (SIXTEEN_BITS << Short.SIZE) | (int) length);
    } else {
      output.putShort((short) ((first << Byte.SIZE) | SIXTY_FOUR_BITS)).putLong(length);
    }
  }

  /**
   * The payload of a close frame (section 5.5.1): at most 125 bytes, as long as a control frame may
   * be.
   *
   * @param code null for a frame without a code, which has no reason either
   */
  public static ByteBuffer closePayload(@Nullable CloseCode code, CloseReason reason) {
    if (code == null) {
      return ByteBuffer.allocate(0);
    }
    byte[] text = reason.text().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Short.BYTES + text.length)
        .putShort((short) code.value())
        .put(text)
        .flip();
  }
}
