package io.github.websocketecho.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.transcript.TranscriptClient;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class TimingScenariosIntegrationTests {

  private static final byte[] EMPTY = {};
  private static final Duration BRIEFLY = Duration.ofMillis(150);

  @LocalServerPort private int port;

  @Test
  void endsTcpWithoutACloseFrameAfterTheHoldTime() throws Exception {
    try (var client = RawClient.open(port, "/ignore-close?hold=300ms")) {
      assertEchoes(client);
      long start = System.nanoTime();
      client.sendClose(1000, "");
      client.readEnd();
      assertThat(elapsedSince(start)).isBetween(Duration.ofMillis(300), RawClient.PATIENCE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ignore-close?hold=0s", "/ignore-close?hold=0ms"})
  void endsTcpAtOnceIfTheHoldTimeIsZero(String target) throws Exception {
    try (var client = RawClient.open(port, target)) {
      client.sendClose(1000, "");
      client.readEnd();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/answer-close?delay=0s,                        4000, close 4000 mine",
    "/answer-close?delay=0s&code=4002,              4000, close 4002 mine",
    "/answer-close?delay=0s&reason=other,           4000, close 4000 other",
    "/answer-close?delay=0s&code=4002&reason=other, 4000, close 4002 other",
    "/answer-close?delay=0s&code=&reason=,          4000, close 4000 mine"
  })
  void answersACloseWithTheRequestedCodeAndReason(String target, int code, String close)
      throws Exception {
    try (var client = RawClient.open(port, target)) {
      client.sendClose(code, "mine");
      assertThat(client.read()).hasToString(close);
      client.readEnd();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/answer-close?delay=0s,              close empty",
    "/answer-close?delay=0s&reason=other, close empty",
    "/answer-close?delay=0s&code=4002,    close 4002"
  })
  void answersACloseWithoutACode(String target, String close) throws Exception {
    try (var client = RawClient.open(port, target)) {
      client.send(RawClient.frame(true, 0, RawClient.CLOSE, EMPTY));
      assertThat(client.read()).hasToString(close);
      client.readEnd();
    }
  }

  @Test
  void answersACloseAfterTheDelay() throws Exception {
    try (var client = RawClient.open(port, "/answer-close?delay=300ms")) {
      assertEchoes(client);
      long start = System.nanoTime();
      client.sendClose(1000, "");
      assertThat(client.read()).hasToString("close 1000");
      client.readEnd();
      assertThat(elapsedSince(start)).isBetween(Duration.ofMillis(300), RawClient.PATIENCE);
    }
  }

  @Test
  void keepsTcpOpenAfterTheClosingHandshake() throws Exception {
    try (var client = RawClient.open(port, "/hold-tcp?hold=300ms")) {
      assertEchoes(client);
      long start = System.nanoTime();
      client.sendClose(1000, "bye");
      assertThat(client.read()).hasToString("close 1000 bye");
      client.readEnd();
      assertThat(elapsedSince(start)).isBetween(Duration.ofMillis(300), RawClient.PATIENCE);
    }
  }

  @Test
  void endsTcpAfterTheClosingHandshakeIfTheHoldTimeIsZero() throws Exception {
    try (var client = RawClient.open(port, "/hold-tcp?hold=0s")) {
      client.sendClose(1000, "");
      assertThat(client.read()).hasToString("close 1000");
      client.readEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ignore-close?hold=2m",
        "/hold-tcp?hold=2m",
        "/answer-close?delay=2m",
        "/silent",
        "/no-pong",
        "/slow?delay=2m"
      })
  void endsTheConnectionOfAClientThatEndsTcp(String target) throws Exception {
    try (var client = RawClient.open(port, target)) {
      client.sendText("waits");
      client.sendClose(1000, "");
      client.finish();
      assertThat(client.readRest()).hasSizeLessThan(20);
    }
  }

  @Test
  void silentServerAnswersPingsIfRequested() throws Exception {
    try (var client = RawClient.open(port, "/silent?after=2&pong=on")) {
      client.sendText("1");
      client.sendText("2");
      client.sendText("3");
      client.send(RawClient.frame(true, 0, RawClient.PING, EMPTY));
      assertThat(client.read()).hasToString("text \"1\"");
      assertThat(client.read()).hasToString("text \"2\"");
      assertThat(client.read()).hasToString("pong ");
      client.sendClose(1000, "");
      client.readNothing(BRIEFLY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/silent", "/silent?after=0", "/silent?after=0s&pong=off"})
  void silentServerSendsNothing(String target) throws Exception {
    try (var client = RawClient.open(port, target)) {
      client.sendText("hello?");
      client.send(RawClient.frame(true, 0, RawClient.PING, EMPTY));
      client.sendClose(1000, "");
      client.readNothing(BRIEFLY);
    }
  }

  @Test
  void becomesSilentAfterATime() throws Exception {
    try (var client = RawClient.open(port, "/silent?after=200ms")) {
      assertEchoes(client);
      client.readNothing(Duration.ofMillis(300));
      client.sendText("hello?");
      client.readNothing(BRIEFLY);
    }
  }

  @Test
  void silentServerSendsNoCloseFrameAfterAViolation() throws Exception {
    try (var client = RawClient.open(port, "/silent")) {
      client.sendHex("83 80 00000000");
      client.readEnd();
    }
  }

  @Test
  void doesNotAnswerPings() throws Exception {
    try (var client = RawClient.open(port, "/no-pong")) {
      client.send(RawClient.frame(true, 0, RawClient.PING, EMPTY));
      assertEchoes(client);
      client.sendClose(1000, "");
      assertThat(client.read()).hasToString("close 1000");
      client.readEnd();
    }
  }

  @Test
  void echoesInOrderAfterTheDelay() throws Exception {
    try (var client = RawClient.open(port, "/slow?delay=300ms")) {
      long start = System.nanoTime();
      client.sendText("1");
      client.send(RawClient.frame(true, 0, RawClient.BINARY, new byte[] {2, 2, 2}));
      client.send(RawClient.frame(false, 0, RawClient.TEXT, "3".getBytes(UTF_8)));
      client.send(RawClient.frame(true, 0, RawClient.CONTINUATION, "4".getBytes(UTF_8)));
      client.sendText("5");
      client.send(RawClient.frame(true, 0, RawClient.PING, EMPTY));
      assertThat(client.read()).hasToString("pong ");
      assertThat(client.read()).hasToString("text \"1\"");
      assertThat(elapsedSince(start)).isBetween(Duration.ofMillis(300), RawClient.PATIENCE);
      assertThat(client.read()).hasToString("binary 020202");
      assertThat(new String(client.readMessage(RawClient.TEXT), UTF_8)).isEqualTo("34");
      assertThat(client.read()).hasToString("text \"5\"");
    }
  }

  @Test
  void echoesALargeMessageAfterTheDelay() throws Exception {
    byte[] payload = new byte[1 << 20];
    new Random(1).nextBytes(payload);
    try (var client = RawClient.open(port, "/slow?delay=0s")) {
      client.send(RawClient.frame(true, 0, RawClient.BINARY, payload));
      assertThat(client.readMessage(RawClient.BINARY)).isEqualTo(payload);
    }
  }

  @Test
  void closesWith1008IfMoreThan1000MessagesWait() throws Exception {
    try (var client = RawClient.open(port, "/slow?delay=2m")) {
      for (int i = 0; i < 1000; i++) {
        client.sendText("");
      }
      assertBacklogIsFull(client);
    }
  }

  @Test
  void closesWith1008IfMoreThanOneMebibyteWaits() throws Exception {
    try (var client = RawClient.open(port, "/slow?delay=2m")) {
      client.send(RawClient.frame(true, 0, RawClient.BINARY, new byte[1 << 20]));
      assertBacklogIsFull(client);
    }
  }

  private static void assertBacklogIsFull(RawClient client) throws Exception {
    client.send(RawClient.frame(true, 0, RawClient.PING, EMPTY));
    assertThat(client.read()).hasToString("pong ");
    client.sendText("+");
    assertThat(client.read())
        .hasToString("close 1008 Backlog limit of 1000 messages (or parts) or 1 MiB exceeded.");
    client.sendClose(1008, "");
    client.readEnd();
  }

  private static void assertEchoes(RawClient client) throws Exception {
    client.sendText("hello");
    assertThat(client.read()).hasToString("text \"hello\"");
  }

  private static Duration elapsedSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void unreadMessagesAreEchoedAfterAWhile() throws Exception {
    String id = RawClient.newId();
    try (var client = RawClient.open(port, "/unread?hold=300ms&connection=" + id)) {
      client.sendText("first");
      client.sendText("second");
      client.readNothing(Duration.ofMillis(100));
      assertThat(client.read()).hasToString("text \"first\"");
      assertThat(client.read()).hasToString("text \"second\"");
    }
    JsonNode transcript = new TranscriptClient(port).ended(id);
    assertThat(transcript.at("/received/messages").asInt()).isEqualTo(2);
    assertThat(transcript.at("/frames/0/atMillis").asDouble()).isGreaterThan(250);
  }

  @Test
  void messageSentWithTheHandshakeWaitsToo() throws Exception {
    byte[] early = RawClient.frame(true, 0, RawClient.TEXT, "early".getBytes(UTF_8));
    try (var client = RawClient.connect(port)) {
      client.sendHandshakeWith(early, "/unread?hold=300ms");
      assertThat(client.readResponse().status()).isEqualTo(101);
      client.readNothing(Duration.ofMillis(100));
      assertThat(client.read()).hasToString("text \"early\"");
    }
  }
}
