package io.github.websocketecho.endpoint;

import io.github.websocketecho.ending.AddressParameters;
import io.github.websocketecho.problem.InvalidParameterException;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Refuses faults that the catalogue does not have: otherwise whoever misspells one would get an
 * echo, and take it that his client has passed.
 */
final class UnknownFaults {

  private static final String FAULT = "fault";

  private UnknownFaults() {}

  static Stream<Endpoint> all() {
    return Stream.of("handshake", "illegal").map(UnknownFaults::refusing);
  }

  private static Endpoint refusing(String kind) {
    return new Endpoint(
        '/' + kind + "/{" + FAULT + '}',
        "endpoint.echo.does",
        new AppointedHandler(),
        UnknownFaults::refuse,
        null);
  }

  private static void refuse(AddressParameters given, Map<String, Object> attributes) {
    throw new InvalidParameterException(FAULT, given.path().getOrDefault(FAULT, ""), null);
  }
}
