package io.github.websocketecho.endpoint;

import io.github.websocketecho.admission.Admission;
import io.github.websocketecho.admission.ClientAddresses;
import io.github.websocketecho.admission.Places.Place;
import io.github.websocketecho.engine.Accepted;
import io.github.websocketecho.engine.ConnectionOptions;
import io.github.websocketecho.engine.Engine;
import io.github.websocketecho.engine.SocketUpgrade;
import io.github.websocketecho.http.ProblemException;
import io.github.websocketecho.http.ProblemWriter;
import io.github.websocketecho.http.Secrets;
import io.github.websocketecho.transcript.OpeningRequest;
import io.github.websocketecho.transcript.TranscriptRecorder;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.HandshakeHandler;

/**
 * Handles the opening handshakes to one address, from the check of the address until the engine
 * accepts the connection (RFC 6455, section 4.2). The thread of the request.
 */
final class EndpointHandshakeHandler implements HandshakeHandler {

  private final Destination.Resolver destinations;
  private final HandshakeValidator validator;
  private final Admission admission;
  private final ClientAddresses addresses;
  private final HandshakeTranscripts transcripts;
  private final Engine engine;
  private final SocketUpgrade socket;
  private final ProblemWriter problems;
  private final RejectedHandshake.Listener rejections;

  EndpointHandshakeHandler(
      Destination.Resolver destinations,
      HandshakeValidator validator,
      Admission admission,
      ClientAddresses addresses,
      HandshakeTranscripts transcripts,
      Engine engine,
      SocketUpgrade socket,
      ProblemWriter problems,
      RejectedHandshake.Listener rejections) {
    this.destinations = destinations;
    this.validator = validator;
    this.admission = admission;
    this.addresses = addresses;
    this.transcripts = transcripts;
    this.engine = engine;
    this.socket = socket;
    this.problems = problems;
    this.rejections = rejections;
  }

  /**
   * Checks the request, admits the client, and upgrades. If one of these rejects the handshake, the
   * response is a problem detail.
   *
   * @param registered ignored, because the destination makes a handler from the address
   */
  @Override
  public boolean doHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler registered,
      Map<String, Object> attributes)
      throws HandshakeFailureException {
    HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
    InetAddress client = addresses.of(servletRequest);
    @Nullable Destination destination = null;
    @Nullable OpeningRequest opening = null;
    @Nullable Place place = null;
    @Nullable TranscriptRecorder recorder = null;
    @Nullable Accepted accepted = null;
    try {
      destination = destinations.of(servletRequest);
      opening = transcripts.describe(servletRequest, client, destination);
      validator.check((ServletServerHttpRequest) request);
      MistypedAddresses.checkAmpersand(servletRequest.getRequestURI());
      destination.checkName(HandshakeTranscripts.tls(servletRequest));
      WebSocketHandler handler = destination.handler();
      ConnectionOptions options = destination.options();
      place = destination.entrance().enter(admission, client, servletRequest.isSecure());
      recorder = transcripts.open(opening, response);
      accepted =
          engine.accept(
              request,
              response.getHeaders(),
              Subprotocols.first(request.getHeaders()),
              null,
              handler,
              attributes,
              options.alsoObservedBy(recorder).withOnEnd(place));
      if (accepted == null) {
        throw RequestRejectedException.shuttingDown();
      }
      socket.upgrade(request, response, accepted);
      return true;
    } catch (ProblemException rejected) {
      leave(place);
      if (destination != null) {
        destination.withdrawal().run();
      }
      reportRejected(
          servletRequest,
          client,
          rejected.getStatusCode().value(),
          rejected.problemCause().label());
      answer(rejected, opening, recorder, servletRequest, response);
      return false;
    } catch (RuntimeException failed) {
      leave(place);
      if (accepted != null) {
        accepted.abandon();
      }
      int status = HttpStatus.INTERNAL_SERVER_ERROR.value();
      if (recorder != null) {
        recorder.refused(status, Map.of());
      }
      reportRejected(servletRequest, client, status, "failed");
      throw failed;
    }
  }

  private static void leave(@Nullable Place place) {
    if (place != null) {
      place.leave();
    }
  }

  private void answer(
      ProblemException rejected,
      @Nullable OpeningRequest opening,
      @Nullable TranscriptRecorder recorder,
      HttpServletRequest request,
      ServerHttpResponse response) {
    try {
      problems.write(
          rejected,
          request.getRequestURI(),
          response,
          () -> transcripts.rejected(opening, recorder, rejected, response));
    } catch (IOException e) {
      throw new HandshakeFailureException("Cannot answer " + path(request), e);
    }
  }

  private void reportRejected(
      HttpServletRequest request, InetAddress client, int status, String cause) {
    rejections.rejected(
        new RejectedHandshake(
            status, cause, path(request), HandshakeTranscripts.remoteAddress(request, client)));
  }

  private static String path(HttpServletRequest request) {
    return Secrets.masked(request.getRequestURI());
  }
}
