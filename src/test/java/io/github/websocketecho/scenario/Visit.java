package io.github.websocketecho.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.github.websocketecho.scenario.Conduct.Authentication;
import io.github.websocketecho.scenario.Conduct.Close;
import io.github.websocketecho.scenario.Conduct.Message;
import io.github.websocketecho.scenario.Parameter.Sends;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
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

  /**
   * The headers that the client adds to its opening handshake. A cookie is not among them, because
   * the server sets it first.
   */
  List<String> headers() {
    List<String> headers = new ArrayList<>();
    List<String> offers = scenario.conduct().offers();
    if (!offers.isEmpty()) {
      headers.add("Sec-WebSocket-Protocol: " + String.join(", ", offers));
    }
    switch (scenario.conduct().authenticates()) {
      case Authentication.BASIC ->
          headers.add(
              "Authorization: Basic "
                  + Base64.getEncoder()
                      .encodeToString(
                          (usual(Sends.USER) + ':' + usual(Sends.PASSWORD)).getBytes(UTF_8)));
      case Authentication.BEARER -> headers.add("Authorization: Bearer " + usual(Sends.TOKEN));
      case Authentication.COOKIE, Authentication.CERTIFICATE -> {}
      case null -> {}
    }
    return headers;
  }

  /** Whether the client gets a cookie by a first attempt. */
  boolean needsACookie() {
    return scenario.conduct().authenticates() == Authentication.COOKIE;
  }

  /** The default of the parameter whose value the client sends. */
  private String usual(Sends sends) {
    return scenario.parameters().stream()
        .filter(parameter -> parameter.sends() == sends)
        .findAny()
        .orElseThrow()
        .defaultValue();
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
