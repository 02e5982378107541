package io.github.websocketecho.admission;

import io.github.websocketecho.EchoProperties;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;

/**
 * Limits the number of connections over TLS, at all ports together, because each can make the
 * server keep its buffers, and needs an {@link javax.net.ssl.SSLEngine}. Any thread.
 */
@Component
public final class TlsConnections {

  /** How many connections beyond the limit are accepted, to be answered with the reason. */
  public static final int RESERVE = 16;

  private final int limit;
  private final List<IntSupplier> ports = new CopyOnWriteArrayList<>();

  TlsConnections(EchoProperties properties) {
    limit = properties.limits().tlsConnections();
  }

  /**
   * Counts the connections of a port too.
   *
   * @param port returns how many connections the port has now
   */
  public void add(IntSupplier port) {
    ports.add(port);
  }

  private int count() {
    return ports.stream().mapToInt(IntSupplier::getAsInt).sum();
  }

  /** Whether there are too many for one that is open to stay. */
  public boolean areTooMany() {
    return count() > limit;
  }

  /** Whether there are too many for another one to be accepted. */
  public boolean isFull() {
    return count() >= limit + RESERVE;
  }
}
