package io.github.websocketecho.http;

import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import java.util.List;

/** The codes and the reasons that an address may request for a close frame. */
public final class CloseParameters {

  private static final List<String> SENDABLE = List.of(CloseCode.SENDABLE.split(", "));

  /** The codes that may be sent. */
  public static final ParameterRange<CloseCode> CODES =
      new ParameterRange<>(
          SENDABLE.getFirst().replaceFirst("-.*", ""),
          SENDABLE.getLast().replaceFirst(".*-", ""),
          List.of(),
          ParameterUnit.NONE,
          ParameterRange.list(SENDABLE),
          CloseParameters::code);

  /** The reasons that fit into a close frame. */
  public static final ParameterRange<CloseReason> REASONS =
      ParameterRange.texts(
          ParameterRange.message("range.utf8", String.valueOf(CloseReason.MAXIMUM_BYTES)),
          CloseReason::new);

  private CloseParameters() {}

  private static CloseCode code(String text) {
    CloseCode code = new CloseCode(ParameterText.number(text, 0, CloseCode.MAXIMUM));
    if (!code.mayBeSent()) {
      throw new IllegalArgumentException(text + " is not in " + CloseCode.SENDABLE);
    }
    return code;
  }
}
