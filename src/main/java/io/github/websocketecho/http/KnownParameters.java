package io.github.websocketecho.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks the parameters of a request that changes something. A misspelt or repeated parameter would
 * make it do something else than its sender meant. Any thread.
 */
public final class KnownParameters {

  private KnownParameters() {}

  /**
   * Accepts a query that has each known parameter at most once, and no other.
   *
   * @param known the known parameters
   * @throws InvalidParameterException if the query has an unknown or a repeated parameter
   */
  public static void check(HttpServletRequest request, RequestParameter<?>... known) {
    Map<String, RequestParameter<?>> byName = new LinkedHashMap<>();
    for (RequestParameter<?> parameter : known) {
      byName.put(parameter.name(), parameter);
    }
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              String value = String.join(", ", values);
              RequestParameter<?> parameter = byName.get(name);
              if (parameter == null) {
                throw InvalidParameterException.unknown(name, value, List.copyOf(byName.keySet()));
              }
              if (values.length != 1) {
                throw parameter.invalid(value, null);
              }
            });
  }
}
