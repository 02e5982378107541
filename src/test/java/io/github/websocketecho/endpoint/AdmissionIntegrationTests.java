package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.admission.Admission;
import io.github.websocketecho.engine.EventLoops;
import io.github.websocketecho.engine.SocketUpgrade;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import io.github.websocketecho.tomcat.TomcatUpgradeStrategy;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Which connections are accepted from a trusted proxy, 127.0.0.1, and from other peers. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "websocket-echo.limits.connections=40",
      "websocket-echo.limits.connections-per-address=4",
      "websocket-echo.limits.connection-rate=10",
      "websocket-echo.trusted-proxies=127.0.0.1"
    })
class AdmissionIntegrationTests {

  private static int clients;

  @LocalServerPort private int port;
  @Autowired private Admission admission;
  @Autowired private EventLoops loops;

  private final List<RawClient> open = new ArrayList<>();

  @AfterEach
  void everyPlaceIsReleased() throws Exception {
    for (RawClient client : open) {
      client.close();
    }
    awaitNoOpenConnection();
  }

  private void awaitNoOpenConnection() {
    long deadline = System.nanoTime() + RawClient.PATIENCE.toNanos();
    while (admission.open() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
    assertThat(admission.open()).isZero();
  }

  @Test
  void connectionAboveTheTotalLimitGets503WithRetryAfter() throws Exception {
    for (int i = 0; i < 40; i++) {
      assertThat(connect("/", newClient()).status()).isEqualTo(101);
    }
    Response rejected = connect("/", newClient());
    assertThat(rejected.status()).isEqualTo(503);
    assertThat(rejected.header("Retry-After")).isEqualTo("5");
    assertThat(rejected.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(rejected.body()).contains("The server has reached its limit of connections.");
    assertThat(get("/actuator/health").status()).isEqualTo(200);

    closeAndAwaitRelease(open.getFirst());
    assertThat(connect("/", newClient()).status()).isEqualTo(101);
  }

  @Test
  void connectionAboveThePerAddressLimitGets429WithRetryAfter() throws Exception {
    String client = newClient();
    for (int i = 0; i < 4; i++) {
      assertThat(connect("/", client).status()).isEqualTo(101);
    }
    Response rejected = connect("/", client);
    assertThat(rejected.status()).isEqualTo(429);
    assertThat(rejected.header("Retry-After")).isEqualTo("5");
    assertThat(rejected.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(rejected.body()).contains("Your address already has 4 open connections");
    assertThat(connect("/", newClient()).status()).isEqualTo(101);

    closeAndAwaitRelease(open.getFirst());
    assertThat(connect("/", client).status()).isEqualTo(101);
  }

  @Test
  void connectionAboveTheRateLimitGets429WithRetryAfter() throws Exception {
    String client = newClient();
    long start = System.nanoTime();
    int accepted = 0;
    Response last = connect("/", client);
    while (last.status() == 101) {
      accepted++;
      closeAndAwaitRelease(open.removeLast());
      last = connect("/", client);
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.header("Retry-After")).isEqualTo("1");
    assertThat(last.body()).contains("Your address may open 10 connections per second.");
    long refilled = Duration.ofNanos(System.nanoTime() - start).toMillis() / 100 + 1;
    assertThat(accepted).isBetween(10, (int) (10 + refilled));
  }

  @Test
  void forwardedHeadersOfAnUntrustedPeerAreIgnored() throws Exception {
    for (int i = 0; i < 4; i++) {
      assertThat(connectFrom("127.0.0.2", "X-Forwarded-For: 198.51.100." + i).status())
          .isEqualTo(101);
    }
    assertThat(connectFrom("127.0.0.2", "X-Forwarded-For: 198.51.100.9").status()).isEqualTo(429);
    assertThat(connectFrom("127.0.0.2", "Forwarded: for=198.51.100.9").status()).isEqualTo(429);
    assertThat(connectFrom("127.0.0.3", "X-Forwarded-For: 127.0.0.2").status()).isEqualTo(101);
  }

  @Test
  void rejectedHandshakeHasATranscriptWithTheClientsAddress() throws Exception {
    String client = newClient();
    for (int i = 0; i < 4; i++) {
      connect("/", client);
    }
    assertThat(connect("/?connection=refused", client).header("Connection-Id"))
        .isEqualTo("refused");
    var transcript = new TranscriptClient(port).ended("refused");
    assertThat(transcript.at("/handshake/status").intValue()).isEqualTo(429);
    assertThat(transcript.at("/handshake/responseHeaders/Retry-After").stringValue())
        .isEqualTo("5");
    assertThat(transcript.path("remoteAddress").stringValue()).isEqualTo(client);
  }

  @Test
  void handshakeWithAnIdInUseReleasesItsPlace() throws Exception {
    String client = newClient();
    assertThat(connect("/?connection=same", client).status()).isEqualTo(101);
    for (int i = 0; i < 5; i++) {
      assertThat(connect("/?connection=same", client).status()).isEqualTo(409);
    }
    assertThat(admission.open()).isOne();
  }

  @ParameterizedTest
  @CsvSource({"/?fail=handshake, 500", "/?fail=state, 500", "/?connection=x&fail=handshake, 500"})
  void failedUpgradeReleasesItsPlace(String target, int status) throws Exception {
    String client = newClient();
    for (int i = 0; i < 5; i++) {
      assertThat(connect(target, client).status()).isEqualTo(status);
    }
    assertThat(admission.open()).isZero();
    assertThat(loops.open()).isZero();
    assertThat(connect("/?connection=" + RawClient.newId(), client).status()).isEqualTo(101);
  }

  @Test
  void connectionsThatAreResetReleaseTheirPlaces() throws Exception {
    for (int round = 0; round < 25; round++) {
      for (int i = 0; i < 40; i++) {
        RawClient client = RawClient.connect(port);
        client.resetOnClose();
        client.sendHandshake("/?connection=" + round + "-" + i, "X-Forwarded-For: " + newClient());
        if (i % 4 == 0) {
          client.close(); // Before the response.
        } else {
          open.add(client);
          if (i % 4 == 1) {
            assertThat(client.readResponse().status()).isEqualTo(101);
          }
        }
      }
      for (RawClient client : open) {
        client.close();
      }
      open.clear();
      awaitNoOpenConnection();
    }
  }

  private static String newClient() {
    clients++;
    return "203.0.%d.%d".formatted(clients / 250, clients % 250 + 1);
  }

  private Response connect(String target, String client) throws IOException {
    return handshake(RawClient.connect(port), target, "X-Forwarded-For: " + client);
  }

  private Response connectFrom(String address, String header) throws IOException {
    return handshake(RawClient.connectFrom(address, port), "/", header);
  }

  private Response handshake(RawClient client, String target, String header) throws IOException {
    open.add(client);
    Response response = client.handshake(target, header);
    if (response.status() != 101) {
      open.remove(client);
      client.close();
    }
    return response;
  }

  private Response get(String target) throws IOException {
    try (var client = RawClient.connect(port)) {
      return client.request("GET", target, List.of("Host: localhost", "Connection: close"));
    }
  }

  /** Closes a connection, and waits until its place is released. */
  private void closeAndAwaitRelease(RawClient client) throws IOException {
    int before = admission.open();
    client.sendClose(1000, "");
    client.read();
    client.readEnd();
    long deadline = System.nanoTime() + RawClient.PATIENCE.toNanos();
    while (admission.open() == before && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
    client.close();
  }

  /** Lets an address request a failing upgrade. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Failing {

    @Bean
    @Primary
    SocketUpgrade failingSocketUpgrade(TomcatUpgradeStrategy tomcat) {
      return new FailingSocketUpgrade(tomcat);
    }
  }
}
