package io.github.websocketecho.conformance;

import io.github.websocketecho.scenario.AddressParameters;
import io.github.websocketecho.scenario.Scenario;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.pattern.PathPattern.PathMatchInfo;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * A scenario as a case: a client that echoes can run it.
 *
 * @param id the path of its address without the slash at its beginning
 * @param scenario what the server does
 * @param address path and query
 */
record ScenarioCase(String id, Scenario scenario, String address) implements SuiteCase {

  /** The parameters of the address. */
  AddressParameters parameters() {
    var uri = UriComponentsBuilder.fromUriString(address).build();
    @Nullable PathMatchInfo match = match(scenario, address);
    return new AddressParameters(
        match == null ? Map.of() : match.getUriVariables(), uri.getQueryParams());
  }

  /** Whether a scenario is at an address. */
  static boolean isAt(Scenario scenario, String address) {
    return match(scenario, address) != null;
  }

  private static @Nullable PathMatchInfo match(Scenario scenario, String address) {
    return PathPatternParser.defaultInstance
        .parse(scenario.address())
        .matchAndExtract(PathContainer.parsePath(path(address)));
  }

  /** The path of an address. */
  static String path(String address) {
    int query = address.indexOf('?');
    return query < 0 ? address : address.substring(0, query);
  }
}
