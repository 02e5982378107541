package io.github.websocketecho.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers the exceptions of controllers with a page if a person sent the request. All others are
 * left to Spring, which answers with JSON. The thread of the request.
 */
@Component
final class ProblemPageResolver implements HandlerExceptionResolver, Ordered {

  private final ProblemAnswers answers;

  ProblemPageResolver(ProblemAnswers answers) {
    this.answers = answers;
  }

  /** Before Spring's resolvers. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception exception) {
    if (!(exception instanceof ErrorResponse problem) || response.isCommitted()) {
      return null;
    }
    if (!answers.isForAPerson(request)) {
      ProblemAnswers.markAsVarying(response);
      return null;
    }
    try {
      answers.write(problem, request.getRequestURI(), request, response);
      return new ModelAndView();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // The client has disconnected.
    }
  }
}
