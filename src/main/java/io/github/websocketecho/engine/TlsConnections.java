package io.github.websocketecho.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;

/**
 * Bounds how many connections there are over TLS, at all ports together: each keeps Tomcat's
 * buffers, and an {@link javax.net.ssl.SSLEngine}, for life. Any thread.
 */
@Component
public final class TlsConnections {

  /** So many more are accepted, to be answered that there are too many. */
  static final int RESERVE = 16;

  private final int most;
  private final List<IntSupplier> ports = new CopyOnWriteArrayList<>();

  TlsConnections(EngineSettings settings) {
    most = settings.tlsConnections();
  }

  /** Counts those of a port too. */
  void add(IntSupplier port) {
    ports.add(port);
  }

  private int count() {
    return ports.stream().mapToInt(IntSupplier::getAsInt).sum();
  }

  /** Whether there are too many for one that is open to stay. */
  public boolean areTooMany() {
    return count() > most;
  }

  /** Whether there are too many for another one to be accepted. */
  boolean isFull() {
    return count() >= most + RESERVE;
  }
}
