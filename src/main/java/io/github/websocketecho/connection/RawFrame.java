package io.github.websocketecho.connection;

import io.github.websocketecho.protocol.Opcode;
import java.nio.ByteBuffer;

/**
 * A frame, legal or not, read from bytes that were sent as they are: as much as they say.
 *
 * @param opcode the four bits, from 0 to 15; {@link #NONE} if the bytes end within the header
 * @param length as the header says, at most 2^63-1; of an incomplete header, the bytes there are
 * @param wire the first bytes, with the header
 * @param payload the first bytes of the payload, unmasked
 * @param present how much of the payload was among the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record RawFrame(
    int opcode,
    boolean fin,
    int rsv,
    boolean masked,
    long length,
    byte[] wire,
    byte[] payload,
    int present) {

  /** No opcode: the header is not whole. */
  static final int NONE = -1;

  private static final int SHORT_LENGTH = 126;
  private static final int LONG_LENGTH = 127;
  private static final int MASK_BYTES = 4;

  /** Reads the next frame, or what there is of it, and moves behind it. */
  static RawFrame read(ByteBuffer bytes) {
    byte[] wire = peek(bytes, RecordedFrame.HEX_BYTES);
    if (headerLength(bytes) > bytes.remaining()) {
      int all = bytes.remaining();
      bytes.position(bytes.limit());
      return new RawFrame(NONE, false, 0, false, all, wire, new byte[0], 0);
    }
    byte first = bytes.get();
    byte second = bytes.get();
    boolean masked = second < 0;
    long length = length(bytes, second & 0x7F);
    byte[] mask = new byte[masked ? MASK_BYTES : 0];
    bytes.get(mask);
    int present = (int) Math.min(length, bytes.remaining());
    byte[] payload = peek(bytes.slice(bytes.position(), present), RecordedFrame.kept(first & 0xF));
    if (masked) {
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i % MASK_BYTES];
      }
    }
    bytes.position(bytes.position() + present);
    return new RawFrame(
        first & 0xF, first < 0, first >> 4 & 7, masked, length, wire, payload, present);
  }

  /** Whether it is a ping that a server may send. */
  boolean isLegalPing() {
    return opcode == Opcode.PING.value()
        && fin
        && rsv == 0
        && !masked
        && length <= Opcode.MAXIMUM_CONTROL_PAYLOAD
        && length == present;
  }

  private static int headerLength(ByteBuffer bytes) {
    if (bytes.remaining() < 2) {
      return 2;
    }
    byte second = bytes.get(bytes.position() + 1);
    int mask = second < 0 ? MASK_BYTES : 0;
    return switch (second & 0x7F) {
      case SHORT_LENGTH -> 2 + Short.BYTES + mask;
      case LONG_LENGTH -> 2 + Long.BYTES + mask;
      default -> 2 + mask;
    };
  }

  private static long length(ByteBuffer bytes, int seven) {
    return switch (seven) {
      case SHORT_LENGTH -> Short.toUnsignedInt(bytes.getShort());
      case LONG_LENGTH -> {
        long length = bytes.getLong();
        yield length < 0 ? Long.MAX_VALUE : length;
      }
      default -> seven;
    };
  }

  private static byte[] peek(ByteBuffer bytes, int most) {
    byte[] first = new byte[Math.min(most, bytes.remaining())];
    bytes.duplicate().get(first);
    return first;
  }
}
