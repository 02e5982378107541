package io.github.websocketecho.tomcat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** The number of connections that wait for a request is limited. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"websocket-echo.limits.handshakes=5", "websocket-echo.limits.handshake=30s"})
@Import(TestServer.class)
class PendingRequestsIntegrationTests {

  private static final int MOST = 5;
  private static final int FLOOD = 800;

  /** Heads are checked after this number of new ones, so as many more may wait between checks. */
  private static final int BETWEEN_CHECKS = 256;

  /** The value of {@code server.tomcat.threads.max}. */
  private static final int THREADS = 48;

  /**
   * Longer than the age below which connections are not ended, and than the time between checks.
   */
  private static final Duration SHORT_TIME = Duration.ofMillis(200);

  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private static final byte[] HALF_A_REQUEST = "GET / HTTP/1.1\r\nHost: ".getBytes(US_ASCII);

  private static final byte[] TOO_LARGE_HEAD =
      ("GET / HTTP/1.1\r\nX: " + "a".repeat(8 * 1024)).getBytes(US_ASCII);

  @Autowired private TestServer server;

  @Test
  void longestWaitingConnectionsAreEndedAboveTheLimit() throws Exception {
    List<RawClient> waiting = new ArrayList<>();
    try (var open = server.open("/")) {
      for (int i = 0; i < MOST; i++) {
        var client = server.connect();
        client.send(HALF_A_REQUEST);
        waiting.add(client);
        client.readNothing(SHORT_TIME);
      }
      try (var another = server.open("/")) {
        waiting.getFirst().readEnd();
        another.sendText("in");
        assertThat(another.read()).hasToString("text \"in\"");
      }
      // Open WebSocket connections do not count, and are not affected.
      open.sendText("still here");
      assertThat(open.read()).hasToString("text \"still here\"");
      for (RawClient client : waiting.subList(1, MOST)) {
        client.send("localhost\r\n\r\n".getBytes(US_ASCII));
        assertThat(client.readResponse().status()).isEqualTo(200);
      }
    } finally {
      for (RawClient client : waiting) {
        client.close();
      }
    }
  }

  /** Their clients may still send the rest of the request. */
  @Test
  void answeredConnectionsAreEndedAboveTheLimit() throws Exception {
    List<RawClient> answered = new ArrayList<>();
    try {
      for (int i = 0; i < MOST; i++) {
        var client = server.connect();
        answered.add(client);
        client.send(TOO_LARGE_HEAD);
        assertThat(client.readResponse().status()).isEqualTo(431);
        client.readEnd();
        LockSupport.parkNanos(SHORT_TIME.toNanos());
      }
      try (var _ = server.open("/")) {
        assertThat(sendsUntilTcpEnds(answered.getFirst())).isTrue();
        answered.getLast().send(HALF_A_REQUEST);
      }
    } finally {
      for (RawClient client : answered) {
        client.close();
      }
    }
  }

  private static boolean sendsUntilTcpEnds(RawClient client) {
    long deadline = System.nanoTime() + RawClient.PATIENCE.toNanos();
    try {
      while (System.nanoTime() < deadline) {
        client.send(HALF_A_REQUEST);
        LockSupport.parkNanos(AT_ONCE.toNanos());
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void incompleteHeadsOfAFloodAreEndedHoweverYoung() throws Exception {
    List<RawClient> flood = new ArrayList<>();
    try {
      for (int i = 0; i < FLOOD; i++) {
        flood.add(server.connect());
      }
      for (RawClient client : flood) {
        client.send(HALF_A_REQUEST);
      }
      // A check leaves the connections that a thread of Tomcat is using to the next check.
      int most = MOST + THREADS + BETWEEN_CHECKS;
      // No new connection causes a check, but Tomcat may read the heads slowly.
      long deadline = System.nanoTime() + RawClient.PATIENCE.toNanos();
      int waiting;
      do {
        LockSupport.parkNanos(SHORT_TIME.toNanos());
        waiting = 0;
        for (RawClient client : flood) {
          waiting += client.ended(AT_ONCE) ? 0 : 1;
        }
      } while (waiting > most && System.nanoTime() < deadline);
      assertThat(waiting).isLessThanOrEqualTo(most);
    } finally {
      for (RawClient client : flood) {
        client.close();
      }
    }
  }
}
