package io.github.websocketecho.admission;

import io.github.websocketecho.http.ProblemAnswers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers requests that got no place, see {@link PlainRequestPlaces}. */
@Component
final class RejectedRequestFilter extends OncePerRequestFilter implements Ordered {

  private final ObjectProvider<ProblemAnswers> problems;

  /** Filters are created early, before their beans can be. */
  RejectedRequestFilter(ObjectProvider<ProblemAnswers> problems) {
    this.problems = problems;
  }

  /** After Spring Boot's filter that finds the language, before everything that may take long. */
  @Override
  public int getOrder() {
    return -100;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getAttribute(RequestPlaces.REJECTED) instanceof ErrorResponseException rejected) {
      problems.getObject().write(rejected, request.getRequestURI(), request, response);
    } else {
      chain.doFilter(request, response);
    }
  }
}
