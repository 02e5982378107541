package io.github.websocketecho.problem;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * What the servlet container asks for after an error that nobody has answered: a problem detail
 * like all others, to a browser too. It says nothing of the cause, which is in the log.
 */
@Configuration(proxyBeanMethods = false)
class ErrorAnswers {

  private static final String MESSAGES = "problem.";

  /** Takes the place of Spring Boot's, which would show a page of its own. */
  @Bean
  static ErrorController noErrorPage() {
    return new ErrorController() {};
  }

  @Bean
  static HandlerMapping errorMapping(ProblemWriter problems) {
    HttpRequestHandler answer =
        (request, response) -> {
          try (var out = new ServletServerHttpResponse(response)) {
            problems.write(problem(request), path(request), out);
          }
        };
    var mapping = new ErrorMapping();
    mapping.setUrlMap(Map.of("/**", answer));
    mapping.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return mapping;
  }

  @Bean
  static AllowHeader allowHeader() {
    return new AllowHeader();
  }

  private static ErrorResponseException problem(HttpServletRequest request) {
    HttpStatusCode status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? HttpStatusCode.valueOf(code)
            : HttpStatus.INTERNAL_SERVER_ERROR;
    String otherwise = status.is5xxServerError() ? "problem.failed" : "problem.refused";
    // Who sent the error may have given the code of its message; the container gives sentences.
    String message =
        request.getAttribute(RequestDispatcher.ERROR_MESSAGE) instanceof String text
                && text.startsWith(MESSAGES)
            ? text
            : otherwise;
    return new ErrorResponseException(
        status, ProblemDetail.forStatus(status), null, message, new Object[0]);
  }

  private static String path(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
        ? path
        : "/";
  }

  /** An error, and no request for the address under which errors are answered. */
  private static final class ErrorMapping extends SimpleUrlHandlerMapping {
    @Override
    protected @Nullable Object getHandlerInternal(HttpServletRequest request) throws Exception {
      return request.getDispatcherType() == DispatcherType.ERROR
          ? super.getHandlerInternal(request)
          : null;
    }
  }
}
