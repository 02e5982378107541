package io.github.websocketecho.connection;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.WebUtils;

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
      throw AccountException.crossSite();
    }
    return true;
  }

  private static boolean comesFromElsewhere(HttpServletRequest request) {
    @Nullable String site = request.getHeader(SITE);
    if (site != null) {
      return !OWN.contains(site);
    }
    // A browser says at least the origin, if it is an old one or the page came by plain http.
    return request.getHeader(HttpHeaders.ORIGIN) != null
        && !WebUtils.isSameOrigin(new ServletServerHttpRequest(request));
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/connections/**");
  }
}
