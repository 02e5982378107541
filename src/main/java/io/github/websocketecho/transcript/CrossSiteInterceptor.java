package io.github.websocketecho.transcript;

import io.github.websocketecho.protocol.Origin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Keeps pages of other sites from doing something to a connection in the name of their visitor:
 * 403. Programs that are no browsers send neither of the headers, and may.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 */
@Component
class CrossSiteInterceptor implements HandlerInterceptor, WebMvcConfigurer {

  private static final String SITE = "Sec-Fetch-Site";

  /** The server's own page, and somebody who did it by hand. */
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!SAFE.contains(request.getMethod()) && comesFromElsewhere(request)) {
      throw TranscriptException.crossSite();
    }
    return true;
  }

  private static boolean comesFromElsewhere(HttpServletRequest request) {
    @Nullable String site = request.getHeader(SITE);
    if (site != null) {
      return !OWN.contains(site);
    }
    // A browser says at least the origin, if it is an old one or the page came by plain http.
    List<String> origins = Collections.list(request.getHeaders(HttpHeaders.ORIGIN));
    return !origins.isEmpty() && !isOwn(String.join(", ", origins), request);
  }

  /** Whether a page of this origin is one of the server to which the request was sent. */
  private static boolean isOwn(String origin, HttpServletRequest request) {
    return Origin.parse(origin)
        .filter(
            Origin.of(request.getScheme(), request.getServerName(), request.getServerPort())
                ::equals)
        .isPresent();
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/connections/**");
  }
}
