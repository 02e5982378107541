package io.github.websocketecho.endpoint;

import io.github.websocketecho.engine.ConnectionOptions;
import io.github.websocketecho.scenario.AddressParameters;
import io.github.websocketecho.scenario.Scenario;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketHandler;

/**
 * A row of the URL table.
 *
 * @param pattern the paths that it serves
 * @param does the code of the message that says what happens there
 * @param handler serves every connection to it
 * @param preparation reads what an address carries, before the upgrade
 * @param scenario null for an echo
 */
record Endpoint(
    String pattern,
    String does,
    WebSocketHandler handler,
    Preparation preparation,
    @Nullable Scenario scenario) {

  /**
   * Reads what an address carries into the attributes of the connection to be; throws {@link
   * io.github.websocketecho.problem.InvalidParameterException} if that is not allowed.
   */
  @FunctionalInterface
  interface Preparation {
    void prepare(AddressParameters given, Map<String, Object> attributes);
  }

  /** The endpoints of a scenario: at its address, and at each of its aliases. */
  static Stream<Endpoint> of(Scenario scenario) {
    return Stream.concat(
        Stream.of(at(scenario.address(), UnaryOperator.identity(), scenario)),
        scenario.aliases().stream()
            .map(alias -> at(alias.address(), alias.translation(), scenario)));
  }

  private static Endpoint at(
      String address, UnaryOperator<AddressParameters> translation, Scenario scenario) {
    return new Endpoint(
        address,
        scenario.does(),
        new AppointedHandler(),
        (given, attributes) -> {
          AppointedHandler.appoint(scenario.handler().apply(translation.apply(given)), attributes);
          if (scenario.handlerAnswers()) {
            ConnectionOptions.of(attributes).withHandlerAnswering().storeIn(attributes);
          }
        },
        scenario);
  }
}
