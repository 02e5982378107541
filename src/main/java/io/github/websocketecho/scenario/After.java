package io.github.websocketecho.scenario;

import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.http.ParameterText;
import io.github.websocketecho.http.ParameterUnit;
import io.github.websocketecho.scenario.Parameter.Sends;
import java.time.Duration;
import java.util.List;

/** When a connection ends: after a time, or after a number of messages, whichever was asked for. */
sealed interface After {

  /** Either of them, up to the largest that an address may ask for. */
  ParameterRange<After> RANGE =
      new ParameterRange<>(
          null,
          null,
          List.of(),
          ParameterUnit.MILLISECONDS,
          ParameterRange.message(
              "range.messagesOrTime",
              "0",
              String.valueOf(Parameter.MAXIMUM_COUNT),
              ParameterText.of(Duration.ZERO),
              ParameterText.of(Parameter.MAXIMUM_DURATION)),
          After::parse);

  /** A time since the opening handshake. */
  record Delay(Duration duration) implements After {}

  /** A number of whole messages from the client. */
  record Messages(int count) implements After {}

  /** The parameter of that name. */
  static Parameter<After> parameter(String defaultValue) {
    return Parameter.of("after", RANGE, defaultValue).sending(Sends.MESSAGES);
  }

  /**
   * Reads {@code 3} as a number of messages, and {@code 500ms} or {@code 2s} as a time.
   *
   * @throws IllegalArgumentException if the text is neither, or out of range
   */
  static After parse(String text) {
    return text.matches("[0-9]+")
        ? new Messages(Parameter.COUNTS.reader().apply(text))
        : new Delay(Parameter.DURATIONS.reader().apply(text));
  }
}
