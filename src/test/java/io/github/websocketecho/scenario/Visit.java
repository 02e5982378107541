package io.github.websocketecho.scenario;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.github.websocketecho.scenario.Conduct.Close;
import io.github.websocketecho.scenario.Conduct.Message;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A client's visit to a scenario: the address, and what a client does there that follows the
 * protocol.
 *
 * @param connection the id of the transcript
 */
record Visit(Scenario scenario, String connection) {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  static Visit to(Scenario scenario) {
    String name = scenario.id().replace('/', '.').toLowerCase(Locale.ROOT);
    return new Visit(scenario, name + '-' + NUMBER.incrementAndGet());
  }

  /** The scenario with this id, which must exist. */
  static Scenario scenario(ScenarioCatalogue catalogue, String id) {
    return catalogue.scenarios().stream()
        .filter(scenario -> scenario.id().equals(id))
        .findAny()
        .orElseThrow();
  }

  /** The example, with the id of the transcript. */
  String example() {
    return address().encode().toUriString();
  }

  /**
   * The example with short times.
   *
   * @param clientTimeout how long the client has to end the connection, if the address allows that
   */
  String target(Duration clientTimeout) {
    var address = address();
    for (Parameter<?> parameter : scenario.parameters()) {
      if (parameter.equals(ClientTimeout.PARAMETER)) {
        address.replaceQueryParam(parameter.name(), clientTimeout.toMillis() + "ms");
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

  /** The code of the message that the server expects, without the prefix of these messages. */
  String rule() {
    return scenario.demands().replaceFirst("^verdict\\.expected\\.", "");
  }

  /** The headers that the client adds to its opening handshake. */
  List<String> headers() {
    List<String> offers = scenario.conduct().offers();
    return offers.isEmpty()
        ? List.of()
        : List.of("Sec-WebSocket-Protocol: " + String.join(", ", offers));
  }

  /** The messages that the client sends, in their order. */
  List<Message> sends() {
    return scenario.conduct().sends().stream()
        .flatMap(message -> Collections.nCopies(message.times(), message).stream())
        .toList();
  }

  /** Whether the client closes after it has received an echo. */
  boolean closesAfterTheEcho() {
    return scenario.conduct().closes() != null;
  }

  /** The close frame of the client, if it closes. */
  Close closes() {
    return requireNonNull(scenario.conduct().closes());
  }

  boolean isReset() {
    return scenario.id().equals("reset");
  }

  /** What a correct client reports; null where the scenario leaves a value open. */
  Expected expected() {
    return withClientsClose(scenario.expected());
  }

  /** What a browser reports: its known deviation, or what a correct page reports. */
  Expected expectedOf(String browser) {
    return withClientsClose(
        scenario.deviations().stream()
            .filter(deviation -> deviation.browser().equals(browser))
            .map(Deviation::expected)
            .findAny()
            .orElse(requireNonNullElse(scenario.expectedInBrowsers(), scenario.expected())));
  }

  /** A client that closes reports its own code and reason. */
  private Expected withClientsClose(Expected expected) {
    return expected.equals(Expected.AS_THE_CLIENT_CLOSES)
        ? new Expected(closes().code(), closes().reason(), true)
        : expected;
  }
}
