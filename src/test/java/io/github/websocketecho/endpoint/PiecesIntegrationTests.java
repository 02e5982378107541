package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.transcript.TranscriptClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The parameters {@code pieces} and {@code pause} of any address. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PiecesIntegrationTests {

  @LocalServerPort private int port;

  @ParameterizedTest
  @ValueSource(
      strings = {"?pieces=1", "?pieces=7&pause=1ms", "?pause=1ms", "any?pieces=65535&pause=1s"})
  void echoIsTheSameInPieces(String query) throws Exception {
    try (var client = RawClient.open(port, "/" + query)) {
      client.sendText("hello");
      assertThat(client.read()).hasToString("text \"hello\"");
    }
  }

  @Test
  void longestPauseFollowsThePiece() throws Exception {
    try (var client = RawClient.connect(port)) {
      assertThat(client.handshake("/?pieces=65535&pause=10s").status()).isEqualTo(101);
    }
  }

  @Test
  void scenarioIsTheSameInPieces() throws Exception {
    String id = RawClient.newId();
    String target = "/close/4001?reason=bye&pieces=1&pause=1ms&connection=" + id;
    try (var client = RawClient.open(port, target)) {
      assertThat(client.read()).hasToString("close 4001 bye");
      client.sendClose(4001, "bye");
      client.readEnd();
    }
    var transcript = new TranscriptClient(port).ended(id);
    assertThat(transcript.at("/closing/clean").asBoolean()).isTrue();
    assertThat(transcript.at("/verdict/passed").asBoolean()).isTrue();
  }

  @Test
  void rejectionOfAScenarioIsTheSameInPieces() throws Exception {
    try (var client = RawClient.connect(port)) {
      assertThat(client.handshake("/refuse/503?pieces=1&pause=1ms").status()).isEqualTo(503);
    }
  }

  @Test
  void responseToTheHandshakeIsInPiecesToo() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.sendHandshake("/?pieces=10&pause=20ms");
      long sent = System.nanoTime();
      int length = String.join("\r\n", client.readHead()).length();
      int pauses = length / 10 - 1;
      assertThat(pauses).isGreaterThan(5);
      assertThat(Duration.ofNanos(System.nanoTime() - sent))
          .isGreaterThan(Duration.ofMillis(20).multipliedBy(pauses));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pieces=0     | 1-65535 bytes
          pieces=65536 | 1-65535 bytes
          pieces=one   | 1-65535 bytes
          pause=11s    | 0s-10s, such as 500ms or 2s
          pause=5      | 0s-10s, such as 500ms or 2s
          """)
  void valueOutOfRangeIsRejected(String query, String allowed) throws Exception {
    for (String path : new String[] {"/?", "/close/1000?", "/hang?"}) {
      try (var client = RawClient.connect(port)) {
        var response = client.handshake(path + query);
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).contains("\"allowed\":\"" + allowed + "\"");
      }
    }
  }
}
