package io.github.websocketecho.endpoint;

import io.github.websocketecho.problem.ProblemWriter;
import io.github.websocketecho.scenario.AddressParameters;
import io.github.websocketecho.transcript.OpeningRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Stands before an endpoint: lets a good opening handshake pass, and answers everything else with
 * the reason why it cannot.
 */
final class EndpointGate implements HandshakeInterceptor, HttpRequestHandler {

  private final Endpoint endpoint;
  private final OpeningHandshake handshake;
  private final Arrival arrival;
  private final TranscriptOpening transcripts;
  private final ProblemWriter problems;
  private final RefusedHandshake.Listener refusals;

  EndpointGate(
      Endpoint endpoint,
      OpeningHandshake handshake,
      Arrival arrival,
      TranscriptOpening transcripts,
      ProblemWriter problems,
      RefusedHandshake.Listener refusals) {
    this.endpoint = endpoint;
    this.handshake = handshake;
    this.arrival = arrival;
    this.transcripts = transcripts;
    this.problems = problems;
    this.refusals = refusals;
  }

  /** An opening handshake. */
  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes)
      throws IOException {
    HttpServletRequest servletRequest = servlet(request);
    AddressParameters given = AddressReader.read(servletRequest, endpoint);
    OpeningRequest opening = null;
    try {
      opening = transcripts.describe(servletRequest, given, endpoint.scenario());
      handshake.check((ServletServerHttpRequest) request);
      MistypedAddresses.checkAmpersand(servletRequest.getRequestURI());
      endpoint.preparation().prepare(given, attributes);
      arrival.enter(servletRequest, attributes);
      if (opening != null) {
        transcripts.open(opening, servletRequest, response, attributes);
      }
      return true;
    } catch (ErrorResponseException refused) {
      tellRefused(servletRequest, refused.getStatusCode().value(), cause(refused));
      arrival.leave(servletRequest);
      OpeningRequest whose = opening;
      problems.write(
          refused,
          servletRequest.getRequestURI(),
          response,
          () -> transcripts.refused(whose, refused, response));
      return false;
    }
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception exception) {
    HttpServletRequest servletRequest = servlet(request);
    int status =
        exception == null
            ? ((ServletServerHttpResponse) response).getServletResponse().getStatus()
            : HttpStatus.INTERNAL_SERVER_ERROR.value();
    if (status != HttpStatus.SWITCHING_PROTOCOLS.value()) {
      arrival.leave(servletRequest);
      transcripts.failed(servletRequest, status);
      tellRefused(servletRequest, status, exception == null ? "notUpgraded" : "failed");
    }
  }

  private void tellRefused(HttpServletRequest request, int status, String cause) {
    refusals.refused(
        new RefusedHandshake(
            status, cause, request.getRequestURI(), transcripts.remoteAddress(request)));
  }

  /** Each reason has a message of its own. */
  private static String cause(ErrorResponseException refused) {
    return refused.getDetailMessageCode().replace("problem.", "");
  }

  private static HttpServletRequest servlet(ServerHttpRequest request) {
    return ((ServletServerHttpRequest) request).getServletRequest();
  }

  /** A request that is no opening handshake: it learns what the endpoint is for. */
  @Override
  public void handleRequest(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (HttpMethod.OPTIONS.matches(request.getMethod())) {
      response.setHeader(HttpHeaders.ALLOW, RequestRefusedException.ALLOWED);
      return;
    }
    try (var answer = new ServletServerHttpResponse(response)) {
      problems.write(whyNot(request), request.getRequestURI(), answer);
    }
  }

  private ErrorResponseException whyNot(HttpServletRequest request) {
    HttpMethod method = HttpMethod.valueOf(request.getMethod());
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      return RequestRefusedException.methodNotAllowed(method.name());
    }
    try {
      AddressParameters given = AddressReader.read(request, endpoint);
      transcripts.describe(request, given, endpoint.scenario());
      MistypedAddresses.checkAmpersand(request.getRequestURI());
      endpoint.preparation().prepare(given, new HashMap<>());
      return RequestRefusedException.upgradeRequired(endpoint.does(), request.getProtocol());
    } catch (ErrorResponseException refused) {
      return refused;
    }
  }
}
