package io.github.websocketecho.transcript;

import io.github.websocketecho.problem.InvalidParameterException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/**
 * The parameters of a request that changes something. What it does must be what was meant, so it
 * gives each of them once at most, and no other.
 */
final class KnownParameters {

  private KnownParameters() {}

  /**
   * Checks the query.
   *
   * @param known the names of the parameters
   * @throws InvalidParameterException if the query gives another one, or one of them twice
   */
  static void check(HttpServletRequest request, String... known) {
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
