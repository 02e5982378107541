package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a close frame, legal or not: a code of two bytes and a reason, or nothing.
 * Immutable.
 *
 * @param code 0-65535; null if the payload has fewer than the two bytes of a code
 * @param reason with U+FFFD in place of malformed UTF-8; empty for none
 * @param legal whether a close frame may have this payload (RFC 6455, sections 5.5, 5.5.1 and 7.4)
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455.html#section-5.5.1">RFC 6455, section
 *     5.5.1</a>
 */
public record ClosePayload(@Nullable Integer code, String reason, boolean legal) {

  /**
   * Encodes a code and a reason, in at most 125 bytes.
   *
   * @param code null for an empty payload, without the reason
   */
  public static ByteBuffer of(@Nullable CloseCode code, CloseReason reason) {
    if (code == null) {
      return ByteBuffer.allocate(0);
    }
    byte[] text = reason.text().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Short.BYTES + text.length)
        .putShort((short) code.value())
        .put(text)
        .flip();
  }

  /** Decodes a payload of any bytes. */
  public static ClosePayload parse(byte[] payload) {
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

  /** Code and reason in readable form; empty for none. */
  public String text() {
    return code == null ? "" : (code + " " + reason).strip();
  }
}
