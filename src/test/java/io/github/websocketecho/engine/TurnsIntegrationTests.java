package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Connections whose turns end while all of them have something to do. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "websocket-echo.limits.message-rate=0",
      "websocket-echo.limits.byte-rate=0",
      "websocket-echo.limits.connection-rate=0"
    })
class TurnsIntegrationTests {

  private static final int CLIENTS = 100;
  private static final int ROUNDS = 40;

  /** The clock is read before the sixteenth frame, when nothing is left of these. */
  private static final int MESSAGES = 15;

  @LocalServerPort private int port;

  @Test
  void turnThatEndsWithItsInputIsFollowedByAnother() throws Exception {
    var burst = new ByteArrayOutputStream();
    for (int i = 0; i < MESSAGES; i++) {
      burst.writeBytes(RawClient.frame(true, 0, RawClient.BINARY, new byte[4096]));
    }
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(RawClient.open(port, "/"));
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (RawClient client : clients) {
          client.send(burst.toByteArray());
        }
        for (RawClient client : clients) {
          for (int i = 0; i < MESSAGES; i++) {
            assertThat(client.read().payload()).hasSize(4096);
          }
        }
      }
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }
}
