package io.github.websocketecho.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Checks the headers of a client's frames, each rule as soon as the bytes that it needs have been
 * received. A header that violates a rule fails the connection. Static methods, because a header is
 * not worth an object on the path of a message. Any thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455.html#section-5.2">RFC 6455, section 5.2</a>
 */
final class FrameHeaderRules {

  private FrameHeaderRules() {}

  /**
   * Checks the first byte of a header: opcode, reserved bits, and whether the frame may follow the
   * frame before it (RFC 6455, sections 5.2 and 5.4).
   *
   * @param compressible whether permessage-deflate was negotiated, so that RSV1 may be set on the
   *     first frame of a message
   * @param messageType the type of the unfinished message; null between messages
   */
  static Opcode checkFirstByte(int first, boolean compressible, @Nullable Opcode messageType)
      throws ProtocolFailure {
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
      if (messageType == null) {
        throw new ProtocolFailure(Violation.NOTHING_TO_CONTINUE);
      }
    } else if (!opcode.isControl() && messageType != null) {
      throw new ProtocolFailure(Violation.MESSAGE_NOT_ENDED, Violation.name(opcode));
    }
    return opcode;
  }

  /** Checks the second byte: the frame is masked (section 5.1), a control frame is no fragment. */
  static void checkSecondByte(Opcode opcode, int first, int second) throws ProtocolFailure {
    if (!FrameHeader.isMasked(second)) {
      throw new ProtocolFailure(Violation.NOT_MASKED, Violation.name(opcode));
    }
    if (opcode.isControl() && !FrameHeader.fin(first)) {
      throw new ProtocolFailure(Violation.CONTROL_FRAME_FRAGMENTED, Violation.name(opcode));
    }
  }

  /**
   * Checks the payload length: minimally encoded (section 5.2), and at most 125 bytes in a control
   * frame (section 5.5).
   *
   * @param length [bytes]; negative if its highest bit is set
   */
  static void checkLength(Opcode opcode, int second, long length) throws ProtocolFailure {
    if (length < 0) {
      throw new ProtocolFailure(Violation.LENGTH_NEGATIVE);
    }
    if (!FrameHeader.isMinimal(second, length)) {
      throw new ProtocolFailure(Violation.LENGTH_NOT_MINIMAL, length);
    }
    if (opcode.isControl() && length > Opcode.MAXIMUM_CONTROL_PAYLOAD) {
      throw new ProtocolFailure(
          Violation.CONTROL_FRAME_TOO_LONG,
          Violation.name(opcode),
          length,
          Opcode.MAXIMUM_CONTROL_PAYLOAD);
    }
  }
}
