package io.github.websocketecho.transcript;

import io.github.websocketecho.protocol.FrameHeader;
import io.github.websocketecho.protocol.Opcode;
import java.nio.ByteBuffer;

/**
 * A frame, legal or not, parsed from bytes that were sent unchanged. It may be incomplete.
 *
 * @param opcode the four bits, 0-15; {@link RecordedFrame#NO_OPCODE} if the bytes end within the
 *     header
 * @param length of the payload according to the header, at most 2^63-1 [bytes]; if the header is
 *     incomplete, its length
 * @param wire the first bytes, with the header
 * @param payload the first bytes of the payload, unmasked
 * @param present the length of the part of the payload that was sent [bytes]
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

  /** Parses the next frame, complete or not, and moves the position behind it. */
  static RawFrame read(ByteBuffer bytes) {
    byte[] wire = peek(bytes, RecordedFrame.HEX_BYTES);
    if (!hasHeader(bytes)) {
      int all = bytes.remaining();
      bytes.position(bytes.limit());
      return new RawFrame(RecordedFrame.NO_OPCODE, false, 0, false, all, wire, new byte[0], 0);
    }
    int start = bytes.position();
    int first = bytes.get(start);
    int second = bytes.get(start + 1);
    int header = FrameHeader.length(second);
    long length = FrameHeader.payloadLength(bytes, start);
    length = length < 0 ? Long.MAX_VALUE : length;
    boolean masked = FrameHeader.isMasked(second);
    byte[] key = new byte[masked ? FrameHeader.KEY : 0];
    bytes.position(start + header - key.length).get(key);
    int opcode = FrameHeader.opcode(first);
    int present = (int) Math.min(length, bytes.remaining());
    byte[] payload = peek(bytes.slice(bytes.position(), present), RecordedFrame.retained(opcode));
    if (masked) {
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= key[i % key.length];
      }
    }
    bytes.position(bytes.position() + present);
    return new RawFrame(
        opcode,
        FrameHeader.fin(first),
        FrameHeader.rsv(first),
        masked,
        length,
        wire,
        payload,
        present);
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

  private static boolean hasHeader(ByteBuffer bytes) {
    return bytes.remaining() >= FrameHeader.SHORTEST
        && bytes.remaining() >= FrameHeader.length(bytes.get(bytes.position() + 1));
  }

  private static byte[] peek(ByteBuffer bytes, int most) {
    byte[] first = new byte[Math.min(most, bytes.remaining())];
    bytes.duplicate().get(first);
    return first;
  }
}
