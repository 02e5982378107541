package io.github.websocketecho.endpoint;

import io.github.websocketecho.admission.Admission;
import io.github.websocketecho.admission.AdmissionException;
import io.github.websocketecho.admission.ClientAddresses;
import io.github.websocketecho.admission.Places.Place;
import io.github.websocketecho.admission.TlsConnections;
import io.github.websocketecho.engine.ConnectionOptions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Has the clients of opening handshakes let in, and sees to it that each place is left again. */
@Component
final class Arrival {

  private static final String PLACE = Place.class.getName();

  private final Admission admission;
  private final ClientAddresses addresses;
  private final TlsConnections tlsConnections;

  Arrival(Admission admission, ClientAddresses addresses, TlsConnections tlsConnections) {
    this.admission = admission;
    this.addresses = addresses;
    this.tlsConnections = tlsConnections;
  }

  /**
   * Takes a place for the connection that is going to have these attributes.
   *
   * @throws io.github.websocketecho.admission.AdmissionException if there is none
   */
  void enter(HttpServletRequest request, Map<String, Object> attributes) {
    if (request.isSecure() && tlsConnections.areTooMany()) {
      throw AdmissionException.tooManyOverTls();
    }
    Place place = admission.enter(addresses.of(request));
    request.setAttribute(PLACE, place);
    ConnectionOptions.of(attributes).withOnEnd(place::leave).storeIn(attributes);
  }

  /** There is going to be no connection. */
  void leave(HttpServletRequest request) {
    if (request.getAttribute(PLACE) instanceof Place place) {
      place.leave();
    }
  }
}
