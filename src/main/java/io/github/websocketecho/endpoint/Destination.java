package io.github.websocketecho.endpoint;

import io.github.websocketecho.admission.Admission;
import io.github.websocketecho.admission.Places.Place;
import io.github.websocketecho.engine.ConnectionOptions;
import io.github.websocketecho.scenario.AddressParameters;
import io.github.websocketecho.scenario.CertificateName;
import io.github.websocketecho.scenario.Scenario;
import io.github.websocketecho.transcript.TlsRecorder;
import io.github.websocketecho.transcript.VerdictRule;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketHandler;

/**
 * Where an opening handshake leads.
 *
 * @param endpoint serves it
 * @param parameters those of the address
 * @param address path and query for the transcript
 * @param connection the id of the transcript; null if the address or the server chooses it
 * @param subject what the transcript is about; null if the connection needs none
 * @param entrance takes a place for the connection
 * @param withdrawal runs if the handshake is rejected before the endpoint gets it
 */
record Destination(
    Endpoint endpoint,
    AddressParameters parameters,
    String address,
    @Nullable String connection,
    @Nullable Subject subject,
    Entrance entrance,
    Runnable withdrawal) {

  /**
   * What a transcript is about.
   *
   * @param scenario its id
   * @param rule gives the verdict
   */
  record Subject(String scenario, VerdictRule rule) {

    /** The subject at an endpoint; null at the echo. */
    static @Nullable Subject of(Endpoint endpoint) {
      Scenario scenario = endpoint.scenario();
      return scenario == null ? null : new Subject(scenario.id(), scenario.rule());
    }
  }

  /** Takes a place for a connection. */
  @FunctionalInterface
  interface Entrance {
    /**
     * Takes a place.
     *
     * @param overTls whether the client uses TLS
     * @throws io.github.websocketecho.admission.AdmissionException if there is none
     */
    Place enter(Admission admission, InetAddress client, boolean overTls);
  }

  /** Makes the handler of the connection. */
  WebSocketHandler handler() {
    return endpoint.handler().apply(parameters);
  }

  /**
   * Checks that the client has asked for the name at which the scenario is.
   *
   * @param tls below the connection; null without TLS
   * @throws RequestRejectedException 421 if the scenario is at another name of the TLS port
   */
  void checkName(@Nullable TlsRecorder tls) {
    Scenario scenario = endpoint.scenario();
    CertificateName name = scenario == null ? null : scenario.certificate();
    if (name != null && (tls == null || !name.label().equals(tls.certificate()))) {
      throw RequestRejectedException.misdirected(name.label());
    }
  }

  /** How the engine treats the connection. */
  ConnectionOptions options() {
    return endpoint.options().apply(parameters);
  }

  /** Finds the destination of a request. Any thread. */
  @FunctionalInterface
  interface Resolver {
    /**
     * Finds the destination.
     *
     * @throws io.github.websocketecho.http.ProblemException if the address is rejected
     */
    Destination of(HttpServletRequest request);
  }

  /** The destination of a request to an endpoint. */
  static Destination at(Endpoint endpoint, HttpServletRequest request) {
    String query = request.getQueryString();
    return new Destination(
        endpoint,
        endpoint.parameters(request),
        request.getRequestURI() + (query == null ? "" : "?" + query),
        null,
        Subject.of(endpoint),
        Admission::enter,
        () -> {});
  }
}
