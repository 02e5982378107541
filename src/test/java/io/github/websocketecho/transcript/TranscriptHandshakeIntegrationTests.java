package io.github.websocketecho.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TranscriptHandshakeIntegrationTests extends TranscriptServer {

  @Test
  void scenarioWithoutAnIdGetsOneInTheResponse() throws Exception {
    try (var client = RawClient.connect(port)) {
      String id = client.handshake("/close/1000?after=1").header("Connection-Id");
      assertThat(id).matches("[A-Za-z0-9_-]{22}");
      JsonNode transcript = transcripts.now(id);
      assertThat(transcript.path("address").stringValue()).isEqualTo("/close/1000?after=1");
      assertThat(transcript.at("/verdict/passed").isNull()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "A.b_c-9",
        "-",
        ".x",
        "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg"
      })
  void validIdIsAccepted(String id) throws Exception {
    try (var client = RawClient.connect(port)) {
      assertThat(client.handshake("/?connection=" + id).header("Connection-Id")).isEqualTo(id);
      assertThat(transcripts.now(id).path("id").stringValue()).isEqualTo(id);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a%20b",
        "a/b",
        "%c3%a9",
        "%00",
        "a&connection=b",
        "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggX"
      })
  void invalidIdIsRejected(String id) throws Exception {
    for (String address : List.of("/", "/close/1000")) {
      try (var client = RawClient.connect(port)) {
        var response = client.handshake(address + "?connection=" + id);
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body())
            .contains("Invalid value “", "for the parameter connection. Allowed: ")
            .contains("\"allowed\":\"1-64 characters of A-Z a-z 0-9 . _ -\"");
      }
    }
  }

  @Test
  void idInUseIsRejectedWithoutAnEffectOnItsConnection() throws Exception {
    try (var first = RawClient.open(port, "/?connection=twice");
        var second = RawClient.connect(port)) {
      var response = second.handshake("/close/1000?connection=twice");
      assertThat(response.status()).isEqualTo(409);
      assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(response.headers()).doesNotContainKey("connection-id");
      assertThat(response.body()).contains("A connection “twice” is already open.");
      assertThat(transcripts.now("twice").path("state").stringValue()).isEqualTo("open");
      first.sendText("still there");
      assertThat(first.read()).hasToString("text \"still there\"");
    }
    transcripts.ended("twice");
    RawClient.open(port, "/?connection=twice").close();
  }

  @Test
  void unknownIdGets404() throws Exception {
    for (String path : List.of("/connections/nobody", "/connections/nobody/events")) {
      var response = transcripts.get(path);
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.headers().firstValue("Content-Type"))
          .contains("application/problem+json");
      assertThat(response.body()).contains("There is no transcript of a connection “nobody”");
    }
  }

  @Test
  void secretsOfTheOpeningHandshakeAreLeftOut() throws Exception {
    try (var _ =
        RawClient.open(
            port,
            "/?connection=secret",
            "Authorization: Basic c2VjcmV0",
            "Cookie: session=c2VjcmV0",
            "User-Agent: test")) {
      var response = transcripts.get("/connections/secret");
      assertThat(response.body()).doesNotContain("c2VjcmV0");
      JsonNode headers = TranscriptClient.json(response).at("/handshake/requestHeaders");
      assertThat(headers.path("Authorization").stringValue()).isEqualTo("(left out)");
      assertThat(headers.path("Cookie").stringValue()).isEqualTo("(left out)");
      assertThat(headers.path("User-Agent").stringValue()).isEqualTo("test");
    }
  }

  @Test
  void subprotocolAndExtensionAreRecorded() throws Exception {
    try (var client =
        RawClient.open(
            port,
            "/?connection=deflated",
            "Sec-WebSocket-Protocol: chat, other",
            "Sec-WebSocket-Extensions: permessage-deflate")) {
      client.send(RawClient.frame(true, 4, RawClient.TEXT, new byte[] {0x4a, 0x04, 0x00}));
      assertThat(client.read().rsv()).isEqualTo(4);
      JsonNode transcript = transcripts.now("deflated");
      assertThat(transcript.at("/handshake/subprotocol").stringValue()).isEqualTo("chat");
      assertThat(transcript.at("/handshake/extensions/0").stringValue())
          .startsWith("permessage-deflate");
      assertThat(transcript.at("/frames/0/compressed").booleanValue()).isTrue();
      assertThat(transcript.at("/frames/1/compressed").booleanValue()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/?max_message_size=x&connection=r400,  Origin: https://example.com, 400",
    "/?connection=r403,                     Origin: https://elsewhere.example, 403",
    "/?connection=r426,                     Sec-WebSocket-Version: 8, 426",
  })
  void refusedHandshakeHasATranscript(String target, String header, int status) throws Exception {
    List<String> headers = new java.util.ArrayList<>(RawClient.HANDSHAKE);
    headers.removeIf(line -> line.startsWith(header.substring(0, header.indexOf(':'))));
    headers.add(header);
    String id = "r" + status;
    try (var client = RawClient.connect(port)) {
      var response = client.request("GET", target, headers);
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.header("Connection-Id")).isEqualTo(id);
    }
    JsonNode transcript = transcripts.now(id);
    assertThat(transcript.path("state").stringValue()).isEqualTo("refused");
    assertThat(transcript.at("/handshake/status").intValue()).isEqualTo(status);
    assertThat(transcript.at("/handshake/responseHeaders/Content-Type").stringValue())
        .isEqualTo("application/problem+json");
    assertThat(transcript.path("frames").isEmpty()).isTrue();
  }

  @Test
  void refusedHandshakeOfAScenarioHasATranscript() throws Exception {
    try (var client = RawClient.connect(port)) {
      var response = client.handshake("/close/999");
      assertThat(response.status()).isEqualTo(400);
      JsonNode transcript = transcripts.now(response.header("Connection-Id"));
      assertThat(transcript.path("state").stringValue()).isEqualTo("refused");
      assertThat(transcript.path("scenario").stringValue()).isEqualTo("close");
    }
  }
}
