package io.github.websocketecho.ending;

import java.time.Duration;

/** How long a client has to end the connection, after which the server does. */
final class Within {

  private static final Duration MINIMUM = Duration.ofMillis(100);

  /** From 100 ms to 2 minutes; 10 s where the address says nothing. */
  static final Parameter<Duration> PARAMETER =
      new Parameter<>("within", "10s", "100ms", "2m", Within::parse);

  private Within() {}

  private static Duration parse(String text) {
    Duration within = Parameter.duration(text);
    if (within.compareTo(MINIMUM) < 0) {
      throw new IllegalArgumentException(within + " is less than " + MINIMUM);
    }
    return within;
  }
}
