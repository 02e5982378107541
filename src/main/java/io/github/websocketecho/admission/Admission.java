package io.github.websocketecho.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.websocketecho.EchoProperties;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * Counts who is connected, and lets no more in than the limits allow: in all, from one address, and
 * anew from one address in a second. An IPv6 address stands for its network of 64 bits, which one
 * subscriber has to themselves. Any thread.
 */
@Component
public final class Admission {

  private static final int NETWORK_BITS = 64;
  private static final long MOST_ADDRESSES = 100_000;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final EchoProperties.Limits limits;
  private final AtomicInteger open = new AtomicInteger();

  /** Those with an open connection only, so there are no more of them than connections. */
  private final Map<Object, Integer> openByAddress = new ConcurrentHashMap<>();

  /** A bucket that has not been asked for a while is full again, and need not be kept. */
  private final Cache<Object, Bucket> arrivals =
      Caffeine.newBuilder()
          .maximumSize(MOST_ADDRESSES)
          .expireAfterAccess(SECOND.multipliedBy(2))
          .build();

  Admission(EchoProperties properties) {
    limits = properties.limits();
  }

  /** The place of a connection that has been let in. */
  public final class Place {

    private final Object client;
    private final AtomicBoolean taken = new AtomicBoolean(true);

    private Place(Object client) {
      this.client = client;
    }

    /** The connection has ended, or never came about. Every call but the first does nothing. */
    public void leave() {
      if (taken.compareAndSet(true, false)) {
        open.decrementAndGet();
        Admission.this.leave(client);
      }
    }
  }

  /**
   * Takes a place for a connection.
   *
   * @throws AdmissionException if there is none for this client now: 429 if that is for its own
   *     connections, 503 if it is for those of all
   */
  public Place enter(InetAddress address) {
    Object client =
        address instanceof Inet6Address ? AddressRange.around(address, NETWORK_BITS) : address;
    arrive(client);
    int own = openByAddress.merge(client, 1, Integer::sum);
    if (exceeds(own, limits.connectionsPerAddress())) {
      leave(client);
      throw AdmissionException.tooManyFromAddress(limits.connectionsPerAddress());
    }
    if (!takeOneOfAll()) {
      leave(client);
      throw AdmissionException.tooMany();
    }
    return new Place(client);
  }

  /** Never one too many, not even for a moment: that could cost another client its place. */
  private boolean takeOneOfAll() {
    int before;
    do {
      before = open.get();
      if (exceeds(before + 1, limits.connections())) {
        return false;
      }
    } while (!open.compareAndSet(before, before + 1));
    return true;
  }

  private void leave(Object client) {
    openByAddress.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
  }

  private void arrive(Object client) {
    int rate = limits.connectionRate();
    if (rate == 0) {
      return;
    }
    ConsumptionProbe probe =
        arrivals.get(client, _ -> bucket(rate)).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw AdmissionException.tooFast(rate, Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  private static Bucket bucket(int rate) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(rate).refillGreedy(rate, SECOND))
        .build();
  }

  private static boolean exceeds(int count, int limit) {
    return limit != 0 && count > limit;
  }

  /** How many are connected. */
  public int open() {
    return open.get();
  }
}
