package io.github.websocketecho.page;

import io.github.websocketecho.http.InvalidParameterException;
import io.github.websocketecho.http.Secrets;
import io.github.websocketecho.scenario.AddressParameters;
import io.github.websocketecho.scenario.Parameter;
import io.github.websocketecho.scenario.Scenario;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import org.springframework.web.util.pattern.PathPattern.PathMatchInfo;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * A scenario with values for its parameters. Immutable.
 *
 * @param values by the names of the parameters; a missing one has its default
 */
record ScenarioTarget(Scenario scenario, Map<String, String> values) {

  /**
   * The values in an address. Values that cannot be read are left out. Those that may be secret are
   * masked, and are in no address that is made of them.
   */
  static ScenarioTarget of(Scenario scenario, AddressParameters parameters) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Parameter<?> parameter : scenario.parameters()) {
      String name = parameter.name();
      readable(parameters, parameter)
          .ifPresent(value -> values.put(name, Secrets.isSecret(name) ? Secrets.MASK : value));
    }
    return new ScenarioTarget(scenario, values);
  }

  /** A value; empty if its encoding is wrong, or if the address has it twice. */
  private static Optional<String> readable(AddressParameters parameters, Parameter<?> parameter) {
    try {
      return parameters.given(parameter);
    } catch (InvalidParameterException e) {
      return Optional.empty();
    }
  }

  /** The values in the scenario's example. */
  static ScenarioTarget ofExample(Scenario scenario) {
    var example = UriComponentsBuilder.fromUriString(scenario.example()).build();
    var path = PathContainer.parsePath(Objects.requireNonNull(example.getPath()));
    PathMatchInfo match =
        Objects.requireNonNull(
            PathPatternParser.defaultInstance.parse(scenario.address()).matchAndExtract(path));
    Map<String, String> values = new LinkedHashMap<>(match.getUriVariables());
    example
        .getQueryParams()
        .forEach(
            (name, all) ->
                values.put(name, UriUtils.decode(all.getFirst(), StandardCharsets.UTF_8)));
    return new ScenarioTarget(scenario, values);
  }

  /** Whether an address that is made of the values contains this one. */
  private boolean isInQuery(Parameter<?> parameter) {
    String name = parameter.name();
    return values.containsKey(name) && !Secrets.isSecret(name);
  }

  /** The value of a parameter, or its default. */
  String value(Parameter<?> parameter) {
    return values.getOrDefault(parameter.name(), parameter.defaultValue());
  }

  /** Returns a copy in which a parameter has the value of the example, or its default. */
  ScenarioTarget corrected(String parameter) {
    Map<String, String> corrected = new LinkedHashMap<>(values);
    @Nullable String example = ofExample(scenario).values.get(parameter);
    if (example == null) {
      corrected.remove(parameter);
    } else {
      corrected.put(parameter, example);
    }
    return new ScenarioTarget(scenario, corrected);
  }

  /** Path and query, with the leading slash. */
  String target() {
    String path = scenario.address();
    var query = new StringBuilder();
    for (Parameter<?> parameter : scenario.parameters()) {
      String variable = '{' + parameter.name() + '}';
      String encoded = UriUtils.encode(value(parameter), StandardCharsets.UTF_8);
      if (path.contains(variable)) {
        path = path.replace(variable, encoded);
      } else if (isInQuery(parameter)) {
        query.append(query.isEmpty() ? '?' : '&').append(parameter.name()).append('=');
        query.append(encoded);
      }
    }
    return path + query;
  }

  /** The fragment of a link that shows the scenario on the test page, with its "#". */
  String fragment() {
    ScenarioTarget example = ofExample(scenario);
    var query = new StringBuilder();
    for (Parameter<?> parameter : scenario.parameters()) {
      String name = parameter.name();
      // A value of the example that is not meant has to be replaced.
      if (isInQuery(parameter) || example.values.containsKey(name)) {
        query.append(query.isEmpty() ? '?' : '&').append(name).append('=');
        query.append(URLEncoder.encode(value(parameter), StandardCharsets.UTF_8));
      }
    }
    return "#scenario=" + UriUtils.encode(scenario.id() + query, StandardCharsets.UTF_8);
  }
}
