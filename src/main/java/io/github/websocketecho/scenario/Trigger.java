package io.github.websocketecho.scenario;

import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.http.ParameterText;
import io.github.websocketecho.http.ParameterUnit;
import io.github.websocketecho.scenario.Parameter.Sends;
import java.time.Duration;
import java.util.List;

/** When a scenario acts: after a time, or after a number of messages. */
sealed interface Trigger {

  /**
   * Times up to {@link Parameter#MAXIMUM_DURATION} and counts up to {@link
   * Parameter#MAXIMUM_COUNT}.
   */
  ParameterRange<Trigger> RANGE =
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
          Trigger::parse);

  /** A time since the opening handshake. */
  record Delay(Duration duration) implements Trigger {}

  /** A number of complete messages from the client. */
  record Messages(int count) implements Trigger {}

  /** The parameter {@code after}. */
  static Parameter<Trigger> parameter(String defaultValue) {
    return Parameter.of("after", RANGE, defaultValue).sending(Sends.MESSAGES);
  }

  /**
   * Parses {@code 3} as a number of messages, and {@code 500ms} or {@code 2s} as a time.
   *
   * @throws IllegalArgumentException if the text is neither, or is out of range
   */
  static Trigger parse(String text) {
    return text.matches("[0-9]+")
        ? new Messages(Parameter.COUNTS.reader().apply(text))
        : new Delay(Parameter.DURATIONS.reader().apply(text));
  }
}
