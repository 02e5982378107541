package io.github.websocketecho.endpoint;

import io.github.websocketecho.engine.ConnectionOptions;
import io.github.websocketecho.scenario.AddressParameters;
import io.github.websocketecho.scenario.Scenario;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
 * @param handler makes the handler of a connection
 * @param options decides how the engine treats a connection
 */
record Endpoint(
    PathPattern pattern,
    String does,
    @Nullable Scenario scenario,
    Function<AddressParameters, WebSocketHandler> handler,
    Function<AddressParameters, ConnectionOptions> options) {

  /** The echo. */
  static Endpoint echo(String pattern, Function<AddressParameters, WebSocketHandler> handler) {
    return new Endpoint(parse(pattern), "endpoint.echo.does", null, handler, EchoOptions::of);
  }

  /** The endpoints of a scenario: one at its address, and one at each of its aliases. */
  static Stream<Endpoint> of(Scenario scenario) {
    return Stream.concat(
        Stream.of(at(scenario.address(), scenario, scenario.handler())),
        scenario.aliases().stream()
            .map(
                alias ->
                    at(
                        alias.address(),
                        scenario,
                        scenario.handler().compose(alias.translation()))));
  }

  private static Endpoint at(
      String address, Scenario scenario, Function<AddressParameters, WebSocketHandler> handler) {
    ConnectionOptions options =
        scenario.handlerAnswers()
            ? ConnectionOptions.NONE.withHandlerAnswering()
            : ConnectionOptions.NONE;
    return new Endpoint(parse(address), scenario.does(), scenario, handler, _ -> options);
  }

  private static PathPattern parse(String pattern) {
    return PathPatternParser.defaultInstance.parse(pattern);
  }

  /** Reads the parameters of a request's address, and checks none of them. */
  AddressParameters parameters(HttpServletRequest request) {
    return new AddressParameters(pathVariables(request), query(request));
  }

  /**
   * The variables that Spring's mapping stores in the request are empty under a context path,
   * because the mapping matches the full path.
   */
  private Map<String, String> pathVariables(HttpServletRequest request) {
    PathContainer path =
        ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication();
    @Nullable PathMatchInfo match = pattern.matchAndExtract(path);
    return match == null ? Map.of() : match.getUriVariables();
  }

  private static Map<String, List<String>> query(HttpServletRequest request) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    UriComponentsBuilder.newInstance()
        .query(request.getQueryString())
        .build()
        .getQueryParams()
        .forEach((name, values) -> query.put(name, values.stream().map(Endpoint::text).toList()));
    return query;
  }

  /** The value of a parameter; Spring has null for a name without "=". */
  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
