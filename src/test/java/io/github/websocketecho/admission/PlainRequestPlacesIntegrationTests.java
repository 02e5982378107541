package io.github.websocketecho.admission;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The number of plain requests at a time is limited. A place is free after its response. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "server.tomcat.threads.max=16",
      "websocket-echo.limits.requests=8",
      "websocket-echo.limits.requests-per-address=2"
    })
class PlainRequestPlacesIntegrationTests {

  private static final List<String> HOST = List.of("Host: localhost");
  private static final String REQUEST_WITHOUT_ITS_BODY =
      "DELETE /connections/none HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n";

  @LocalServerPort private int port;
  @Autowired private PlainRequestPlaces places;

  /** A request that is still in progress would take a place of the next test. */
  @AfterEach
  void everyPlaceIsFreed() {
    awaitInProgress(0);
  }

  /** The server frees a place a moment after the response, or after the client has ended TCP. */
  private void awaitInProgress(int requests) {
    long deadline = System.nanoTime() + RawClient.PATIENCE.toNanos();
    while (places.inProgress() != requests && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
    assertThat(places.inProgress()).isEqualTo(requests);
  }

  private RawClient occupyPlace(String address) throws Exception {
    var client = RawClient.connectFrom(address, port);
    client.send(REQUEST_WITHOUT_ITS_BODY.getBytes(US_ASCII));
    assertThat(client.readResponse().status()).isEqualTo(404); // The server waits for the body.
    return client;
  }

  @Test
  void addressAboveItsLimitGets429ExceptForHandshakesAndHealth() throws Exception {
    try (var first = occupyPlace("127.0.0.1");
        var second = occupyPlace("127.0.0.1");
        var rejected = RawClient.connect(port);
        var health = RawClient.connect(port);
        var open = RawClient.open(port, "/");
        var elsewhere = RawClient.connectFrom("127.0.0.2", port)) {
      var answer = rejected.request("GET", "/scenarios", HOST);
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.header("Retry-After")).isEqualTo("5");
      assertThat(answer.body()).contains("2 requests from your address");
      rejected.readEnd();
      assertThat(health.request("GET", "/actuator/health", HOST).status()).isEqualTo(200);
      open.sendText("hi");
      assertThat(open.read()).hasToString("text \"hi\"");
      assertThat(elsewhere.request("GET", "/scenarios", HOST).status()).isEqualTo(200);
      first.send("12345".getBytes(US_ASCII));
      second.send("12345".getBytes(US_ASCII));
      awaitInProgress(0);
    }
  }

  @Test
  void rejectedHandshakeEndsTcpWhileFewPlacesAreFree() throws Exception {
    try (var _ = occupyPlace("127.0.0.5");
        var _ = occupyPlace("127.0.0.5");
        var _ = occupyPlace("127.0.0.6");
        var client = RawClient.connect(port)) {
      awaitInProgress(3);
      assertThat(rejected(client).header("Connection")).isEqualTo("Upgrade");
      awaitInProgress(3);
      try (var _ = occupyPlace("127.0.0.6")) {
        awaitInProgress(4);
        assertThat(rejected(client).header("Connection")).isEqualTo("close, Upgrade");
        client.readEnd();
      }
    }
  }

  private static RawClient.Response rejected(RawClient client) throws Exception {
    var answer = client.handshake("/close/4001", "Sec-WebSocket-Version: 12");
    assertThat(answer.status()).isEqualTo(426);
    return answer;
  }
}
