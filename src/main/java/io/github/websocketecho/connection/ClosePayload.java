package io.github.websocketecho.connection;

import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.Opcode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a close frame says, whether it may or not.
 *
 * @param code null if the payload has less than the two bytes of one
 * @param reason with U+FFFD for what is not UTF-8
 * @param legal whether a close frame may have this payload (RFC 6455, sections 5.5, 5.5.1 and 7.4)
 */
record ClosePayload(@Nullable Integer code, String reason, boolean legal) {

  static ClosePayload parse(byte[] payload) {
    if (payload.length < Short.BYTES) {
      return new ClosePayload(null, "", payload.length == 0);
    }
    int code = Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
    ByteBuffer reason = ByteBuffer.wrap(payload, Short.BYTES, payload.length - Short.BYTES).slice();
    boolean legal =
        payload.length <= Opcode.MAXIMUM_CONTROL_PAYLOAD
            && new CloseCode(code).mayBeSent()
            && isUtf8(reason.duplicate());
    return new ClosePayload(code, StandardCharsets.UTF_8.decode(reason).toString(), legal);
  }

  private static boolean isUtf8(ByteBuffer bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Code and reason as a person reads them; empty for none. */
  String text() {
    return code == null ? "" : (code + " " + reason).strip();
  }
}
