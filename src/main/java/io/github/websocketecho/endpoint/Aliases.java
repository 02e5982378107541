package io.github.websocketecho.endpoint;

import io.github.websocketecho.ending.AddressParameters;
import io.github.websocketecho.ending.EndingCatalogue;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Endings at the addresses that users of other echo servers know. Those of their echoes need no row
 * of their own: {@code /ws/echo}, {@code /websocket/echo} and {@code /raw}.
 */
final class Aliases {

  private Aliases() {}

  static Stream<Endpoint> of(EndingCatalogue catalogue) {
    var close = Endpoint.of(catalogue.ending("close"));
    var drop = Endpoint.of(catalogue.ending("drop"));
    var timeout = Endpoint.of(catalogue.ending("timeout"));
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
