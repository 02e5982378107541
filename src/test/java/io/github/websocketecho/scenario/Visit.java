package io.github.websocketecho.scenario;

import static java.util.Objects.requireNonNull;

import io.github.websocketecho.scenario.Conduct.Close;
import io.github.websocketecho.scenario.Conduct.Message;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A client's visit to a scenario: where it goes, and what it does there if it keeps the rules.
 *
 * @param connection under which the server keeps its transcript of it
 */
record Visit(Scenario scenario, String connection) {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  static Visit to(Scenario scenario) {
    String name = scenario.id().replace('/', '.').toLowerCase(Locale.ROOT);
    return new Visit(scenario, name + '-' + NUMBER.incrementAndGet());
  }

  /** The scenario of this id, which must be there. */
  static Scenario scenario(ScenarioCatalogue catalogue, String id) {
    return catalogue.scenarios().stream()
        .filter(scenario -> scenario.id().equals(id))
        .findAny()
        .orElseThrow();
  }

  /** The example as it stands, but for the transcript. */
  String example() {
    return address().encode().toUriString();
  }

  /**
   * The example with short waits.
   *
   * @param within how long the client has to end the connection, where that can be said
   */
  String target(Duration within) {
    var address = address();
    for (Parameter<?> parameter : scenario.parameters()) {
      if (parameter.equals(ClientTimeout.PARAMETER)) {
        address.replaceQueryParam(parameter.name(), within.toMillis() + "ms");
      } else if (parameter.shortValue() != null) {
        address.replaceQueryParam(parameter.name(), parameter.shortValue());
      }
    }
    return address.encode().toUriString();
  }

  private UriComponentsBuilder address() {
    return UriComponentsBuilder.fromUriString(scenario.example())
        .queryParam("connection", connection);
  }

  /** What the server must see, without the prefix that all of these messages have. */
  String rule() {
    return scenario.demands().replaceFirst("^verdict\\.expected\\.", "");
  }

  /** What the client sends, one message after the other. */
  List<Message> sends() {
    return scenario.conduct().sends().stream()
        .flatMap(message -> Collections.nCopies(message.times(), message).stream())
        .toList();
  }

  /** Whether it is the client that closes, when it has got an echo. */
  boolean closesAfterTheEcho() {
    return scenario.conduct().closes() != null;
  }

  /** With what it closes, where it does. */
  Close closes() {
    return requireNonNull(scenario.conduct().closes());
  }

  boolean isReset() {
    return scenario.id().equals("reset");
  }

  /** What a correct client reports of this visit; null for what is left open. */
  Expected expected() {
    return of(scenario.expected());
  }

  /** What the browser of this name reports: as is correct, or as it is known to. */
  Expected expectedOf(String browser) {
    return of(
        scenario.deviations().stream()
            .filter(deviation -> deviation.browser().equals(browser))
            .map(Deviation::expected)
            .findAny()
            .orElse(scenario.expected()));
  }

  /** Where the client closes, it reports its own code and reason. */
  private Expected of(Expected expected) {
    return expected.equals(Expected.AS_THE_CLIENT_CLOSES)
        ? new Expected(closes().code(), closes().reason(), true)
        : expected;
  }
}
