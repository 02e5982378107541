package io.github.websocketecho.admission;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
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
    }
    awaitFreePlace();
  }

  @Test
  void rejectedHandshakeEndsTcpWhileFewPlacesAreFree() throws Exception {
    List<RawClient> occupying = new ArrayList<>();
    try (var client = RawClient.connect(port)) {
      for (String address : List.of("127.0.0.5", "127.0.0.6", "127.0.0.7")) {
        occupying.add(occupyPlace(address));
        occupying.add(occupyPlace(address));
      }
      client.sendHandshake("/close/4001", "Sec-WebSocket-Version: 12");
      var answer = client.readResponse();
      assertThat(answer.status()).isEqualTo(426);
      assertThat(answer.header("Connection")).isEqualTo("close, Upgrade");
      client.readEnd();
    } finally {
      for (RawClient occupant : occupying) {
        occupant.close();
      }
    }
    awaitFreePlace();
  }

  /** The server frees the place a moment after it has received the body. */
  private void awaitFreePlace() throws Exception {
    long end = System.nanoTime() + RawClient.PATIENCE.toNanos();
    int status;
    do {
      try (var client = RawClient.connect(port)) {
        status = client.request("GET", "/scenarios", HOST).status();
      }
    } while (status == 429 && System.nanoTime() < end);
    assertThat(status).isEqualTo(200);
  }
}
