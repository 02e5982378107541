package io.github.websocketecho.admission;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of places, of which one client address may take only a part. An IPv6 network of
 * 64 bits counts as one address, because it belongs to one subscriber. Any thread.
 */
public final class Places {

  private static final int NETWORK_BITS = 64;

  private final int most;
  private final int mostOfAddress;
  private final Supplier<? extends RuntimeException> full;
  private final Supplier<? extends RuntimeException> fullForAddress;

  private final AtomicInteger taken = new AtomicInteger();

  /** Addresses with at least one place, so there are no more of them than places. */
  private final Map<Object, Client> clients = new ConcurrentHashMap<>();

  /**
   * @param most the number of places; 0 for no limit
   * @param mostOfAddress the number of places that one address may take; 0 for no limit
   * @param full the exception if all places are taken
   * @param fullForAddress the exception if the address has taken its part
   */
  public Places(
      int most,
      int mostOfAddress,
      Supplier<? extends RuntimeException> full,
      Supplier<? extends RuntimeException> fullForAddress) {
    this.most = most;
    this.mostOfAddress = mostOfAddress;
    this.full = full;
    this.fullForAddress = fullForAddress;
  }

  /** An address and its number of places, which changes only within the map's computations. */
  private static final class Client {

    private final Object key;
    private int places;

    private Client(Object key) {
      this.key = key;
    }
  }

  /** A place that has been taken. As a task for the end of a connection, it frees itself. */
  public final class Place implements Runnable {

    private final Client client;
    private boolean isTaken = true;

    /** Is left together with this one; null for none. */
    private @Nullable Place other;

    private Place(Client client) {
      this.client = client;
    }

    /** The same, and another that is left together with it. */
    Place and(Place another) {
      other = another;
      return this;
    }

    /** Frees the place. Each call after the first does nothing. */
    public synchronized void leave() {
      if (isTaken) {
        isTaken = false;
        taken.decrementAndGet();
        Places.this.leave(client);
        if (other != null) {
          other.leave();
        }
      }
    }

    @Override
    public void run() {
      leave();
    }
  }

  /**
   * Takes a place.
   *
   * @throws RuntimeException of one of the two suppliers, if there is no place for this address
   */
  public Place take(InetAddress address) {
    Client client = clients.compute(client(address), this::enter);
    if (!takeOneOfAll()) {
      leave(client);
      throw full.get();
    }
    return new Place(client);
  }

  private Client enter(Object key, @Nullable Client known) {
    Client client = known == null ? new Client(key) : known;
    if (exceeds(client.places + 1, mostOfAddress)) {
      throw fullForAddress.get();
    }
    client.places++;
    return client;
  }

  /** The key under which the places of an address are counted. */
  static Object client(InetAddress address) {
    return address instanceof Inet6Address ? AddressRange.around(address, NETWORK_BITS) : address;
  }

  /** Never exceeds the limit, not even briefly, because another client could be rejected for it. */
  private boolean takeOneOfAll() {
    int before;
    do {
      before = taken.get();
      if (exceeds(before + 1, most)) {
        return false;
      }
    } while (!taken.compareAndSet(before, before + 1));
    return true;
  }

  private void leave(Client left) {
    clients.computeIfPresent(
        left.key,
        (_, client) -> {
          client.places--;
          return client.places == 0 ? null : client;
        });
  }

  private static boolean exceeds(int count, int limit) {
    return limit != 0 && count > limit;
  }

  /** The number of taken places. */
  public int taken() {
    return taken.get();
  }
}
