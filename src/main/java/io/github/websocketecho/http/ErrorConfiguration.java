package io.github.websocketecho.http;

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
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Answers errors that no handler has answered, after which the servlet container dispatches the
 * request again. The answer is a problem detail (RFC 9457), or a page for a person. It does not
 * report the cause, which is in the log.
 */
@Configuration(proxyBeanMethods = false)
class ErrorConfiguration {

  private static final String MESSAGES = "problem.";

  /** Replaces Spring Boot's controller, which would answer with a page of its own. */
  @Bean
  static ErrorController noErrorPage() {
    return new ErrorController() {};
  }

  @Bean
  static HandlerMapping errorMapping(ProblemAnswers problems) {
    HttpRequestHandler answer =
        (request, response) -> problems.write(problem(request), path(request), request, response);
    var mapping = new ErrorMapping();
    mapping.setUrlMap(Map.of("/**", answer));
    mapping.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return mapping;
  }

  private static ErrorResponseException problem(HttpServletRequest request) {
    HttpStatusCode status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? HttpStatusCode.valueOf(code)
            : HttpStatus.INTERNAL_SERVER_ERROR;
    String defaultMessage = status.is5xxServerError() ? "problem.failed" : "problem.refused";
    // The server's own errors have the code of a message. Those of the container have sentences.
    String message =
        request.getAttribute(RequestDispatcher.ERROR_MESSAGE) instanceof String text
                && text.startsWith(MESSAGES)
            ? text
            : defaultMessage;
    return new ErrorResponseException(
        status, ProblemDetail.forStatus(status), null, message, new Object[0]);
  }

  private static String path(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
        ? path
        : "/";
  }

  /** Maps the dispatch of an error, but no request for the address of errors. */
  private static final class ErrorMapping extends SimpleUrlHandlerMapping {
    @Override
    protected @Nullable Object getHandlerInternal(HttpServletRequest request) throws Exception {
      return request.getDispatcherType() == DispatcherType.ERROR
          ? super.getHandlerInternal(request)
          : null;
    }
  }
}
