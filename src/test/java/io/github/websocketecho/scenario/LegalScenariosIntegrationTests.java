package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Frame;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class LegalScenariosIntegrationTests {

  private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate";

  @LocalServerPort private int port;

  private JsonNode verdict(String id) throws IOException, InterruptedException {
    return new TranscriptClient(port).ended(id).path("verdict");
  }

  /** Answers pings and the close frame, and sends messages back that consist of one frame. */
  private static int converse(RawClient client, UnaryOperator<byte[]> change) throws IOException {
    while (true) {
      Frame frame = client.read();
      switch (frame.opcode()) {
        case RawClient.PING ->
            client.send(RawClient.frame(true, 0, RawClient.PONG, frame.payload()));
        case RawClient.CLOSE -> {
          client.sendClose(frame.closeCode(), "");
          client.readEnd();
          return frame.closeCode();
        }
        default ->
            client.send(
                RawClient.frame(frame.fin(), 0, frame.opcode(), change.apply(frame.payload())));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "first-message-with-101",
        "ping-in-fragments",
        "compressed-fragments",
        "uncompressed",
        "empty",
        "utf-8-split",
        "many-fragments",
        "length-64-bit",
        "close-in-pieces"
      })
  void clientThatSendsEverythingBackPasses(String name) throws Exception {
    String id = RawClient.newId();
    try (var client = RawClient.open(port, "/legal/" + name + "?echo=on&connection=" + id)) {
      assertThat(converse(client, payload -> payload)).isEqualTo(1000);
    }
    assertThat(verdict(id).path("passed").asBoolean()).as(verdict(id).toString()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"first-message-with-101", "empty", "utf-8-split", "length-64-bit"})
  void clientThatChangesAMessageFails(String name) throws Exception {
    String id = RawClient.newId();
    try (var client = RawClient.open(port, "/legal/" + name + "?echo=on&connection=" + id)) {
      assertThat(converse(client, payload -> "x".getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(LegalHandler.CHANGED);
    }
    assertThat(verdict(id).path("observed").asString())
        .isEqualTo("The client sent back another message than it received.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      textBlock =
          """
          echo=on  | true  | The client answered the ping, but did not send every message back within 100 ms.
          echo=off | false | The client did not answer the ping within 100 ms.
          """)
  void missingAnswerFails(String echo, boolean pong, String observed) throws Exception {
    String id = RawClient.newId();
    String target = "/legal/uncompressed?within=100ms&" + echo + "&connection=" + id;
    try (var client = RawClient.open(port, target)) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.read().opcode()).isEqualTo(RawClient.TEXT);
      }
      Frame ping = client.read();
      if (pong) {
        client.send(RawClient.frame(true, 0, RawClient.PONG, ping.payload()));
      }
      assertThat(client.read().closeCode()).isEqualTo(LegalHandler.MISSING);
      client.sendClose(LegalHandler.MISSING, "");
      client.readEnd();
    }
    assertThat(verdict(id).path("observed").asString()).isEqualTo(observed);
    assertThat(verdict(id).path("passed").asBoolean(true)).isFalse();
  }

  @Test
  void firstMessageArrivesTogetherWithTheResponse() throws Exception {
    try (var socket = new Socket("localhost", port)) {
      socket
          .getOutputStream()
          .write(
              """
              GET /legal/first-message-with-101 HTTP/1.1\r
              Host: localhost\r
              Upgrade: websocket\r
              Connection: Upgrade\r
              Sec-WebSocket-Version: 13\r
              Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
              \r
              """
                  .getBytes(StandardCharsets.US_ASCII));
      // One call returns what one segment has.
      byte[] segment = new byte[4096];
      int length = socket.getInputStream().read(segment);
      assertThat(new String(segment, 0, length, StandardCharsets.ISO_8859_1))
          .startsWith("HTTP/1.1 101 ")
          .contains("\r\n\r\n\u0081*This message is right behind the response.");
    }
  }

  @ParameterizedTest
  @CsvSource({"0B, 0", "1KB, 1024", "64KB, 65536"})
  void responseHasTheChosenSize(String size, int bytes) throws Exception {
    int usual = headLength("/legal/large-handshake?size=0B");
    assertThat(headLength("/legal/large-handshake?size=" + size) - usual)
        .isBetween(bytes - 13, bytes);
  }

  private int headLength(String target) throws IOException {
    try (var client = RawClient.connect(port)) {
      client.sendHandshake(target);
      var head = new ByteArrayOutputStream();
      for (String line : client.readHead()) {
        head.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      }
      return head.size();
    }
  }

  @Test
  void contextTakeoverIsDeclinedWithoutBeingAsked() throws Exception {
    try (var client = RawClient.connect(port)) {
      assertThat(
              client
                  .handshake("/legal/no-context-takeover", DEFLATE)
                  .header("Sec-WebSocket-Extensions"))
          .isEqualTo("permessage-deflate; server_no_context_takeover; client_no_context_takeover");
    }
    try (var client = RawClient.connect(port)) {
      assertThat(client.handshake("/legal/no-context-takeover").headers())
          .doesNotContainKey("sec-websocket-extensions");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "legal/many-fragments?count=0,    '1-1000'",
    "legal/many-fragments?count=1001, '1-1000'",
    "legal/many-fragments?size=126B,  '0B-125B, such as 100B or 125B'",
    "legal/large-handshake?size=65KB, '0B-64KB, such as 100B or 64KB'",
    "legal/pong?echo=yes,             'on, off'",
  })
  void valueOutOfRangeIsRejected(String address, String allowed) throws Exception {
    try (var client = RawClient.connect(port)) {
      var response = client.handshake("/" + address);
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).contains("\"allowed\":\"" + allowed + "\"");
    }
  }

  @Test
  void clientThatFailsTheConnectionFails() throws Exception {
    String id = RawClient.newId();
    try (var client = RawClient.open(port, "/legal/pong?connection=" + id)) {
      client.sendClose(1002, "");
      client.finish();
      client.readRest();
    }
    assertThat(verdict(id).path("observed").asString())
        .isEqualTo(
            "The client failed the connection with the code 1002, although everything was legal.");
  }

  @Test
  void finIsRightBehindTheCloseFrame() throws Exception {
    try (var client = RawClient.open(port, "/legal/close-with-fin")) {
      assertThat(client.read()).hasToString("close 1000");
      client.readEnd();
    }
  }
}
