package io.github.websocketecho.ending;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;

/** A parameter that is a time within bounds, as {@code 500ms} or {@code 5s}. */
final class DurationParameter {

  private DurationParameter() {}

  /** One with these bounds, both of which are allowed. */
  static Parameter<Duration> of(String name, String defaultValue, String minimum, String maximum) {
    Duration shortest = DurationStyle.detectAndParse(minimum);
    Duration longest = DurationStyle.detectAndParse(maximum);
    return new Parameter<>(
        name,
        defaultValue,
        minimum,
        maximum,
        text -> {
          Duration duration = DurationStyle.detectAndParse(text);
          if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
            throw new IllegalArgumentException(text + " is not in " + minimum + "-" + maximum);
          }
          return duration;
        });
  }
}
