package io.github.websocketecho.admission;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.http.PlainRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.stereotype.Component;

/**
 * Limits the number of plain requests in progress, in total and for each client address. Opening
 * handshakes and requests for the server's health always get a place: half of Tomcat's threads are
 * reserved for them. The number of requests and of opening handshakes that one address has
 * processed at the same time is limited too, so that other addresses get a processor. Any thread.
 */
@Component
final class PlainRequestPlaces implements RequestPlaces {

  /** Number of requests of one address that are processed at a time, for each processor. */
  private static final int REQUESTS = 1;

  /** The same for opening handshakes, which take less time. */
  private static final int HANDSHAKES = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ClientAddresses addresses;
  private final Places places;
  private final RequestTurns turns;
  private final RequestTurns handshakes;
  private final int most;
  private final String health;
  private final AtomicInteger withoutPlace = new AtomicInteger();

  PlainRequestPlaces(
      EchoProperties properties,
      ClientAddresses addresses,
      TomcatServerProperties tomcat,
      @Value(
              "${server.servlet.context-path:}${management.endpoints.web.base-path:/actuator}/health")
          String health) {
    this.addresses = addresses;
    this.health = health;
    var limits = properties.limits();
    most = Math.clamp(tomcat.getThreads().getMax() / 2, 1, limits.requests());
    turns = turns(REQUESTS);
    handshakes = turns(HANDSHAKES);
    places =
        new Places(
            most,
            limits.requestsPerAddress(),
            AdmissionException::tooManyRequests,
            () -> AdmissionException.tooManyRequestsFromAddress(limits.requestsPerAddress()));
  }

  private static RequestTurns turns(int perProcessor) {
    return new RequestTurns(perProcessor * Runtime.getRuntime().availableProcessors(), PATIENCE);
  }

  @Override
  public Place take(HttpServletRequest request, boolean mayWait) {
    if (!PlainRequests.isPlain(request)) {
      InetAddress address = addresses.of(request);
      return inTurn(handshakes, address, withoutPlace(), mayWait);
    }
    String path = request.getRequestURI(); // Null if the request's first line could not be read.
    if (path != null && path.startsWith(health)) {
      return withoutPlace();
    }
    InetAddress address = addresses.of(request);
    Place place = places.take(address)::leave;
    return inTurn(turns, address, place, mayWait);
  }

  private Place withoutPlace() {
    withoutPlace.incrementAndGet();
    return withoutPlace::decrementAndGet;
  }

  private static Place inTurn(
      RequestTurns turns, InetAddress address, Place place, boolean mayWait) {
    RequestTurns.Turn turn = mayWait ? turns.await(address) : turns.take(address);
    return () -> {
      turn.end();
      place.leave();
    };
  }

  @Override
  public boolean areFew() {
    return inProgress() > most / 2;
  }

  /** The number of requests that have not ended, with and without a place. */
  int inProgress() {
    return places.taken() + withoutPlace.get();
  }
}
