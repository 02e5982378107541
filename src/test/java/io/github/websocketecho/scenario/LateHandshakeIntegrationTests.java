package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.ResponseHeads.ACCEPT;
import static io.github.websocketecho.scenario.ResponseHeads.CONNECTION;
import static io.github.websocketecho.scenario.ResponseHeads.STATUS;
import static io.github.websocketecho.scenario.ResponseHeads.UPGRADE;
import static io.github.websocketecho.scenario.ResponseHeads.withoutConnectionId;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** The scenarios that answer the opening handshake late or never. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(ObservedScenarios.class)
class LateHandshakeIntegrationTests {

  @LocalServerPort private int port;
  @Autowired private ObservedScenarios.Observer observer;

  @Test
  void endsTcpWithoutAResponseAfterTheHoldTime() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.sendHandshake("/hang?hold=150ms");
      client.readNothing(Duration.ofMillis(50));
      client.readEnd();
    }
  }

  @Test
  void noticesAtOnceThatAClientStopsWaiting() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.sendHandshake("/observed/hang");
      assertThat(observer.next()).isEqualTo("opened");
      assertThat(observer.next()).isEqualTo("closing SCENARIO");
    }
    assertThat(observer.next()).isEqualTo("closing NETWORK");
    assertThat(observer.next()).isEqualTo("ended FIN");
  }

  @ParameterizedTest
  @CsvSource({
    "text, 81 82 00000000 6869, 'text \"hi\"'",
    "ping, 89 82 00000000 6869, pong 6869",
    "close, 88 82 00000000 0fa1, close 4001",
  })
  void answersEarlyFramesAfterTheResponse(String description, String hex, String answer)
      throws Exception {
    try (var client = RawClient.connect(port)) {
      client.sendHandshake("/slow-handshake?delay=100ms");
      client.sendHex(hex);
      assertThat(client.readHead().getFirst()).as(description).isEqualTo(STATUS);
      assertThat(client.read()).hasToString(answer);
    }
  }

  @Test
  void answersAFrameInTheSegmentOfTheHandshake() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.sendHandshakeWith(
          HexFormat.of().parseHex("8182000000006869"), "/slow-handshake?delay=100ms");
      assertThat(client.readHead().getFirst()).isEqualTo(STATUS);
      assertThat(client.read()).hasToString("text \"hi\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "close,       88 80 00000000",
    "not a frame, 47 45 54 20 2f",
  })
  void endsTcpWithoutACloseFrameIfTheHandshakeIsUnanswered(String description, String hex)
      throws Exception {
    try (var client = RawClient.connect(port)) {
      client.sendHandshake("/hang?hold=150ms");
      client.sendHex(hex);
      assertThat(client.readRest()).as(description).isEmpty();
    }
  }

  @Test
  void answersAfterTheDelayAndThenEchoes() throws Exception {
    long begin = System.nanoTime();
    try (var client = RawClient.connect(port)) {
      client.sendHandshake("/slow-handshake?delay=200ms", "Sec-WebSocket-Protocol: chat");
      client.readNothing(Duration.ofMillis(50));
      assertThat(withoutConnectionId(client.readHead()))
          .containsExactlyInAnyOrder(
              STATUS, UPGRADE, CONNECTION, ACCEPT, "Sec-WebSocket-Protocol: chat");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(200));
      client.sendText("hi");
      assertThat(client.read()).hasToString("text \"hi\"");
      client.sendClose(1000, "");
      assertThat(client.read()).hasToString("close 1000");
      client.readEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/hang?hold=-1ms",
        "/hang?hold=121s",
        "/slow-handshake?delay=-1ms",
        "/slow-handshake?delay=121s",
        "/handshake/no-accept?within=99ms",
        "/handshake/no-accept?within=121s",
      })
  void timeOutOfRangeGets400(String target) throws Exception {
    try (var client = RawClient.connect(port)) {
      assertThat(client.handshake(target).status()).isEqualTo(400);
    }
  }
}
