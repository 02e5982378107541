package io.github.websocketecho.endpoint;

import io.github.websocketecho.admission.ClientAddresses;
import io.github.websocketecho.ending.AddressParameters;
import io.github.websocketecho.ending.Ending;
import io.github.websocketecho.ending.Parameter;
import io.github.websocketecho.engine.AddressText;
import io.github.websocketecho.engine.ConnectionOptions;
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
 * Has a transcript kept of every connection to an ending, and of every other whose address asks for
 * one by {@code ?connection=}.
 */
@Component
final class TranscriptOpening {

  /** The header of the response that names the transcript. */
  static final String HEADER = "Connection-Id";

  private static final String NAME = "connection";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Parameter<String> CONNECTION =
      new Parameter<>(NAME, "", TranscriptOpening::checked);

  private static final String RECORDER = TranscriptRecorder.class.getName();

  private final TranscriptStore transcripts;
  private final ClientAddresses addresses;

  TranscriptOpening(TranscriptStore transcripts, ClientAddresses addresses) {
    this.transcripts = transcripts;
    this.addresses = addresses;
  }

  private static String checked(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("No id: " + id);
    }
    return id;
  }

  /**
   * What a transcript would begin with; null if there is to be none.
   *
   * @throws io.github.websocketecho.problem.InvalidParameterException if the address gives an id
   *     that is none
   */
  @Nullable OpeningRequest describe(
      HttpServletRequest request, AddressParameters given, @Nullable Ending ending) {
    boolean asked = given.query().containsKey(NAME);
    if (!asked && ending == null) {
      return null;
    }
    String query = request.getQueryString();
    return new OpeningRequest(
        asked ? given.get(CONNECTION) : transcripts.newId(),
        ending == null ? null : ending.id(),
        ending == null ? null : ending.rule(),
        request.getRequestURI() + (query == null ? "" : "?" + query),
        remoteAddress(request),
        request.getProtocol(),
        headers(request));
  }

  /** Host and port of the client; of one behind a proxy the host alone. */
  String remoteAddress(HttpServletRequest request) {
    InetAddress client = addresses.of(request);
    // The port at a proxy is another.
    return client.equals(ClientAddresses.peer(request))
        ? AddressText.of(client, request.getRemotePort())
        : AddressText.of(client);
  }

  /** As they came: among them those that a proxy has written, which Spring's filter hides. */
  private static Map<String, String> headers(HttpServletRequest wrapped) {
    HttpServletRequest request = ClientAddresses.unwrap(wrapped);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, String.join(", ", Collections.list(request.getHeaders(name))));
    }
    return headers;
  }

  /**
   * Begins the transcript of a connection that is going to have these attributes.
   *
   * @throws io.github.websocketecho.transcript.TranscriptException if there can be no such
   *     connection
   */
  void open(
      OpeningRequest opening,
      HttpServletRequest request,
      ServerHttpResponse response,
      Map<String, Object> attributes) {
    TranscriptRecorder recorder = transcripts.open(opening);
    request.setAttribute(RECORDER, recorder);
    response.getHeaders().set(HEADER, opening.id());
    ConnectionOptions.of(attributes).withObserver(recorder).storeIn(attributes);
  }

  /**
   * Keeps the transcript of an opening handshake that is being refused.
   *
   * @param opening null if there is to be none
   * @param response has its status and its headers
   */
  void refused(
      @Nullable OpeningRequest opening, ErrorResponse problem, ServerHttpResponse response) {
    // An id that is in use is that of somebody else's transcript.
    if (opening != null && !transcripts.isOpen(opening.id())) {
      response.getHeaders().set(HEADER, opening.id());
      Map<String, String> headers = new LinkedHashMap<>();
      response.getHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
      transcripts.refused(opening, problem.getStatusCode().value(), headers);
    }
  }

  /** Ends the transcript, if there is one, of an opening handshake that was accepted in vain. */
  void failed(HttpServletRequest request, int status) {
    if (request.getAttribute(RECORDER) instanceof TranscriptRecorder recorder) {
      recorder.refused(status, Map.of());
    }
  }
}
