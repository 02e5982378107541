package io.github.websocketecho.endpoint;

import io.github.websocketecho.http.AddressCheckingHandler;
import io.github.websocketecho.http.ProblemAnswers;
import io.github.websocketecho.scenario.RequestedAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.ErrorResponseException;

/**
 * Answers plain requests to an endpoint: the response says what the endpoint does, or what is wrong
 * with the address. The thread of the request.
 */
final class UpgradeRequiredHandler implements AddressCheckingHandler {

  private final Endpoint endpoint;
  private final ProblemAnswers problems;

  UpgradeRequiredHandler(Endpoint endpoint, ProblemAnswers problems) {
    this.endpoint = endpoint;
    this.problems = problems;
  }

  @Override
  public void handleRequest(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (HttpMethod.OPTIONS.matches(request.getMethod())) {
      response.setHeader(HttpHeaders.ALLOW, RequestRejectedException.ALLOWED);
      return;
    }
    request.setAttribute(RequestedAddress.ATTRIBUTE, endpoint.requested(request));
    problems.write(problem(request), request.getRequestURI(), request, response);
  }

  private ErrorResponseException problem(HttpServletRequest request) {
    HttpMethod method = HttpMethod.valueOf(request.getMethod());
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      return RequestRejectedException.methodNotAllowed(method.name());
    }
    try {
      endpoint.check(endpoint.parameters(request), request.getRequestURI());
      return RequestRejectedException.upgradeRequired(endpoint.does(), request.getProtocol());
    } catch (ErrorResponseException rejected) {
      return rejected;
    }
  }
}
