package io.github.websocketecho.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;

/**
 * Applies the {@link CrossOriginRules} as Spring does, with two differences. A preflight that is
 * not allowed is answered with a problem detail. Any other request that is not allowed is answered
 * as without the rules, because it may be one of the server's own page: behind a proxy the server
 * does not know its own origin. The thread of the request.
 */
final class CrossOriginProcessor extends DefaultCorsProcessor {

  private final ObjectProvider<ProblemWriter> problems;

  /** Filters are created early, before their beans can be. */
  CrossOriginProcessor(ObjectProvider<ProblemWriter> problems) {
    this.problems = problems;
  }

  @Override
  public boolean processRequest(
      @Nullable CorsConfiguration rules, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (rules == null || allows(rules, request)) {
      return super.processRequest(rules, request, response);
    }
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    if (!CorsUtils.isPreFlightRequest(request)) {
      return true;
    }
    var problem = new CrossOriginException(origin(request), method(request));
    try (var answer = new ServletServerHttpResponse(response)) {
      problems.getObject().write(problem, request.getRequestURI(), answer);
    }
    return false;
  }

  private static boolean allows(CorsConfiguration rules, HttpServletRequest request) {
    return rules.checkOrigin(origin(request)) != null
        && rules.checkHttpMethod(HttpMethod.valueOf(method(request))) != null;
  }

  private static @Nullable String origin(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.ORIGIN);
  }

  /** The method of the request, or that of the request that a preflight is about. */
  private static String method(HttpServletRequest request) {
    return CorsUtils.isPreFlightRequest(request)
        ? request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)
        : request.getMethod();
  }
}
