package io.github.websocketecho.scenario;

import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.http.ParameterText;
import io.github.websocketecho.http.ParameterUnit;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import java.util.List;

/** What an address may ask to be in a close frame. */
final class Closes {

  private static final List<String> SENDABLE = List.of(CloseCode.SENDABLE.split(", "));

  /** The codes that may be sent. */
  static final ParameterRange<CloseCode> CODES =
      new ParameterRange<>(
          SENDABLE.getFirst().replaceFirst("-.*", ""),
          SENDABLE.getLast().replaceFirst(".*-", ""),
          List.of(),
          ParameterUnit.NONE,
          ParameterRange.list(SENDABLE),
          Closes::code);

  /** The reasons that a close frame has room for. */
  static final ParameterRange<CloseReason> REASONS =
      ParameterRange.texts(
          ParameterRange.message("range.utf8", String.valueOf(CloseReason.MAXIMUM_BYTES)),
          CloseReason::new);

  private Closes() {}

  /**
   * Reads a code that may be sent.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static CloseCode code(String text) {
    CloseCode code = new CloseCode(ParameterText.number(text, 0, CloseCode.MAXIMUM));
    if (!code.mayBeSent()) {
      throw new IllegalArgumentException(text + " is not in " + CloseCode.SENDABLE);
    }
    return code;
  }
}
