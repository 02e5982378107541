package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Frame;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class TrafficScenariosIntegrationTests {

  @LocalServerPort private int port;

  private JsonNode verdict(String id) throws IOException, InterruptedException {
    return new TranscriptClient(port).ended(id).path("verdict");
  }

  private static void pong(RawClient client, byte[] payload) throws IOException {
    client.send(RawClient.frame(true, 0, RawClient.PONG, payload));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 125})
  void pingsHaveTheChosenNumberAndSizeAndAreNumbered(int size) throws Exception {
    String id = RawClient.newId();
    String target = "/ping?interval=1ms&count=12&payload=" + size + "B&connection=" + id;
    try (var client = RawClient.open(port, target)) {
      for (int number = 1; number <= 12; number++) {
        Frame ping = client.read();
        assertThat(ping.opcode()).isEqualTo(RawClient.PING);
        assertThat(ping.payload()).hasSize(size);
        if (size > 1) {
          assertThat(new String(ping.payload(), java.nio.charset.StandardCharsets.US_ASCII))
              .startsWith(Integer.toString(number));
        }
        pong(client, ping.payload());
      }
      assertThat(client.read()).hasToString("close 1000");
      client.sendClose(1000, "");
      client.readEnd();
    }
    assertThat(verdict(id).path("observed").asString()).isEqualTo("The client answered all pings.");
    assertThat(verdict(id).path("passed").asBoolean()).isTrue();
  }

  @Test
  void pongAnswersThePingsBeforeItsOwn() throws Exception {
    String id = RawClient.newId();
    try (var client = RawClient.open(port, "/ping?interval=1ms&count=3&connection=" + id)) {
      List<Frame> pings = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        pings.add(client.read());
      }
      pong(client, pings.getLast().payload());
      assertThat(client.read()).hasToString("close 1000");
      client.sendClose(1000, "");
      client.readEnd();
    }
    assertThat(verdict(id).path("passed").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"none", "other"})
  void missingOrDifferentPongFails(String answer) throws Exception {
    String id = RawClient.newId();
    String target = "/ping?interval=1ms&count=1&within=100ms&connection=" + id;
    try (var client = RawClient.open(port, target)) {
      assertThat(client.read().opcode()).isEqualTo(RawClient.PING);
      if (answer.equals("other")) {
        pong(client, new byte[] {'x'});
      }
      assertThat(client.read().closeCode()).isEqualTo(PingHandler.MISSING);
      client.sendClose(PingHandler.MISSING, "");
      client.readEnd();
    }
    assertThat(verdict(id).path("observed").asString())
        .isEqualTo("The client did not answer a ping with its payload within 100 ms.");
    assertThat(verdict(id).path("passed").asBoolean(true)).isFalse();
  }

  @Test
  void messagesAreEchoedMeanwhile() throws Exception {
    try (var client = RawClient.open(port, "/ping?interval=1m")) {
      Frame ping = client.read();
      client.sendText("hi");
      assertThat(client.read()).hasToString("text \"hi\"");
      pong(client, ping.payload());
      client.sendClose(1000, "");
      assertThat(client.read()).hasToString("close 1000");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "count=0,      1-1000",
    "count=1001,   1-1000",
    "payload=126B, '0B-125B, such as 100B or 125B'",
    "interval=3m,  '0s-2m, such as 500ms or 2s'",
  })
  void valueOutOfRangeIsRejected(String query, String allowed) throws Exception {
    try (var client = RawClient.connect(port)) {
      var response = client.handshake("/ping?" + query);
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).contains("\"allowed\":\"" + allowed + "\"");
    }
  }
}
