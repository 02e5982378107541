package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A server that pings the clients of the echo. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.ping-interval=200ms")
class KeepAliveIntegrationTests {

  private static final Duration INTERVAL = Duration.ofMillis(200);

  @LocalServerPort private int port;

  @Test
  void quietClientIsPingedUntilTheEnd() throws Exception {
    try (var client = RawClient.open(port, "/")) {
      long opened = System.nanoTime();
      for (int i = 0; i < 3; i++) {
        assertThat(client.read()).hasToString("ping ");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - opened))
          .isGreaterThan(INTERVAL.multipliedBy(2));
      client.sendText("hi");
      assertThat(client.read()).hasToString("text \"hi\"");
      client.sendClose(1000, "");
      assertThat(client.read()).hasToString("close 1000");
      client.readEnd();
    }
  }

  @Test
  void textIsEchoedAsWithoutPings() throws Exception {
    try (var client = RawClient.open(port, "/any")) {
      client.send(RawClient.frame(false, 0, RawClient.TEXT, new byte[] {(byte) 0xC3}));
      client.send(RawClient.frame(true, 0, RawClient.CONTINUATION, new byte[] {(byte) 0xA9}));
      assertThat(client.readMessage(RawClient.TEXT)).containsExactly(0xC3, 0xA9);
    }
  }

  @Test
  void scenarioIsNotPinged() throws Exception {
    try (var client = RawClient.open(port, "/no-pong")) {
      client.readNothing(INTERVAL.multipliedBy(3));
    }
  }
}
