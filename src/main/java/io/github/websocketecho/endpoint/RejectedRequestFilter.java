package io.github.websocketecho.endpoint;

import io.github.websocketecho.admission.RequestPlaces;
import io.github.websocketecho.http.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers the requests for which there is no place, see {@link PlainRequestPlaces}. */
@Component
final class RejectedRequestFilter extends OncePerRequestFilter implements Ordered {

  private final ObjectProvider<ProblemWriter> problems;

  /** A filter is made early, long before what this provides can be. */
  RejectedRequestFilter(ObjectProvider<ProblemWriter> problems) {
    this.problems = problems;
  }

  /** Behind Spring Boot's filter that finds out the language; before all that may take long. */
  @Override
  public int getOrder() {
    return -100;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getAttribute(RequestPlaces.REJECTED) instanceof ErrorResponseException rejected) {
      try (var answer = new ServletServerHttpResponse(response)) {
        problems.getObject().write(rejected, request.getRequestURI(), answer);
      }
    } else {
      chain.doFilter(request, response);
    }
  }
}
