package io.github.websocketecho.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/**
 * Checks the parameters of a request that changes something. A misspelt or repeated parameter would
 * make it do something else than its sender meant. Any thread.
 */
public final class KnownParameters {

  private KnownParameters() {}

  /**
   * Accepts a query that has each known parameter at most once, and no other.
   *
   * @param known the names of the parameters
   * @throws InvalidParameterException if the query has an unknown or a repeated parameter
   */
  public static void check(HttpServletRequest request, String... known) {
    List<String> names = List.of(known);
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              String value = String.join(", ", values);
              if (!names.contains(name)) {
                throw InvalidParameterException.unknown(name, value, names);
              }
              if (values.length != 1) {
                throw new InvalidParameterException(name, value, null);
              }
            });
  }
}
