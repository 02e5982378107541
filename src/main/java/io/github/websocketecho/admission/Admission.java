package io.github.websocketecho.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.admission.Places.Place;
import java.net.InetAddress;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Limits the number of connections: in total, over TLS, from one client address, and the new ones
 * from one address per second. An IPv6 network of 64 bits counts as one address. Any thread.
 */
@Component
public final class Admission {

  private static final long MOST_ADDRESSES = 100_000;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final int rate;
  private final Places places;
  private final Places cases;
  private final TlsConnections tlsConnections;

  /** A bucket that was not used for two seconds is full again, and can be discarded. */
  private final Cache<Object, Bucket> arrivals =
      Caffeine.newBuilder()
          .maximumSize(MOST_ADDRESSES)
          .expireAfterAccess(SECOND.multipliedBy(2))
          .build();

  Admission(EchoProperties properties, TlsConnections tlsConnections) {
    this.tlsConnections = tlsConnections;
    var limits = properties.limits();
    rate = limits.connectionRate();
    places =
        new Places(
            limits.connections(),
            limits.connectionsPerAddress(),
            AdmissionException::tooMany,
            () -> AdmissionException.tooManyFromAddress(limits.connectionsPerAddress()));
    int casesPerAddress = properties.conformance().casesPerAddress();
    cases =
        new Places(
            0,
            casesPerAddress,
            AdmissionException::tooMany,
            () -> AdmissionException.tooManyCasesFromAddress(casesPerAddress));
  }

  /**
   * Takes a place for a connection. It has to be left after the end of the connection, or if there
   * will be no connection.
   *
   * @param client the address of the client
   * @param overTls whether the connection is one of {@link TlsConnections}
   * @throws AdmissionException 429 if the client has too many connections, 503 if the server has
   */
  public Place enter(InetAddress client, boolean overTls) {
    if (overTls && tlsConnections.areTooMany()) {
      throw AdmissionException.tooManyOverTls();
    }
    arrive(Places.client(client));
    return places.take(client);
  }

  /**
   * Takes a place for a connection of the conformance suite, of which a driver opens many one after
   * the other: their rate is not limited, but their number is.
   *
   * @throws AdmissionException 429 if the client has too many connections, 503 if the server has
   */
  public Place enterSuite(InetAddress client, boolean overTls) {
    if (overTls && tlsConnections.areTooMany()) {
      throw AdmissionException.tooManyOverTls();
    }
    Place ofCases = cases.take(client);
    try {
      return places.take(client).and(ofCases);
    } catch (AdmissionException rejected) {
      ofCases.leave();
      throw rejected;
    }
  }

  private void arrive(Object client) {
    if (rate == 0) {
      return;
    }
    ConsumptionProbe probe = arrivals.get(client, _ -> bucket()).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw AdmissionException.tooFast(rate, Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(rate).refillGreedy(rate, SECOND))
        .build();
  }

  /** The number of open connections. */
  public int open() {
    return places.taken();
  }
}
