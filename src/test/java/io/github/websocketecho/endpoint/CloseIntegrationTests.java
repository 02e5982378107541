package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import io.github.websocketecho.support.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(TestServer.class)
class CloseIntegrationTests {

  @Autowired private TestServer server;

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1011, 1012, 1013, 1014, 3000, 4999})
  void closesAtOnceWithTheRequestedCode(int code) throws Exception {
    try (var client = server.open("/close/" + code)) {
      assertThat(client.read()).hasToString("close " + code);
      client.sendClose(code, "");
      client.readEnd();
    }
  }

  @Test
  void closesWithTheRequestedReason() throws Exception {
    try (var client = server.record("/close/4001?reason=%E5%86%8D%E8%A7%81+bye")) {
      assertThat(client.next()).isEqualTo("open");
      assertThat(client.next()).isEqualTo("close 4001 再见 bye");
      assertThat(client.leftOver()).isEmpty();
    }
  }

  @Test
  void acceptsAReasonOf123Bytes() throws Exception {
    try (var client = server.open("/close/1000?reason=" + "a".repeat(123))) {
      assertThat(client.read()).hasToString("close 1000 " + "a".repeat(123));
    }
  }

  @Test
  void echoesTheRequestedNumberOfMessagesThenCloses() throws Exception {
    try (var client = server.open("/close/1008?after=3&reason=enough")) {
      for (String text : new String[] {"1", "2", "3", "4", "5"}) {
        client.sendText(text);
      }
      assertThat(client.read()).hasToString("text \"1\"");
      assertThat(client.read()).hasToString("text \"2\"");
      assertThat(client.read()).hasToString("text \"3\"");
      assertThat(client.read()).hasToString("close 1008 enough");
      client.sendClose(1008, "");
      client.readEnd();
    }
  }

  @Test
  void countsMessagesNotFragments() throws Exception {
    try (var client = server.open("/close/1000?after=2")) {
      client.send(RawClient.frame(false, 0, RawClient.TEXT, new byte[] {'a'}));
      client.send(RawClient.frame(false, 0, RawClient.CONTINUATION, new byte[] {'b'}));
      client.send(RawClient.frame(true, 0, RawClient.PONG, new byte[0]));
      client.send(RawClient.frame(true, 0, RawClient.CONTINUATION, new byte[] {'c'}));
      client.sendText("second");
      var echoed = new StringBuilder();
      RawClient.Frame frame = client.read();
      while (frame.opcode() != RawClient.CLOSE) {
        echoed.append(frame.text());
        frame = client.read();
      }
      assertThat(echoed).hasToString("abcsecond");
      assertThat(frame).hasToString("close 1000");
    }
  }

  @Test
  void closesAfterATimeAndEchoesUntilThen() throws Exception {
    long start = System.nanoTime();
    try (var client = server.open("/close/1001?after=300ms")) {
      client.sendText("meanwhile");
      assertThat(client.read()).hasToString("text \"meanwhile\"");
      assertThat(client.read()).hasToString("close 1001");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(300), RawClient.PATIENCE);
    }
  }

  @Test
  void answersAClientThatClosesFirst() throws Exception {
    try (var client = server.open("/close/1001?after=1m")) {
      client.sendClose(4000, "changed my mind");
      assertThat(client.read()).hasToString("close 4000 changed my mind");
      client.readEnd();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/close/999,               code,   999,  '1000-1003, 1007-1014, 3000-4999'",
    "/close/1004,              code,   1004, '1000-1003, 1007-1014, 3000-4999'",
    "/close/1006,              code,   1006, '1000-1003, 1007-1014, 3000-4999'",
    "/close/1015,              code,   1015, '1000-1003, 1007-1014, 3000-4999'",
    "/close/2999,              code,   2999, '1000-1003, 1007-1014, 3000-4999'",
    "/close/5000,              code,   5000, '1000-1003, 1007-1014, 3000-4999'",
    "/close/70000,             code,   70000, '1000-1003, 1007-1014, 3000-4999'",
    "/close/-1,                code,   -1,   '1000-1003, 1007-1014, 3000-4999'",
    "/close/bye,               code,   bye,  '1000-1003, 1007-1014, 3000-4999'",
    "/close/1000?after=1001,   after,  1001, '0-1000 messages, or a time of 0s-2m, such as 500ms or 2s'",
    "/close/1000?after=121s,   after,  121s, '0-1000 messages, or a time of 0s-2m, such as 500ms or 2s'",
    "/close/1000?after=,       after,  '',   '0-1000 messages, or a time of 0s-2m, such as 500ms or 2s'",
    "/close/1000?after,        after,  '',   '0-1000 messages, or a time of 0s-2m, such as 500ms or 2s'",
    "/close/1000?reason=%ff,   reason, %ff,  up to 123 bytes of UTF-8",
    "/close/1000?reason=a&reason=b, reason, 'a, b', up to 123 bytes of UTF-8",
  })
  void invalidParameterGets400BeforeTheUpgrade(
      String target, String parameter, String value, String allowed) throws Exception {
    try (var client = server.connect()) {
      assertProblem(client.handshake(target), parameter, value, allowed);
    }
  }

  @Test
  void rejectsAReasonOf124Bytes() throws Exception {
    String reason = "a".repeat(124);
    try (var client = server.connect()) {
      assertProblem(
          client.handshake("/close/1000?reason=" + reason),
          "reason",
          reason,
          "up to 123 bytes of UTF-8");
    }
  }

  private static void assertProblem(
      Response response, String parameter, String value, String allowed) {
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(response.body())
        .contains("\"parameter\":\"" + parameter + '"')
        .contains("\"value\":\"" + value + '"')
        .contains("\"allowed\":\"" + allowed + '"')
        .contains(
            "\"detail\":\"Invalid value “%s” for the parameter %s. Allowed: %s.\""
                .formatted(value, parameter, allowed));
  }
}
