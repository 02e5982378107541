package io.github.websocketecho.scenario;

import java.time.Duration;

/** When a connection ends: after a time, or after a number of messages, whichever was asked for. */
sealed interface After {

  /** A time since the opening handshake. */
  record Delay(Duration duration) implements After {}

  /** A number of whole messages from the client. */
  record Messages(int count) implements After {}

  /** The parameter of that name. */
  static Parameter<After> parameter(String defaultValue) {
    return new Parameter<>("after", defaultValue, After::parse);
  }

  /**
   * Reads {@code 3} as a number of messages, and {@code 500ms} or {@code 2s} as a time.
   *
   * @throws IllegalArgumentException if the text is neither, or out of range
   */
  static After parse(String text) {
    return text.matches("[0-9]+")
        ? new Messages(Parameter.count(text))
        : new Delay(Parameter.duration(text));
  }
}
