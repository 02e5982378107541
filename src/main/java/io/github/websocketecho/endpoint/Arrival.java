package io.github.websocketecho.endpoint;

import io.github.websocketecho.admission.Admission;
import io.github.websocketecho.admission.AdmissionException;
import io.github.websocketecho.admission.ClientAddresses;
import io.github.websocketecho.admission.Places.Place;
import io.github.websocketecho.admission.TlsConnections;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** Admits the clients of opening handshakes. */
@Component
final class Arrival {

  private final Admission admission;
  private final ClientAddresses addresses;
  private final TlsConnections tlsConnections;

  Arrival(Admission admission, ClientAddresses addresses, TlsConnections tlsConnections) {
    this.admission = admission;
    this.addresses = addresses;
    this.tlsConnections = tlsConnections;
  }

  /**
   * Takes a place for a connection, which has to be left when that has ended.
   *
   * @throws AdmissionException if there is none
   */
  Place enter(HttpServletRequest request) {
    if (request.isSecure() && tlsConnections.areTooMany()) {
      throw AdmissionException.tooManyOverTls();
    }
    return admission.enter(addresses.of(request));
  }
}
