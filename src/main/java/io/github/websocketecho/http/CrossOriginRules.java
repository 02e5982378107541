package io.github.websocketecho.http;

import io.github.websocketecho.protocol.Origin;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.cors.CorsConfiguration;

/**
 * What pages of allowed origins may do with the HTTP API: send any of its methods with any header,
 * without credentials, and read the answers with the headers that explain an error. Any thread.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>
 */
final class CrossOriginRules extends CorsConfiguration {

  /** The addresses of the HTTP API. */
  static final List<String> PATHS =
      List.of(
          "/certificates/**", "/conformance/**", "/connections/**", "/scenarios", "/sequences/**");

  static final List<String> METHODS =
      List.of(
          HttpMethod.GET.name(),
          HttpMethod.HEAD.name(),
          HttpMethod.POST.name(),
          HttpMethod.DELETE.name());

  private static final List<String> EXPOSED =
      List.of(
          HttpHeaders.ACCEPT,
          HttpHeaders.ACCEPT_ENCODING,
          HttpHeaders.ALLOW,
          HttpHeaders.RETRY_AFTER);

  /** How long a browser may use the answer to a preflight. */
  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  private final AllowedOrigins allowed;

  CrossOriginRules(AllowedOrigins allowed) {
    this.allowed = allowed;
    setAllowedMethods(METHODS);
    setAllowedHeaders(List.of(ALL));
    setExposedHeaders(EXPOSED);
    setAllowPrivateNetwork(true);
    setMaxAge(MAX_AGE);
  }

  /**
   * The origin itself, also if every origin is allowed, because an answer about a private network
   * has to name it.
   *
   * @return null if it is not allowed, or malformed
   */
  @Override
  public @Nullable String checkOrigin(@Nullable String origin) {
    return origin != null && isOrigin(origin) && allowed.contain(origin) ? origin : null;
  }

  private static boolean isOrigin(String text) {
    return text.equals(AllowedOrigins.NONE) || Origin.parse(text).isPresent();
  }
}
