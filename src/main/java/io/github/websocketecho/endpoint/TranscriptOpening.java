package io.github.websocketecho.endpoint;

import io.github.websocketecho.admission.ClientAddresses;
import io.github.websocketecho.engine.AddressText;
import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.scenario.AddressParameters;
import io.github.websocketecho.scenario.Parameter;
import io.github.websocketecho.scenario.Scenario;
import io.github.websocketecho.transcript.OpeningRequest;
import io.github.websocketecho.transcript.TranscriptRecorder;
import io.github.websocketecho.transcript.TranscriptStore;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;

/**
 * Begins a transcript for every connection to a scenario, and for every other connection whose
 * address has {@code ?connection=}.
 */
@Component
final class TranscriptOpening {

  /** The header of the response that names the transcript. */
  static final String HEADER = "Connection-Id";

  private static final String NAME = "connection";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Parameter<String> CONNECTION =
      Parameter.of(
          NAME,
          ParameterRange.texts(
              ParameterRange.message("parameter.connection.allowed"), TranscriptOpening::checked),
          "");

  private final TranscriptStore transcripts;

  TranscriptOpening(TranscriptStore transcripts) {
    this.transcripts = transcripts;
  }

  private static String checked(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("No id: " + id);
    }
    return id;
  }

  /**
   * Checks the id that an address may contain.
   *
   * @throws io.github.websocketecho.http.InvalidParameterException if it is not valid
   */
  static void check(AddressParameters parameters) {
    if (isAsked(parameters)) {
      var _ = parameters.get(CONNECTION);
    }
  }

  private static boolean isAsked(AddressParameters parameters) {
    return parameters.query().containsKey(NAME);
  }

  /**
   * Describes an opening handshake for its transcript.
   *
   * @param client the address of the client
   * @param scenario the scenario at this address; null for an echo
   * @return null if the connection needs no transcript
   * @throws io.github.websocketecho.http.InvalidParameterException if the id in the address is not
   *     valid
   */
  @Nullable OpeningRequest describe(
      HttpServletRequest request,
      InetAddress client,
      AddressParameters parameters,
      @Nullable Scenario scenario) {
    boolean asked = isAsked(parameters);
    if (!asked && scenario == null) {
      return null;
    }
    String query = request.getQueryString();
    return new OpeningRequest(
        asked ? parameters.get(CONNECTION) : transcripts.newId(),
        scenario == null ? null : scenario.id(),
        scenario == null ? null : scenario.rule(),
        request.getRequestURI() + (query == null ? "" : "?" + query),
        remoteAddress(request, client),
        request.getProtocol(),
        headers(request));
  }

  /** Host and port of the client; only the host if it is behind a proxy. */
  static String remoteAddress(HttpServletRequest request, InetAddress client) {
    // A proxy does not report the port.
    return client.equals(ClientAddresses.peer(request))
        ? AddressText.of(client, request.getRemotePort())
        : AddressText.of(client);
  }

  /** The headers as received. Spring's filter hides those that a proxy has added. */
  private static Map<String, String> headers(HttpServletRequest wrapped) {
    HttpServletRequest request = ClientAddresses.unwrap(wrapped);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, String.join(", ", Collections.list(request.getHeaders(name))));
    }
    return headers;
  }

  /**
   * Begins the transcript of a connection that is about to open.
   *
   * @param opening null if the connection needs no transcript
   * @return null without a transcript
   * @throws io.github.websocketecho.transcript.TranscriptException if there can be no such
   *     connection
   */
  @Nullable TranscriptRecorder open(@Nullable OpeningRequest opening, ServerHttpResponse response) {
    if (opening == null) {
      return null;
    }
    TranscriptRecorder recorder = transcripts.open(opening);
    response.getHeaders().set(HEADER, opening.id());
    return recorder;
  }

  /**
   * Keeps the transcript of a rejected opening handshake.
   *
   * @param opening null if the connection needs no transcript
   * @param recorder of the transcript, if it has begun
   * @param response with status and headers
   */
  void refused(
      @Nullable OpeningRequest opening,
      @Nullable TranscriptRecorder recorder,
      ErrorResponse problem,
      ServerHttpResponse response) {
    int status = problem.getStatusCode().value();
    if (recorder != null) {
      recorder.refused(status, headers(response));
    } else if (opening != null && !transcripts.isOpen(opening.id())) {
      // If the id is in use, the transcript is that of another connection.
      response.getHeaders().set(HEADER, opening.id());
      transcripts.refused(opening, status, headers(response));
    }
  }

  private static Map<String, String> headers(ServerHttpResponse response) {
    Map<String, String> headers = new LinkedHashMap<>();
    response.getHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
    return headers;
  }
}
