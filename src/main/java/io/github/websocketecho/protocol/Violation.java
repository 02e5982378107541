package io.github.websocketecho.protocol;

import java.util.Locale;

/**
 * The rules of the RFCs that a client can violate, each with the section that states it, the close
 * code that the RFC prescribes, and a sentence that names what was received.
 *
 * <p>The sentence is the reason of the close frame and part of the transcript. It has at most
 * {@value CloseReason#MAXIMUM_BYTES} bytes.
 */
public enum Violation {
  RESERVED_BIT("RFC 6455, section 5.2", CloseCode.PROTOCOL_ERROR, "%s set."),
  RESERVED_OPCODE("RFC 6455, section 5.2", CloseCode.PROTOCOL_ERROR, "Opcode %d is reserved."),
  NOT_MASKED("RFC 6455, section 5.1", CloseCode.PROTOCOL_ERROR, "The %s frame is not masked."),
  LENGTH_NOT_MINIMAL(
      "RFC 6455, section 5.2",
      CloseCode.PROTOCOL_ERROR,
      "The payload length %d is not minimally encoded."),
  LENGTH_NEGATIVE(
      "RFC 6455, section 5.2",
      CloseCode.PROTOCOL_ERROR,
      "The highest bit of the payload length is set."),
  CONTROL_FRAME_FRAGMENTED(
      "RFC 6455, section 5.5", CloseCode.PROTOCOL_ERROR, "The %s frame is a fragment."),
  CONTROL_FRAME_TOO_LONG(
      "RFC 6455, section 5.5",
      CloseCode.PROTOCOL_ERROR,
      "The %s frame has a payload of %d bytes; %d are allowed."),
  NOTHING_TO_CONTINUE(
      "RFC 6455, section 5.4",
      CloseCode.PROTOCOL_ERROR,
      "A continuation frame without a message to continue."),
  MESSAGE_NOT_ENDED(
      "RFC 6455, section 5.4",
      CloseCode.PROTOCOL_ERROR,
      "A %s frame before the end of the message before it."),
  CLOSE_CODE_INCOMPLETE(
      "RFC 6455, section 5.5.1",
      CloseCode.PROTOCOL_ERROR,
      "The close frame has a payload of one byte; a code has two."),
  CLOSE_CODE_NOT_ALLOWED(
      "RFC 6455, section 7.4",
      CloseCode.PROTOCOL_ERROR,
      "Close code %d is not allowed in a close frame."),
  CLOSE_REASON_NOT_UTF8(
      "RFC 6455, section 5.5.1",
      CloseCode.INVALID_FRAME_PAYLOAD_DATA,
      "The close reason is not UTF-8."),
  TEXT_NOT_UTF8(
      "RFC 6455, section 8.1",
      CloseCode.INVALID_FRAME_PAYLOAD_DATA,
      "The text message is not UTF-8: byte 0x%02x."),
  TEXT_INCOMPLETE(
      "RFC 6455, section 8.1",
      CloseCode.INVALID_FRAME_PAYLOAD_DATA,
      "The text message is not UTF-8: it ends within a character."),
  NOT_DEFLATE(
      "RFC 7692, section 7.2.2",
      CloseCode.INVALID_FRAME_PAYLOAD_DATA,
      "The compressed message is not DEFLATE data."),
  DEFLATE_INCOMPLETE(
      "RFC 7692, section 7.2.2",
      CloseCode.INVALID_FRAME_PAYLOAD_DATA,
      "The compressed message ends within a DEFLATE block."),
  MESSAGE_TOO_BIG(
      "RFC 6455, section 7.4.1", CloseCode.MESSAGE_TOO_BIG, "The message has more than %d bytes.");

  private final String section;
  private final int code;
  private final String text;

  Violation(String section, CloseCode code, String text) {
    this.section = section;
    this.code = code.value();
    this.text = text;
  }

  /** The section that states the rule: {@code RFC 6455, section 5.2}. */
  public String section() {
    return section;
  }

  /** The code for the close frame. */
  public CloseCode code() {
    return new CloseCode(code);
  }

  /**
   * The sentence that names what was received.
   *
   * @param received the arguments of the sentence, in its order
   */
  public String text(Object... received) {
    return text.formatted(received);
  }

  /**
   * The names of the reserved bits that are set, with the verb: {@code RSV2 is}, {@code RSV1 and
   * RSV3 are}.
   *
   * @param rsv the three bits, 1-7
   */
  static String bits(int rsv) {
    return switch (rsv) {
      case 1 -> "RSV3 is";
      case 2 -> "RSV2 is";
      case 3 -> "RSV2 and RSV3 are";
      case 4 -> "RSV1 is";
      case 5 -> "RSV1 and RSV3 are";
      case 6 -> "RSV1 and RSV2 are";
      default -> "RSV1, RSV2 and RSV3 are";
    };
  }

  /** The opcode's name within a sentence: {@code text}, {@code ping}. */
  static String name(Opcode opcode) {
    return opcode.name().toLowerCase(Locale.ROOT);
  }
}
