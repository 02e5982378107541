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
 * Counts who is connected, and lets no more in than the limits allow: in all, from one address, and
 * anew from one address in a second. An IPv6 address stands for its network of 64 bits. Any thread.
 */
@Component
public final class Admission {

  private static final long MOST_ADDRESSES = 100_000;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final int rate;
  private final Places places;

  /** A bucket that has not been asked for a while is full again, and need not be kept. */
  private final Cache<Object, Bucket> arrivals =
      Caffeine.newBuilder()
          .maximumSize(MOST_ADDRESSES)
          .expireAfterAccess(SECOND.multipliedBy(2))
          .build();

  Admission(EchoProperties properties) {
    var limits = properties.limits();
    rate = limits.connectionRate();
    places =
        new Places(
            limits.connections(),
            limits.connectionsPerAddress(),
            AdmissionException::tooMany,
            () -> AdmissionException.tooManyFromAddress(limits.connectionsPerAddress()));
  }

  /**
   * Takes a place for a connection, which leaves it when it has ended, or never comes about.
   *
   * @throws AdmissionException if there is none for this client now: 429 if that is for its own
   *     connections, 503 if it is for those of all
   */
  public Place enter(InetAddress address) {
    arrive(Places.client(address));
    return places.take(address);
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

  /** How many are connected. */
  public int open() {
    return places.taken();
  }
}
