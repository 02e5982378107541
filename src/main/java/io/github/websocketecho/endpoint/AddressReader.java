package io.github.websocketecho.endpoint;

import io.github.websocketecho.ending.AddressParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.UriComponentsBuilder;

/** Finds the parameters in a request's address. */
final class AddressReader {

  private AddressReader() {}

  static AddressParameters read(HttpServletRequest request) {
    return new AddressParameters(pathVariables(request), query(request));
  }

  @SuppressWarnings("unchecked") // Spring MVC documents the attribute to be a map of strings.
  private static Map<String, String> pathVariables(HttpServletRequest request) {
    Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    return variables == null ? Map.of() : (Map<String, String>) variables;
  }

  private static Map<String, List<String>> query(HttpServletRequest request) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    UriComponentsBuilder.newInstance()
        .query(request.getQueryString())
        .build()
        .getQueryParams()
        // A name without "=" comes with null for a value.
        .forEach(
            (name, values) -> query.put(name, values.stream().map(AddressReader::text).toList()));
    return query;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
