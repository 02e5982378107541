package io.github.websocketecho.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class TranscriptIntegrationTests extends TranscriptServer {

  /** The documented shape, which users' tests rely on. */
  private static final String SHAPE =
      """
      {"id": "t1", "scenario": "close", "address": "/close/4001?reason=bye&connection=t1",
       "state": "ended", "shared": null, "httpVersion": "HTTP/1.1", "tls": null,
       "handshake": {"status": 101, "subprotocol": null, "extensions": []},
       "received": {"messages": 0, "bytes": 0, "frames": 1, "pings": 0, "pongs": 0,
                    "bytesAfterClose": 0},
       "sent": {"messages": 0, "bytes": 0, "frames": 1, "pings": 0, "pongs": 0},
       "taken": [],
       "closing": {"initiator": "server", "clean": true,
                   "received": {"code": 4001, "reason": "bye"},
                   "sent": {"code": 4001, "reason": "bye"},
                   "tcpEnd": "byUs", "cause": "scenario", "detail": "The server closed the connection.",
                   "violation": null},
       "verdict": {"expected": "The client answers the server’s close frame with a close frame.",
                   "observed": "The client answered with the code 4001.", "passed": true,
                   "remark": null},
       "frames": [{"direction": "sent", "opcode": "close", "fin": true, "rsv": 0,
                   "length": 5, "masked": false, "compressed": false,
                   "hex": "0fa1627965", "text": "4001 bye"},
                  {"direction": "received", "opcode": "close", "fin": true, "rsv": 0,
                   "length": 5, "masked": true, "compressed": false,
                   "hex": "0fa1627965", "text": "4001 bye"}]}
      """;

  @Test
  void transcriptHasTheDocumentedShape() throws Exception {
    try (var client = RawClient.open(port, "/close/4001?reason=bye&connection=t1")) {
      assertThat(client.read()).hasToString("close 4001 bye");
      client.sendClose(4001, "bye");
      client.readEnd();
    }
    JsonNode transcript = transcripts.ended("t1");
    assertThat(transcript.path("openedAt").stringValue())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(transcript.path("remoteAddress").stringValue()).matches("127\\.0\\.0\\.1:\\d+");
    assertThat(transcript.path("durationMillis").doubleValue()).isPositive();
    assertThat(transcript.at("/handshake/requestHeaders/Upgrade").stringValue())
        .isEqualTo("websocket");
    assertThat(transcript.at("/handshake/responseHeaders/Connection-Id").stringValue())
        .isEqualTo("t1");
    double sent = transcript.at("/closing/sent/atMillis").doubleValue();
    double received = transcript.at("/closing/received/atMillis").doubleValue();
    assertThat(sent).isPositive().isLessThanOrEqualTo(received);
    assertThat(transcript.at("/frames/0/atMillis").doubleValue()).isPositive();
    assertThat(withoutVaryingMembers(transcript)).isEqualTo(TranscriptClient.parse(SHAPE));
  }

  private static JsonNode withoutVaryingMembers(JsonNode transcript) {
    ((ObjectNode) transcript)
        .remove(List.of("openedAt", "remoteAddress", "durationMillis", "atMillis"));
    for (String handshake : List.of("requestHeaders", "responseHeaders")) {
      ((ObjectNode) transcript.path("handshake")).remove(handshake);
    }
    transcript.path("frames").forEach(frame -> ((ObjectNode) frame).remove("atMillis"));
    ((ObjectNode) transcript.at("/closing/sent")).remove("atMillis");
    ((ObjectNode) transcript.at("/closing/received")).remove("atMillis");
    return transcript;
  }

  @Test
  void plainEchoHasNoTranscript() throws Exception {
    try (var client = RawClient.connect(port)) {
      var response = client.handshake("/");
      assertThat(response.status()).isEqualTo(101);
      assertThat(response.headers()).doesNotContainKey("connection-id");
    }
  }

  @Test
  void echoWithAnIdHasATranscript() throws Exception {
    try (var client = RawClient.open(port, "/?connection=echo")) {
      client.sendText("hi");
      assertThat(client.read()).hasToString("text \"hi\"");
      JsonNode transcript = transcripts.now("echo");
      assertThat(transcript.path("state").stringValue()).isEqualTo("open");
      assertThat(transcript.path("scenario").isNull()).isTrue();
      assertThat(transcript.path("verdict").isNull()).isTrue();
      assertThat(transcript.path("received").path("messages").intValue()).isOne();
      assertThat(transcript.path("sent").path("messages").intValue()).isOne();
      assertThat(transcript.at("/closing/tcpEnd").stringValue()).isEqualTo("open");
      assertThat(transcript.at("/closing/cause").isNull()).isTrue();
    }
    JsonNode transcript = transcripts.ended("echo");
    assertThat(transcript.at("/closing/tcpEnd").stringValue()).isEqualTo("fin");
    assertThat(transcript.at("/closing/cause").stringValue()).isEqualTo("network");
    assertThat(transcript.at("/closing/initiator").stringValue()).isEqualTo("client");
  }

  @Test
  void verdictIsInTheLanguageOfTheRequest() throws Exception {
    try (var _ = RawClient.open(port, "/close/1000?after=1&connection=zh")) {
      var response = transcripts.get("/connections/zh", "Accept-Language", "zh");
      assertThat(TranscriptClient.json(response).at("/verdict/observed").stringValue())
          .isEqualTo("尚未发生：场景还没有开始。");
    }
  }

  @Test
  void violationNamesTheViolatedRule() throws Exception {
    try (var client = RawClient.open(port, "/?connection=unmasked")) {
      client.sendHex("81 01 61");
      assertThat(client.read().closeCode()).isEqualTo(1002);
    }
    JsonNode closing = transcripts.ended("unmasked").path("closing");
    assertThat(closing.path("cause").stringValue()).isEqualTo("protocol");
    assertThat(closing.path("initiator").stringValue()).isEqualTo("server");
    assertThat(closing.path("clean").booleanValue()).isFalse();
    assertThat(closing.path("violation").stringValue())
        .isEqualTo(closing.path("detail").stringValue())
        .contains("mask");
  }

  @Test
  void initiatorIsTheClientIfItClosesFirst() throws Exception {
    try (var client = RawClient.open(port, "/?connection=client")) {
      client.sendHex("88 80 00000000");
      assertThat(client.read()).hasToString("close empty");
      client.readEnd();
    }
    JsonNode closing = transcripts.ended("client").path("closing");
    assertThat(closing.path("cause").stringValue()).isEqualTo("asked");
    assertThat(closing.path("initiator").stringValue()).isEqualTo("client");
    assertThat(closing.path("received").path("code").isNull()).isTrue();
    assertThat(closing.path("sent").path("code").isNull()).isTrue();
    assertThat(closing.path("clean").booleanValue()).isTrue();
  }

  @Test
  void resetIsRecordedAsAReset() throws Exception {
    try (var client = RawClient.open(port, "/?connection=reset")) {
      client.resetOnClose();
    }
    JsonNode closing = transcripts.ended("reset").path("closing");
    assertThat(closing.path("tcpEnd").stringValue()).isEqualTo("reset");
    assertThat(closing.path("sent").isNull()).isTrue();
    assertThat(closing.path("received").isNull()).isTrue();
  }

  @Test
  void closeWithAnotherCodeInResponsePassesWithARemark() throws Exception {
    try (var client = RawClient.open(port, "/close/1001?connection=other")) {
      assertThat(client.read().closeCode()).isEqualTo(1001);
      client.sendClose(1000, "");
      client.readEnd();
    }
    JsonNode verdict = transcripts.ended("other").path("verdict");
    assertThat(verdict.path("passed").booleanValue()).isTrue();
    assertThat(verdict.path("observed").stringValue())
        .isEqualTo("The client answered with the code 1000.");
    assertThat(verdict.path("remark").stringValue())
        .startsWith("The server closed with the code 1001 and the client with the code 1000. ");
  }

  @Test
  void listIsDisabledByDefault() throws Exception {
    var response = transcripts.get("/connections");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("websocket-echo.transcripts.list");
  }
}
