package io.github.websocketecho.scenario;

import io.github.websocketecho.http.ParameterRange;
import java.time.Duration;

/** The time in which the client has to end the connection. After that the server ends it. */
final class ClientTimeout {

  private static final int MILLIS_PER_SECOND = 1_000;

  /** The parameter {@code within}: 100 ms to 2 minutes, 10 s by default. */
  static final Parameter<Duration> PARAMETER =
      Parameter.of(
              "within",
              ParameterRange.durations(Duration.ofMillis(100), Parameter.MAXIMUM_DURATION),
              "10s")
          .withShortValue("2s");

  private ClientTimeout() {}

  /** The timeout of an address in words: {@code 10 s}, {@code 300 ms}. */
  static String text(String address) {
    Duration timeout = AddressParameters.ofQuery(address).get(PARAMETER);
    long millis = timeout.toMillis();
    return millis % MILLIS_PER_SECOND == 0 ? timeout.toSeconds() + " s" : millis + " ms";
  }
}
