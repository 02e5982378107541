package io.github.websocketecho.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"websocket-echo.transcripts.open=2", "websocket-echo.transcripts.list=true"})
class TranscriptSettingsIntegrationTests {

  @LocalServerPort private int port;

  @Test
  void connectionBeyondTheLimitGets503UntilOneEnds() throws Exception {
    var transcripts = new TranscriptClient(port);
    try (var _ = RawClient.open(port, "/close/1000?after=1&connection=stays")) {
      try (var _ = RawClient.open(port, "/close/1000?after=1&connection=goes");
          var third = RawClient.connect(port)) {
        var response = third.handshake("/close/1000?connection=third");
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.header("Retry-After")).isEqualTo("1");
        assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.body()).contains("Too many open connections have a transcript.");
        try (var echo = RawClient.connect(port)) {
          assertThat(echo.handshake("/?connection=echo").status()).isEqualTo(503);
        }
        RawClient.open(port, "/").close();
      }
      assertThat(transcripts.now("third").at("/handshake/status").intValue()).isEqualTo(503);
      transcripts.ended("goes");
      RawClient.open(port, "/close/1000?after=1").close();
    }
  }

  @Test
  void listHasIdsAndStates() throws Exception {
    var transcripts = new TranscriptClient(port);
    RawClient.open(port, "/?connection=ended").close();
    transcripts.ended("ended");
    try (var client = RawClient.open(port, "/?connection=open")) {
      client.sendText("hi");
      client.read();
      JsonNode list = TranscriptClient.json(transcripts.get("/connections"));
      assertThat(list)
          .contains(
              TranscriptClient.parse("{\"id\": \"open\", \"state\": \"open\"}"),
              TranscriptClient.parse("{\"id\": \"ended\", \"state\": \"ended\"}"));
    }
  }
}
