package io.github.websocketecho.reliability;

import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A client that minds its own business while others do not, at an address of its own, and measures:
 * echoes on one connection, visits of a new connection each, and whether the server says that it
 * lives. Whatever does not come, or not as it should, is a failure.
 */
final class HealthyClient implements AutoCloseable {

  private static final String ADDRESS = "127.0.0.2";
  private static final Duration BETWEEN_ECHOES = Duration.ofMillis(4);
  private static final Duration BETWEEN_VISITS = Duration.ofMillis(15);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final int NORMAL_CLOSURE = 1000;

  private final int port;
  private final Probe echoes;
  private final Probe visits;
  private final Probe liveness;

  /** Null before the first echo, and after a failure. */
  private volatile @Nullable RawClient client;

  private int number;

  /** One at the pace of somebody who has something to do. */
  HealthyClient(int port) {
    this(port, BETWEEN_ECHOES, BETWEEN_VISITS);
  }

  private HealthyClient(int port, Duration betweenEchoes, Duration betweenVisits) {
    this.port = port;
    echoes = Probe.start("echoes", betweenEchoes, this::echo);
    visits = Probe.start("visits", betweenVisits, this::visit);
    liveness = Probe.start("liveness", BETWEEN_LOOKS, this::look);
  }

  /** One that does not pause. */
  static HealthyClient restless(int port) {
    return new HealthyClient(port, Duration.ZERO, Duration.ZERO);
  }

  private RawClient open() throws IOException {
    return RawClient.connectFrom(ADDRESS, port).upgrade("/");
  }

  private void echo() throws IOException {
    try {
      RawClient client = this.client;
      if (client == null) {
        client = open();
        this.client = client;
      }
      echo(client, "message " + number++);
    } catch (IOException e) {
      forget();
      throw e;
    }
  }

  private void forget() throws IOException {
    RawClient client = this.client;
    this.client = null;
    if (client != null) {
      client.close();
    }
  }

  private static void echo(RawClient client, String message) throws IOException {
    client.sendText(message);
    String echo = client.read().text();
    if (!echo.equals(message)) {
      throw new IOException("The echo of " + message + " was " + echo);
    }
  }

  private void visit() throws IOException {
    try (RawClient visitor = open()) {
      echo(visitor, "visit");
      visitor.sendClose(NORMAL_CLOSURE, "");
      visitor.read();
      visitor.readEnd();
    }
  }

  private void look() throws IOException {
    try (RawClient visitor = RawClient.connectFrom(ADDRESS, port)) {
      int status =
          visitor.request("GET", "/actuator/health/liveness", List.of("Host: localhost")).status();
      if (status != 200) {
        throw new IOException("Liveness was " + status);
      }
    }
  }

  /** Messages and their echoes. */
  Probe echoes() {
    return echoes;
  }

  /** Connections that are opened for one echo, and closed. */
  Probe visits() {
    return visits;
  }

  /** Whether the server says that it lives. */
  Probe liveness() {
    return liveness;
  }

  /** What went wrong, all in all. */
  List<String> failures() {
    return Stream.of(echoes, visits, liveness).flatMap(probe -> probe.failures().stream()).toList();
  }

  @Override
  public void close() throws IOException {
    echoes.close();
    visits.close();
    liveness.close();
    forget();
  }

  @Override
  public String toString() {
    return "echo " + echoes + ", visit " + visits + ", liveness " + liveness;
  }
}
