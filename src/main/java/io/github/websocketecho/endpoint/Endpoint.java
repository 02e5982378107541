package io.github.websocketecho.endpoint;

import io.github.websocketecho.engine.ConnectionOptions;
import io.github.websocketecho.scenario.AddressParameters;
import io.github.websocketecho.scenario.RequestedAddress;
import io.github.websocketecho.scenario.Scenario;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPattern.PathMatchInfo;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * A row of the URL table: which paths it serves, and what happens there. Both functions read the
 * parameters of an address before the upgrade, and throw {@link
 * io.github.websocketecho.http.ProblemException} if the address is rejected. Any thread.
 *
 * @param pattern matches the paths
 * @param does the code of the message that describes what the server does
 * @param scenario the scenario; null for an echo
 * @param translation converts the parameters to those of the scenario
 * @param handler makes the handler of a connection
 * @param options decides how the engine treats a connection
 */
record Endpoint(
    PathPattern pattern,
    String does,
    @Nullable Scenario scenario,
    UnaryOperator<AddressParameters> translation,
    Function<AddressParameters, WebSocketHandler> handler,
    Function<AddressParameters, ConnectionOptions> options) {

  /** The echo. */
  static Endpoint echo(String pattern, Function<AddressParameters, WebSocketHandler> handler) {
    return new Endpoint(
        parse(pattern),
        "endpoint.echo.does",
        null,
        UnaryOperator.identity(),
        parameters -> Delivery.handler(parameters, handler.apply(parameters), false),
        parameters -> Delivery.options(parameters, EchoOptions.of(parameters)));
  }

  /** The endpoints of a scenario: one at its address, and one at each of its aliases. */
  static Stream<Endpoint> of(Scenario scenario) {
    return Stream.concat(
        Stream.of(at(scenario.address(), scenario, UnaryOperator.identity())),
        scenario.aliases().stream()
            .map(alias -> at(alias.address(), scenario, alias.translation())));
  }

  /** The endpoints of a scenario that is switched off: they reject each request with 404. */
  static Stream<Endpoint> excluded(Scenario scenario) {
    return of(scenario).map(endpoint -> endpoint.excluded(scenario.address()));
  }

  /**
   * The same endpoint switched off: it rejects each request with 404.
   *
   * @param address that the response names
   */
  Endpoint excluded(String address) {
    return new Endpoint(
        pattern,
        does,
        null,
        UnaryOperator.identity(),
        _ -> {
          throw RequestRejectedException.excluded(address);
        },
        _ -> ConnectionOptions.NONE);
  }

  private static Endpoint at(
      String address, Scenario scenario, UnaryOperator<AddressParameters> translation) {
    ConnectionOptions options =
        scenario.handlerAnswers()
            ? ConnectionOptions.NONE.withHandlerAnswering()
            : ConnectionOptions.NONE;
    return new Endpoint(
        parse(address),
        scenario.does(),
        scenario,
        translation,
        parameters ->
            Delivery.handler(
                parameters,
                scenario.handler().apply(translation.apply(parameters)),
                scenario.handlerAnswers()),
        parameters -> Delivery.options(parameters, options));
  }

  private static PathPattern parse(String pattern) {
    return PathPatternParser.defaultInstance.parse(pattern);
  }

  /**
   * Checks an address without a connection.
   *
   * @param path of the request, as received
   * @throws io.github.websocketecho.http.ProblemException if the address is rejected
   */
  void check(AddressParameters parameters, String path) {
    HandshakeTranscripts.check(parameters);
    MistypedAddresses.checkAmpersand(path);
    var _ = handler.apply(parameters);
    var _ = options.apply(parameters);
  }

  /** Describes the address of a request for a page. */
  RequestedAddress requested(HttpServletRequest request) {
    return new RequestedAddress(scenario, does, translation.apply(parameters(request)));
  }

  /**
   * Reads the parameters of a request's address, and checks none of them.
   *
   * <p>The variables that Spring's mapping stores in the request are empty under a context path,
   * because the mapping matches the full path.
   */
  AddressParameters parameters(HttpServletRequest request) {
    return parameters(
        ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication(),
        request.getQueryString());
  }

  /**
   * Reads the parameters of an address, and checks none of them.
   *
   * @param path below the context path
   * @param query as received; null if there is none
   */
  AddressParameters parameters(PathContainer path, @Nullable String query) {
    @Nullable PathMatchInfo match = pattern.matchAndExtract(path);
    return new AddressParameters(
        match == null ? Map.of() : match.getUriVariables(), valuesByName(query));
  }

  private static Map<String, List<String>> valuesByName(@Nullable String query) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    UriComponentsBuilder.newInstance()
        .query(query == null ? "" : query)
        .build()
        .getQueryParams()
        .forEach((name, all) -> values.put(name, all.stream().map(Endpoint::text).toList()));
    return values;
  }

  /** The value of a parameter; Spring has null for a name without "=". */
  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
