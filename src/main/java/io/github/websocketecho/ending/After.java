package io.github.websocketecho.ending;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;

/** When a connection ends: after a time, or after a number of messages, whichever was asked for. */
sealed interface After {

  /** The longest wait that an address may ask for. */
  Duration MAXIMUM_DELAY = Duration.ofMinutes(2);

  /** The largest number of messages that an address may ask for. */
  int MAXIMUM_MESSAGES = 1_000;

  /** A time since the opening handshake, from zero to {@link #MAXIMUM_DELAY}. */
  record Delay(Duration duration) implements After {
    public Delay {
      if (duration.isNegative() || duration.compareTo(MAXIMUM_DELAY) > 0) {
        throw new IllegalArgumentException(duration + " is not in PT0S-" + MAXIMUM_DELAY);
      }
    }
  }

  /** A number of whole messages from the client, from zero to {@link #MAXIMUM_MESSAGES}. */
  record Messages(int count) implements After {
    public Messages {
      if (count < 0 || count > MAXIMUM_MESSAGES) {
        throw new IllegalArgumentException(count + " is not in 0-" + MAXIMUM_MESSAGES);
      }
    }
  }

  /**
   * Reads {@code 3} as a number of messages, and {@code 500ms} or {@code 2s} as a time.
   *
   * @throws IllegalArgumentException if the text is neither, or out of range
   */
  static After parse(String text) {
    return text.matches("[0-9]+")
        ? new Messages(Integer.parseInt(text))
        : new Delay(DurationStyle.detectAndParse(text));
  }
}
