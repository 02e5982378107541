package io.github.websocketecho.conformance;

import io.github.websocketecho.conformance.Observation.End;
import io.github.websocketecho.scenario.EgressLimiter;
import io.github.websocketecho.scenario.ScenarioCatalogue;
import io.github.websocketecho.support.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** Results of cases without a client. */
final class SomeResults {

  private SomeResults() {}

  /** All cases, or those that the settings choose. */
  static CaseCatalogue catalogue(String... settings) {
    return new CaseCatalogue(
        Settings.of(List.of(settings)),
        new ScenarioCatalogue(
            new AbstractWebSocketHandler() {},
            new EgressLimiter(DataSize.ofBytes(0)),
            Stream.empty()));
  }

  /** The client did nothing. */
  static CaseResult of(ConformanceCase tested) {
    return of(tested, Duration.ZERO);
  }

  /** The same after a time. */
  static CaseResult of(ConformanceCase tested, Duration duration) {
    return CaseResult.of(
        tested,
        new Observation(
            Instant.EPOCH,
            duration,
            List.of(),
            0,
            0,
            true,
            true,
            true,
            null,
            null,
            true,
            false,
            null,
            End.FIN,
            List.of(),
            0));
  }
}
