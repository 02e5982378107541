package io.github.websocketecho.scenario;

import io.github.websocketecho.http.ParameterRange;
import java.time.Duration;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/** How long a client has to end the connection, after which the server does. */
final class Within {

  private static final int MILLIS_PER_SECOND = 1_000;

  /** From 100 ms to 2 minutes; 10 s where the address says nothing. */
  static final Parameter<Duration> PARAMETER =
      Parameter.of(
              "within",
              ParameterRange.durations(Duration.ofMillis(100), Parameter.MAXIMUM_DURATION),
              "10s")
          .inShort("2s");

  private Within() {}

  /** What an address gives, as a person reads it: {@code 10 s}, {@code 300 ms}. */
  static String text(String address) {
    int query = address.indexOf('?');
    Duration within =
        new AddressParameters(
                Map.of(),
                UriComponentsBuilder.newInstance()
                    .query(query < 0 ? "" : address.substring(query + 1))
                    .build()
                    .getQueryParams())
            .get(PARAMETER);
    long millis = within.toMillis();
    return millis % MILLIS_PER_SECOND == 0 ? within.toSeconds() + " s" : millis + " ms";
  }
}
