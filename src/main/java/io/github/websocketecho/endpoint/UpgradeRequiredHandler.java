package io.github.websocketecho.endpoint;

import io.github.websocketecho.http.AddressCheckingHandler;
import io.github.websocketecho.http.ProblemWriter;
import io.github.websocketecho.scenario.AddressParameters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.ErrorResponseException;

/**
 * Answers plain requests to an endpoint: the response says what the endpoint does, or what is wrong
 * with the address. The thread of the request.
 */
final class UpgradeRequiredHandler implements AddressCheckingHandler {

  private final Endpoint endpoint;
  private final ProblemWriter problems;

  UpgradeRequiredHandler(Endpoint endpoint, ProblemWriter problems) {
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
    try (var answer = new ServletServerHttpResponse(response)) {
      problems.write(problem(request), request.getRequestURI(), answer);
    }
  }

  private ErrorResponseException problem(HttpServletRequest request) {
    HttpMethod method = HttpMethod.valueOf(request.getMethod());
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      return RequestRejectedException.methodNotAllowed(method.name());
    }
    try {
      AddressParameters parameters = endpoint.parameters(request);
      HandshakeTranscripts.check(parameters);
      MistypedAddresses.checkAmpersand(request.getRequestURI());
      var _ = endpoint.handler().apply(parameters);
      var _ = endpoint.options().apply(parameters);
      return RequestRejectedException.upgradeRequired(endpoint.does(), request.getProtocol());
    } catch (ErrorResponseException rejected) {
      return rejected;
    }
  }
}
