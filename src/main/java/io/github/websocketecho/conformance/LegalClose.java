package io.github.websocketecho.conformance;

import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.Opcode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;

/** Tells close frames that a server may send from others (RFC 6455, section 5.5.1). */
final class LegalClose {

  private LegalClose() {}

  /**
   * The status of a close frame; null if a server may not send the frame.
   *
   * @param payload of the frame
   */
  static @Nullable CloseStatus of(Step.Send frame, ByteBuffer payload) {
    int length = payload.remaining();
    if (!frame.fin() || frame.rsv() != 0 || length > Opcode.MAXIMUM_CONTROL_PAYLOAD) {
      return null;
    }
    if (length == 0) {
      return CloseStatus.NO_STATUS_CODE;
    }
    if (length < Short.BYTES) {
      return null;
    }
    CloseCode code = new CloseCode(Short.toUnsignedInt(payload.getShort(0)));
    try {
      String reason =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(payload.slice(Short.BYTES, length - Short.BYTES))
              .toString();
      return code.mayBeSent() ? new CloseStatus(code.value(), reason) : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
