package io.github.websocketecho.endpoint;

import io.github.websocketecho.engine.ConnectionOptions;
import io.github.websocketecho.scenario.AddressParameters;
import io.github.websocketecho.scenario.Scenario;
import java.util.Map;
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

  /** The same at other paths. */
  Endpoint at(String pattern) {
    return new Endpoint(pattern, does, handler, preparation, scenario);
  }

  /** The same, prepared otherwise. */
  Endpoint prepared(Preparation preparation) {
    return new Endpoint(pattern, does, handler, preparation, scenario);
  }

  /** An endpoint at which each connection ends as its address says. */
  static Endpoint of(Scenario scenario) {
    return new Endpoint(
        scenario.address(),
        scenario.does(),
        new AppointedHandler(),
        (given, attributes) -> {
          AppointedHandler.appoint(scenario.handler().apply(given), attributes);
          if (scenario.handlerAnswers()) {
            ConnectionOptions.of(attributes).withHandlerAnswering().storeIn(attributes);
          }
        },
        scenario);
  }
}
