package io.github.websocketecho.endpoint;

import io.github.websocketecho.admission.ClientAddresses;
import io.github.websocketecho.endpoint.Destination.Subject;
import io.github.websocketecho.engine.AddressText;
import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.http.ProblemCause;
import io.github.websocketecho.scenario.AddressParameters;
import io.github.websocketecho.scenario.Parameter;
import io.github.websocketecho.transcript.OpeningRequest;
import io.github.websocketecho.transcript.TlsRecorder;
import io.github.websocketecho.transcript.TlsRecorder.Named;
import io.github.websocketecho.transcript.TlsTranscripts;
import io.github.websocketecho.transcript.TranscriptException;
import io.github.websocketecho.transcript.TranscriptRecorder;
import io.github.websocketecho.transcript.TranscriptStore;
import io.github.websocketecho.transcript.VerdictRule;
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
 * Begins a transcript for every opening handshake to a scenario, and for every other handshake
 * whose address contains {@code ?connection=}. Any thread.
 */
@Component
final class HandshakeTranscripts {

  /** The header of the response that contains the id of the transcript. */
  private static final String HEADER = "Connection-Id";

  private static final String NAME = "connection";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Parameter<String> CONNECTION =
      Parameter.of(
          NAME,
          ParameterRange.texts(
              ParameterRange.message("parameter.connection.allowed"),
              HandshakeTranscripts::checked),
          "");

  private final TranscriptStore transcripts;

  HandshakeTranscripts(TranscriptStore transcripts) {
    this.transcripts = transcripts;
  }

  private static String checked(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("No id: " + id);
    }
    return id;
  }

  /**
   * Checks the id of the transcript, if the address contains one.
   *
   * @throws io.github.websocketecho.http.InvalidParameterException if the id is not valid
   */
  static void check(AddressParameters parameters) {
    if (containsId(parameters)) {
      var _ = parameters.get(CONNECTION);
    }
  }

  private static boolean containsId(AddressParameters parameters) {
    return parameters.query().containsKey(NAME);
  }

  /**
   * Describes an opening handshake for its transcript. The id of a sequence or of the address
   * counts more than that of the name that the client asked for.
   *
   * @param client the address of the client
   * @return null if the connection needs no transcript
   * @throws io.github.websocketecho.http.InvalidParameterException if the id in the address is not
   *     valid
   */
  @Nullable OpeningRequest describe(
      HttpServletRequest request, InetAddress client, Destination destination) {
    @Nullable TlsRecorder tls = tls(request);
    @Nullable String chosen = chosenId(destination);
    @Nullable Named named = tls == null || chosen != null ? null : tls.named();
    if (named != null) {
      return described(
          named.id(), named.scenario(), named.rule(), destination, request, client, tls);
    }
    @Nullable Subject subject = destination.subject();
    if (chosen == null && subject == null) {
      return null;
    }
    return described(
        chosen == null ? transcripts.newId() : chosen,
        subject == null ? null : subject.scenario(),
        subject == null ? null : subject.rule(),
        destination,
        request,
        client,
        tls);
  }

  private static OpeningRequest described(
      String id,
      @Nullable String scenario,
      @Nullable VerdictRule rule,
      Destination destination,
      HttpServletRequest request,
      InetAddress client,
      @Nullable TlsRecorder tls) {
    return new OpeningRequest(
        id,
        scenario,
        rule,
        destination.address(),
        remoteAddress(request, client),
        request.getProtocol(),
        headers(request),
        tls);
  }

  /** The record of TLS below a request; null without TLS. */
  static @Nullable TlsRecorder tls(HttpServletRequest request) {
    return request.getAttribute(TlsRecorder.ATTRIBUTE) instanceof TlsRecorder tls ? tls : null;
  }

  /** The id that a sequence or the client has chosen; null if neither has. */
  private static @Nullable String chosenId(Destination destination) {
    if (destination.connection() != null) {
      return destination.connection();
    }
    AddressParameters parameters = destination.parameters();
    return containsId(parameters) ? parameters.get(CONNECTION) : null;
  }

  /** The client's host and port; only the host if the client is behind a proxy. */
  static String remoteAddress(HttpServletRequest request, InetAddress client) {
    // A proxy does not report the client's port.
    return client.equals(ClientAddresses.peer(request))
        ? AddressText.of(client, request.getRemotePort())
        : AddressText.of(client);
  }

  /** The headers as received. Spring's filter hides those that a proxy added. */
  private static Map<String, String> headers(HttpServletRequest wrapped) {
    HttpServletRequest request = ClientAddresses.unwrap(wrapped);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, String.join(", ", Collections.list(request.getHeaders(name))));
    }
    return headers;
  }

  /**
   * Begins the transcript of a connection that is about to open, and adds its id to the response.
   *
   * @param opening the description of the handshake; null if the connection needs no transcript
   * @return null if the connection needs no transcript
   * @throws io.github.websocketecho.transcript.TranscriptException if the id is in use, or if there
   *     are too many transcripts
   */
  @Nullable TranscriptRecorder open(@Nullable OpeningRequest opening, ServerHttpResponse response) {
    if (opening == null) {
      return null;
    }
    @Nullable TranscriptRecorder begun = TlsTranscripts.continueWith(opening, transcripts);
    TranscriptRecorder recorder = begun == null ? transcripts.open(opening) : begun;
    response.getHeaders().set(HEADER, opening.id());
    return recorder;
  }

  /**
   * Records that an opening handshake was rejected.
   *
   * @param opening the description of the handshake; null if it needs no transcript
   * @param recorder the recorder of the transcript; null if the transcript has not begun
   * @param response the response, with all its headers
   */
  void rejected(
      @Nullable OpeningRequest opening,
      @Nullable TranscriptRecorder recorder,
      ErrorResponse problem,
      ServerHttpResponse response) {
    int status = problem.getStatusCode().value();
    @Nullable TranscriptRecorder current =
        recorder == null && opening != null
            ? TlsTranscripts.continueWith(opening, transcripts)
            : recorder;
    if (current != null) {
      current.refused(status, headers(response));
    } else if (opening != null && !isInUse(problem) && !transcripts.isOpen(opening.id())) {
      // If the id is in use, the transcript is that of another connection.
      response.getHeaders().set(HEADER, opening.id());
      transcripts.refused(opening, status, headers(response));
    }
  }

  /** Whether an open connection of any replica has the id. */
  private static boolean isInUse(ErrorResponse problem) {
    return problem instanceof TranscriptException transcript
        && transcript.problemCause() == ProblemCause.CONNECTION_IN_USE;
  }

  private static Map<String, String> headers(ServerHttpResponse response) {
    Map<String, String> headers = new LinkedHashMap<>();
    response.getHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
    return headers;
  }
}
