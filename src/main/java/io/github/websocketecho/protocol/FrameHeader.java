package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;

/**
 * Parses and writes frame headers (RFC 6455, section 5.2):
 *
 * <pre>
 *  bit   7     6     5     4    3 2 1 0
 *     +-----+-----+-----+-----+---------+
 *     | FIN | RSV1| RSV2| RSV3| opcode  |  first byte
 *     +-----+-----+-----+-----+---------+
 *     | MASK|     payload length        |  second byte: 0-125, or
 *     +-----+---------------------------+    126: the next two bytes are the length
 *     |  extended length (0, 2, 8 bytes)|    127: the next eight bytes are
 *     +---------------------------------+
 *     |  masking key (0 or 4 bytes)     |  present if MASK is set: in all frames of a client
 *     +---------------------------------+
 * </pre>
 *
 * <p>The methods accept the header's raw bytes, because a header is not worth an object on the path
 * of a message. All numbers are big-endian. Any thread.
 */
public final class FrameHeader {

  /** The longest header of a frame that is not masked [bytes]. */
  public static final int MAXIMUM_UNMASKED = 10;

  /** The length of a masking key [bytes]. */
  public static final int KEY = Integer.BYTES;

  /** The part of a header that every frame has [bytes]. */
  public static final int SHORTEST = 2;

  /** RSV1 among the three reserved bits: a compressed message begins (RFC 7692, section 6). */
  public static final int RSV1 = 4;

  private static final int FIN = 0x80;
  private static final int RSV_SHIFT = 4;
  private static final int RSV = 7;
  private static final int OPCODE = 0x0F;
  private static final int MASK = 0x80;
  private static final int LENGTH = 0x7F;
  private static final int SIXTEEN_BITS = 126;
  private static final int SIXTY_FOUR_BITS = 127;
  private static final int LARGEST_OF_SIXTEEN_BITS = 0xFFFF;

  private FrameHeader() {}

  /** Whether the message ends with this frame. */
  public static boolean fin(int first) {
    return (first & FIN) != 0;
  }

  /** The three reserved bits, 0-7. */
  public static int rsv(int first) {
    return (first >> RSV_SHIFT) & RSV;
  }

  /** The four bits of the opcode, 0-15. */
  public static int opcode(int first) {
    return first & OPCODE;
  }

  /** Whether a masking key follows the length. */
  public static boolean isMasked(int second) {
    return (second & MASK) != 0;
  }

  /** The seven bits of the length: 0-125 is the length, 126 and 127 announce a longer form. */
  public static int shortLength(int second) {
    return second & LENGTH;
  }

  /** The length of the header that has this second byte [bytes], 2-14. */
  public static int length(int second) {
    int extended =
        switch (shortLength(second)) {
          case SIXTEEN_BITS -> Short.BYTES;
          case SIXTY_FOUR_BITS -> Long.BYTES;
          default -> 0;
        };
    return SHORTEST + extended + (isMasked(second) ? KEY : 0);
  }

  /**
   * The length of the payload [bytes]; negative if its highest bit is set, which is illegal.
   *
   * @param input contains the complete header
   * @param start the index of the header's first byte
   */
  public static long payloadLength(ByteBuffer input, int start) {
    int shortLength = shortLength(input.get(start + 1));
    return switch (shortLength) {
      case SIXTEEN_BITS -> Short.toUnsignedInt(input.getShort(start + SHORTEST));
      case SIXTY_FOUR_BITS -> input.getLong(start + SHORTEST);
      default -> shortLength;
    };
  }

  /** Whether the length is encoded in the fewest possible bytes, as the RFC requires. */
  public static boolean isMinimal(int second, long payloadLength) {
    return switch (shortLength(second)) {
      case SIXTEEN_BITS -> payloadLength >= SIXTEEN_BITS;
      case SIXTY_FOUR_BITS -> payloadLength > LARGEST_OF_SIXTEEN_BITS;
      default -> true;
    };
  }

  /**
   * Writes the header of a frame that is not masked, with the length in its shortest form.
   *
   * @param output big-endian, with room for {@value #MAXIMUM_UNMASKED} bytes
   * @param fin whether the message ends with this frame
   * @param rsv the three reserved bits, 0-7
   * @param payloadLength at least 0 [bytes]
   */
  public static void write(
      ByteBuffer output, boolean fin, int rsv, Opcode opcode, long payloadLength) {
    write(output, fin, rsv, opcode.value(), payloadLength);
  }

  /**
   * The same for any opcode, also a reserved one.
   *
   * @param opcode the four bits, 0-15
   */
  public static void write(
      ByteBuffer output, boolean fin, int rsv, int opcode, long payloadLength) {
    int first = (fin ? FIN : 0) | (rsv << RSV_SHIFT) | opcode;
    if (payloadLength < SIXTEEN_BITS) {
      output.putShort((short) ((first << Byte.SIZE) | (int) payloadLength));
    } else if (payloadLength <= LARGEST_OF_SIXTEEN_BITS) {
      output.putInt(
          (first << (3 * Byte.SIZE)) | (SIXTEEN_BITS << Short.SIZE) | (int) payloadLength);
    } else {
      output.putShort((short) ((first << Byte.SIZE) | SIXTY_FOUR_BITS)).putLong(payloadLength);
    }
  }
}
