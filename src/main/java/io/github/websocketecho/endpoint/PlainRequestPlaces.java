package io.github.websocketecho.endpoint;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.admission.AdmissionException;
import io.github.websocketecho.admission.ClientAddresses;
import io.github.websocketecho.admission.Places;
import io.github.websocketecho.engine.RequestPlaces;
import io.github.websocketecho.protocol.OpeningRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * The places of the plain requests: so many in all, and so many for one address. Opening handshakes
 * and questions for the server's health are always answered, for which half of Tomcat's threads are
 * left. Any thread.
 */
@Component
final class PlainRequestPlaces implements RequestPlaces {

  private final ClientAddresses addresses;
  private final Places places;
  private final int most;
  private final String health;
  private final AtomicInteger withoutPlace = new AtomicInteger();

  PlainRequestPlaces(
      EchoProperties properties,
      ClientAddresses addresses,
      @Value("${server.tomcat.threads.max:200}") int threads,
      @Value(
              "${server.servlet.context-path:}${management.endpoints.web.base-path:/actuator}/health")
          String health) {
    this.addresses = addresses;
    this.health = health;
    var limits = properties.limits();
    most = Math.clamp(threads / 2, 1, limits.requests());
    places =
        new Places(
            most,
            limits.requestsPerAddress(),
            AdmissionException::tooManyRequests,
            () -> AdmissionException.tooManyRequestsFromAddress(limits.requestsPerAddress()));
  }

  @Override
  public Place take(HttpServletRequest request) {
    if (isOpeningHandshake(request) || request.getRequestURI().startsWith(health)) {
      withoutPlace.incrementAndGet();
      return withoutPlace::decrementAndGet;
    }
    return places.take(addresses.of(request))::leave;
  }

  private static boolean isOpeningHandshake(HttpServletRequest request) {
    return OpeningRequest.isOpeningHandshake(
        request.getMethod(), Collections.list(request.getHeaders(HttpHeaders.UPGRADE)));
  }

  @Override
  public boolean areFew() {
    return places.taken() + withoutPlace.get() > most / 2;
  }
}
