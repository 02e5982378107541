package io.github.websocketecho.endpoint;

import io.github.websocketecho.engine.ConnectionOptions;
import io.github.websocketecho.scenario.AddressParameters;
import io.github.websocketecho.scenario.Scenario;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketHandler;

/**
 * A row of the URL table.
 *
 * @param pattern the paths that it serves
 * @param does the code of the message that says what happens there
 * @param preparation decides on a connection from what its address carries, before the upgrade
 * @param scenario null for an echo
 */
record Endpoint(String pattern, String does, Preparation preparation, @Nullable Scenario scenario) {

  /** Decides who serves a connection, and how the engine treats it. */
  @FunctionalInterface
  interface Preparation {

    /**
     * Reads what an address carries.
     *
     * @throws io.github.websocketecho.http.InvalidParameterException if that is not allowed
     */
    Prepared prepare(AddressParameters given);
  }

  /**
   * A connection that may be opened.
   *
   * @param handler serves it
   * @param options how the engine treats it
   */
  record Prepared(WebSocketHandler handler, ConnectionOptions options) {}

  /** The endpoints of a scenario: at its address, and at each of its aliases. */
  static Stream<Endpoint> of(Scenario scenario) {
    return Stream.concat(
        Stream.of(at(scenario.address(), UnaryOperator.identity(), scenario)),
        scenario.aliases().stream()
            .map(alias -> at(alias.address(), alias.translation(), scenario)));
  }

  private static Endpoint at(
      String address, UnaryOperator<AddressParameters> translation, Scenario scenario) {
    ConnectionOptions options =
        scenario.handlerAnswers()
            ? ConnectionOptions.NONE.withHandlerAnswering()
            : ConnectionOptions.NONE;
    return new Endpoint(
        address,
        scenario.does(),
        given -> new Prepared(scenario.handler().apply(translation.apply(given)), options),
        scenario);
  }
}
