package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** The limits of a connection in time. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "websocket-echo.limits.idle=1s",
      "websocket-echo.limits.write-stall=1s",
      "websocket-echo.limits.closing=500ms"
    })
@Import(TestServer.class)
class LimitsIntegrationTests {

  @Autowired private TestServer server;

  @Test
  void idleConnectionIsClosedWith1001() throws Exception {
    long start = System.nanoTime();
    try (var client = server.open("/")) {
      client.sendText("once");
      assertThat(client.read()).hasToString("text \"once\"");
      assertThat(client.read()).hasToString("close 1001 Idle for 1s.");
      assertThat(since(start)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
      client.sendClose(1001, "");
      client.readEnd();
    }
  }

  @Test
  void tcpEndsIfTheCloseIsNotAnswered() throws Exception {
    try (var client = server.open("/close/1000")) {
      assertThat(client.read()).hasToString("close 1000");
      long start = System.nanoTime();
      client.readEnd();
      assertThat(since(start)).isBetween(Duration.ofMillis(400), Duration.ofSeconds(3));
    }
  }

  @Test
  void tcpEndsIfTheClientAcceptsNothing() throws Exception {
    try (var client = server.open("/")) {
      byte[] message = RawClient.frame(true, 0, RawClient.BINARY, new byte[1 << 20]);
      // The buffers of the socket fill up, the server stops reading, and the client cannot send.
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  client.send(message);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void otherClientsAreServedWhileSomeAcceptNothing() throws Exception {
    List<RawClient> slow = new ArrayList<>();
    List<Thread> senders = new ArrayList<>();
    byte[] message = RawClient.frame(true, 0, RawClient.BINARY, new byte[1 << 20]);
    try {
      for (int i = 0; i < 30; i++) {
        RawClient client = server.open("/");
        slow.add(client);
        senders.add(
            Thread.startVirtualThread(
                () -> {
                  try {
                    for (int j = 0; j < 20; j++) {
                      client.send(message);
                    }
                  } catch (IOException e) {
                    // The server has ended TCP, as it should.
                  }
                }));
      }
      for (int i = 0; i < 20; i++) {
        long start = System.nanoTime();
        try (var client = server.open("/")) {
          client.sendText("healthy");
          assertThat(client.read()).hasToString("text \"healthy\"");
        }
        assertThat(since(start)).isLessThan(Duration.ofSeconds(3));
      }
      for (Thread sender : senders) {
        assertThat(sender.join(RawClient.PATIENCE)).isTrue();
      }
    } finally {
      for (RawClient client : slow) {
        client.close();
      }
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
