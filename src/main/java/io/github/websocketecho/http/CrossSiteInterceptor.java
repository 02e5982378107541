package io.github.websocketecho.http;

import io.github.websocketecho.protocol.Origin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Rejects requests of other sites' pages that would change something: 403. Pages of allowed origins
 * may send them. Clients other than browsers send neither of the headers, and are accepted. Any
 * thread.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 */
public final class CrossSiteInterceptor implements HandlerInterceptor {

  private static final String SITE = "Sec-Fetch-Site";

  /** The server's own pages, and requests that a user started without a page. */
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final AllowedOrigins allowed;

  /**
   * @param allowed the origins whose pages may change something, besides the server's own
   */
  public CrossSiteInterceptor(AllowedOrigins allowed) {
    this.allowed = allowed;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!SAFE.contains(request.getMethod()) && isCrossSite(request)) {
      throw new CrossSiteException();
    }
    return true;
  }

  private boolean isCrossSite(HttpServletRequest request) {
    List<String> origins = Collections.list(request.getHeaders(HttpHeaders.ORIGIN));
    String origin = String.join(", ", origins);
    if (!origins.isEmpty() && allowed.contain(origin)) {
      return false;
    }
    @Nullable String site = request.getHeader(SITE);
    if (site != null) {
      return !OWN.contains(site);
    }
    // An old browser, and any browser on a page received by plain HTTP, sends only the origin.
    return !origins.isEmpty() && !isOwn(origin, request);
  }

  /** Whether the origin is that of the server to which the request was sent. */
  private static boolean isOwn(String origin, HttpServletRequest request) {
    return Origin.parse(origin)
        .filter(
            Origin.of(request.getScheme(), request.getServerName(), request.getServerPort())
                ::equals)
        .isPresent();
  }
}
