package io.github.websocketecho.endpoint;

import io.github.websocketecho.scenario.AddressParameters;
import io.github.websocketecho.scenario.ScenarioCatalogue;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Scenarios at the addresses that users of other echo servers know. Those of their echoes need no
 * row of their own: {@code /ws/echo}, {@code /websocket/echo} and {@code /raw}.
 */
final class Aliases {

  private Aliases() {}

  static Stream<Endpoint> of(ScenarioCatalogue catalogue) {
    var close = Endpoint.of(catalogue.scenario("close"));
    var drop = Endpoint.of(catalogue.scenario("drop"));
    var timeout = Endpoint.of(catalogue.scenario("timeout"));
    return Stream.of(
        close.at("/ws/close/{code}"),
        drop.at("/abort"),
        timeout
            .at("/ws/timeout/{seconds}")
            .prepared(
                (given, attributes) ->
                    timeout.preparation().prepare(secondsAsIdle(given), attributes)));
  }

  private static AddressParameters secondsAsIdle(AddressParameters given) {
    return new AddressParameters(Map.of("idle", given.path().get("seconds") + "s"), Map.of());
  }
}
