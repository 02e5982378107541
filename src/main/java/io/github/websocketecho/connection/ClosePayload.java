package io.github.websocketecho.connection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a close frame says, whether it may or not.
 *
 * @param code null if the payload has less than the two bytes of one
 * @param reason with U+FFFD for what is not UTF-8
 */
record ClosePayload(@Nullable Integer code, String reason) {

  static ClosePayload parse(byte[] payload) {
    if (payload.length < Short.BYTES) {
      return new ClosePayload(null, "");
    }
    int length = payload.length - Short.BYTES;
    return new ClosePayload(
        Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort()),
        new String(payload, Short.BYTES, length, StandardCharsets.UTF_8));
  }

  /** Code and reason as a person reads them; empty for none. */
  String text() {
    return code == null ? "" : (code + " " + reason).strip();
  }
}
