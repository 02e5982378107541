package io.github.websocketecho.endpoint;

import io.github.websocketecho.scenario.AddressParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.pattern.PathPattern.PathMatchInfo;
import org.springframework.web.util.pattern.PathPatternParser;

/** Finds the parameters in a request's address. */
final class AddressReader {

  private AddressReader() {}

  static AddressParameters read(HttpServletRequest request, Endpoint endpoint) {
    return new AddressParameters(pathVariables(request, endpoint.pattern()), query(request));
  }

  /**
   * The ones that Spring's mapping leaves in the request are none where the server has a path
   * before all of its own: it looks for them in the whole path.
   */
  private static Map<String, String> pathVariables(HttpServletRequest request, String pattern) {
    if (pattern.indexOf('{') < 0) {
      return Map.of();
    }
    PathContainer path =
        ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication();
    @Nullable PathMatchInfo match =
        PathPatternParser.defaultInstance.parse(pattern).matchAndExtract(path);
    return match == null ? Map.of() : match.getUriVariables();
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
