package io.github.websocketecho.ending;

import java.time.Duration;

/** How long a client has to end the connection, after which the server does. */
final class Within {

  /** From 100 ms to 2 minutes; 10 s where the address says nothing. */
  static final Parameter<Duration> PARAMETER = Parameter.duration("within", "10s", "100ms");

  private Within() {}
}
