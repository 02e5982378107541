package io.github.websocketecho.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class LimitScenariosIntegrationTests {

  private static final byte[] EMPTY = {};

  @LocalServerPort private int port;

  @ParameterizedTest
  @CsvSource({
    "/timeout?idle=300ms, 300",
    "/timeout?idle=0s,    0",
    "/ws/timeout/1,       1000",
    "/ws/timeout/0,       0"
  })
  void closesAfterTheIdleTime(String target, long millis) throws Exception {
    long start = System.nanoTime();
    try (var client = RawClient.open(port, target)) {
      assertClosed(client, 1001, "Idle for " + millis + " ms.");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(millis), RawClient.PATIENCE);
    }
  }

  @Test
  void pingsKeepTheConnectionOpen() throws Exception {
    long start = System.nanoTime();
    try (var client = RawClient.open(port, "/timeout?idle=400ms")) {
      while (System.nanoTime() - start < 600_000_000) {
        client.send(RawClient.frame(true, 0, RawClient.PING, EMPTY));
        assertThat(client.read()).hasToString("pong ");
        client.readNothing(Duration.ofMillis(20));
      }
      assertEchoes(client, "hello");
      assertClosed(client, 1001, "Idle for 400 ms.");
    }
  }

  @Test
  void closesWith1009AboveTheMessageLimit() throws Exception {
    try (var client = RawClient.open(port, "/limit?message=16")) {
      assertEchoes(client, "a".repeat(16));
      assertEchoes(client, "a".repeat(16));
      client.sendText("a".repeat(17));
      assertClosed(client, 1009, "The message has more than 16 bytes.");
    }
  }

  @Test
  void countsBytesNotCharacters() throws Exception {
    try (var client = RawClient.open(port, "/limit?message=5B")) {
      client.sendText("再见");
      assertClosed(client, 1009, "The message has more than 5 bytes.");
    }
  }

  @Test
  void countsThePayloadOfAllFragmentsOfAMessage() throws Exception {
    try (var client = RawClient.open(port, "/limit?message=16B")) {
      client.send(RawClient.frame(false, 0, RawClient.BINARY, new byte[16]));
      assertThat(client.read()).hasToString("unfinished binary " + "00".repeat(16));
      client.send(RawClient.frame(true, 0, RawClient.PONG, new byte[100]));
      client.send(RawClient.frame(false, 0, RawClient.CONTINUATION, EMPTY));
      assertThat(client.read()).hasToString("unfinished continuation \"\"");
      client.send(RawClient.frame(true, 0, RawClient.CONTINUATION, new byte[1]));
      assertClosed(client, 1009, "The message has more than 16 bytes.");
    }
  }

  @Test
  void closesBeforeTheEndOfAMessageThatIsTooLarge() throws Exception {
    try (var client = RawClient.open(port, "/limit?message=1KB")) {
      client.send(RawClient.header(true, 0, RawClient.BINARY, 100_000));
      client.send(RawClient.mask(new byte[2_000]));
      assertThat(client.read()).hasToString("close 1009 The message has more than 1024 bytes.");
      client.send(RawClient.mask(new byte[98_000]));
      client.sendClose(1009, "");
      client.readEnd();
    }
  }

  @Test
  void acceptsEmptyMessagesIfTheLimitIsZero() throws Exception {
    try (var client = RawClient.open(port, "/limit?message=0")) {
      assertEchoes(client, "");
      client.sendText("a");
      assertClosed(client, 1009, "The message has more than 0 bytes.");
    }
  }

  @Test
  void closesWith1003OnABinaryMessage() throws Exception {
    try (var client = RawClient.open(port, "/text-only")) {
      assertEchoes(client, "text");
      client.send(RawClient.frame(true, 0, RawClient.PONG, EMPTY));
      client.send(RawClient.frame(true, 0, RawClient.BINARY, EMPTY));
      assertClosed(client, 1003, "Only text messages are accepted.");
    }
  }

  @Test
  void closesWith1003OnATextMessage() throws Exception {
    try (var client = RawClient.open(port, "/binary-only")) {
      client.send(RawClient.frame(true, 0, RawClient.BINARY, new byte[] {1}));
      assertThat(client.read()).hasToString("binary 01");
      client.send(RawClient.frame(false, 0, RawClient.TEXT, EMPTY));
      assertClosed(client, 1003, "Only binary messages are accepted.");
    }
  }

  @Test
  void closesWith1008AboveTheRate() throws Exception {
    try (var client = RawClient.open(port, "/rate?messages=3&per=2m")) {
      assertEchoes(client, "1");
      client.send(RawClient.frame(false, 0, RawClient.TEXT, "2".getBytes(UTF_8)));
      client.send(RawClient.frame(true, 0, RawClient.PONG, EMPTY));
      client.send(RawClient.frame(true, 0, RawClient.CONTINUATION, "2".getBytes(UTF_8)));
      assertThat(new String(client.readMessage(RawClient.TEXT), UTF_8)).isEqualTo("22");
      assertEchoes(client, "3");
      client.sendText("4");
      assertClosed(client, 1008, "More than 3 messages in 120000 ms.");
    }
  }

  @Test
  void closesOnTheFirstMessageIfTheRateIsZero() throws Exception {
    try (var client = RawClient.open(port, "/rate?messages=0")) {
      client.sendText("1");
      assertClosed(client, 1008, "More than 0 messages in 1000 ms.");
    }
  }

  private static void assertEchoes(RawClient client, String text) throws Exception {
    client.sendText(text);
    assertThat(client.read()).hasToString("text \"" + text + '"');
  }

  /** Answers the server's close frame. The server ends TCP after the answer, not before. */
  private static void assertClosed(RawClient client, int code, String reason) throws Exception {
    assertThat(client.read()).hasToString("close " + code + ' ' + reason);
    client.sendClose(code, "");
    client.readEnd();
  }
}
