package io.github.websocketecho.protocol;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The text that a close frame may carry after its code.
 *
 * <p>Immutable; safe for any thread.
 *
 * @param text well-formed Unicode of at most {@value #MAXIMUM_BYTES} bytes in UTF-8; empty for none
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455.html#section-5.5.1">RFC 6455, section
 *     5.5.1</a>
 */
public record CloseReason(String text) {

  /**
   * The longest reason [bytes of UTF-8]: a control frame carries at most 125 bytes (RFC 6455,
   * section 5.5), and the close code needs two of them.
   */
  public static final int MAXIMUM_BYTES = 123;

  /** No reason. */
  public static final CloseReason NONE = new CloseReason("");

  /**
   * @throws IllegalArgumentException if the text is too long, with a message that names length and
   *     limit, or if it contains an unpaired surrogate, which UTF-8 cannot encode
   */
  public CloseReason {
    int bytes = utf8Length(text);
    if (bytes > MAXIMUM_BYTES) {
      throw new IllegalArgumentException(
          "A close reason has at most " + MAXIMUM_BYTES + " bytes of UTF-8; this one has " + bytes);
    }
  }

  private static int utf8Length(String text) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("A close reason cannot contain an unpaired surrogate", e);
    }
  }
}
