package io.github.websocketecho.tomcat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Clients that announce a body and do not send it leave threads for other clients. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"server.tomcat.threads.max=16", "websocket-echo.limits.handshake=30s"})
class BusyThreadsIntegrationTests {

  private static final Duration SHORT_TIME = Duration.ofMillis(200);

  @LocalServerPort private int port;

  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
  }

  /** Sends the head of a request with a body, but no body. */
  private RawClient post(String id) throws IOException {
    var client = RawClient.connect(port);
    clients.add(client);
    String head = "POST /connections/" + id + "/messages HTTP/1.1\r\nHost: localhost\r\n";
    client.send((head + "Content-Type: text/plain\r\nContent-Length: 9\r\n\r\n").getBytes(UTF_8));
    return client;
  }

  @Test
  void unreadBodiesOccupyAQuarterOfTheThreads() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(post("none").readResponse().status()).isEqualTo(404);
    }
    // The server waits for the bodies of the first clients, but not for the last one's.
    assertThat(clients.getLast().ended(RawClient.PATIENCE)).isTrue();
    assertThat(clients.getFirst().ended(SHORT_TIME)).isFalse();
    try (var open = RawClient.open(port, "/")) {
      open.sendText("in");
      assertThat(open.read()).hasToString("text \"in\"");
    }
    clients.getFirst().send("a message".getBytes(UTF_8));
    var next = clients.getFirst().request("GET", "/actuator/health", List.of("Host: localhost"));
    assertThat(next.status()).isEqualTo(200);
  }

  @Test
  void bodiesPerAddressAreLimited() throws Exception {
    try (var open = RawClient.open(port, "/?connection=open")) {
      var first = post("open");
      first.readNothing(SHORT_TIME);
      var second = post("open").readResponse();
      assertThat(second.status()).isEqualTo(429);
      assertThat(second.header("Retry-After")).isEqualTo("1");
      first.send("a message".getBytes(UTF_8));
      assertThat(first.readResponse().status()).isEqualTo(202);
      assertThat(open.read()).hasToString("text \"a message\"");
    }
  }
}
