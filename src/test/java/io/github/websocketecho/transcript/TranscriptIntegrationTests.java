package io.github.websocketecho.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.allowed-origins=https://example.com")
class TranscriptIntegrationTests {

  /** As other people's tests rely on it. */
  private static final String SHAPE =
      """
      {"id": "t1", "ending": "close", "address": "/close/4001?reason=bye&connection=t1",
       "state": "ended", "httpVersion": "HTTP/1.1",
       "handshake": {"status": 101, "subprotocol": null, "extensions": []},
       "received": {"messages": 0, "bytes": 0, "frames": 1, "pings": 0, "pongs": 0,
                    "bytesAfterClose": 0},
       "sent": {"messages": 0, "bytes": 0, "frames": 1, "pings": 0, "pongs": 0},
       "closing": {"initiator": "server", "clean": true,
                   "received": {"code": 4001, "reason": "bye"},
                   "sent": {"code": 4001, "reason": "bye"},
                   "tcpEnd": "byUs", "cause": "ending", "detail": "The server closed the connection.",
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

  @LocalServerPort private int port;

  private TranscriptClient transcripts;

  TranscriptIntegrationTests() {
    transcripts = new TranscriptClient(0);
  }

  @BeforeEach
  void ask() {
    transcripts = new TranscriptClient(port);
  }

  @Test
  void tellsWhatTheServerSawInAShapeThatCanBeReliedOn() throws Exception {
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
    assertThat(withoutWhatVaries(transcript)).isEqualTo(TranscriptClient.parse(SHAPE));
  }

  private static JsonNode withoutWhatVaries(JsonNode transcript) {
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
  void hasNoTranscriptOfAPlainEcho() throws Exception {
    try (var client = RawClient.connect(port)) {
      var response = client.handshake("/");
      assertThat(response.status()).isEqualTo(101);
      assertThat(response.headers()).doesNotContainKey("connection-id");
    }
  }

  @Test
  void hasATranscriptOfAnEchoThatAsked() throws Exception {
    try (var client = RawClient.open(port, "/?connection=echo")) {
      client.sendText("hi");
      assertThat(client.read()).hasToString("text \"hi\"");
      JsonNode transcript = transcripts.now("echo");
      assertThat(transcript.path("state").stringValue()).isEqualTo("open");
      assertThat(transcript.path("ending").isNull()).isTrue();
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
  void makesAnIdForAnEndingAndNamesItInTheResponse() throws Exception {
    try (var client = RawClient.connect(port)) {
      String id = client.handshake("/close/1000?after=1").header("Connection-Id");
      assertThat(id).matches("[A-Za-z0-9_-]{22}");
      JsonNode transcript = transcripts.now(id);
      assertThat(transcript.path("address").stringValue()).isEqualTo("/close/1000?after=1");
      assertThat(transcript.at("/verdict/passed").isNull()).isTrue();
    }
  }

  @Test
  void givesTheVerdictInTheLanguageOfWhoeverAsks() throws Exception {
    try (var _ = RawClient.open(port, "/close/1000?after=1&connection=zh")) {
      var response = transcripts.get("/connections/zh", "Accept-Language", "zh");
      assertThat(TranscriptClient.json(response).at("/verdict/observed").stringValue())
          .isEqualTo("尚未发生：结束过程还没有开始。");
    }
  }

  // ---- Ids

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "A.b_c-9",
        "-",
        ".x",
        "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg"
      })
  void takesAnId(String id) throws Exception {
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
  void refusesWhatIsNoId(String id) throws Exception {
    for (String address : List.of("/", "/close/1000")) {
      try (var client = RawClient.connect(port)) {
        var response = client.handshake(address + "?connection=" + id);
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body())
            .contains("The parameter connection cannot be “")
            .contains("\"allowed\":\"1-64 of A-Z a-z 0-9 . _ -\"");
      }
    }
  }

  @Test
  void refusesAnIdThatIsInUseAndLeavesItsTranscriptAlone() throws Exception {
    try (var first = RawClient.open(port, "/?connection=twice");
        var second = RawClient.connect(port)) {
      var response = second.handshake("/close/1000?connection=twice");
      assertThat(response.status()).isEqualTo(409);
      assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(response.headers()).doesNotContainKey("connection-id");
      assertThat(response.body()).contains("A connection “twice” is open already.");
      assertThat(transcripts.now("twice").path("state").stringValue()).isEqualTo("open");
      first.sendText("still there");
      assertThat(first.read()).hasToString("text \"still there\"");
    }
    transcripts.ended("twice");
    RawClient.open(port, "/?connection=twice").close();
  }

  @Test
  void knowsNoTranscriptOfAConnectionThatNeverWas() throws Exception {
    for (String path : List.of("/connections/nobody", "/connections/nobody/events")) {
      var response = transcripts.get(path);
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.headers().firstValue("Content-Type"))
          .contains("application/problem+json");
      assertThat(response.body()).contains("There is no transcript of a connection “nobody”");
    }
  }

  // ---- The opening handshake

  @Test
  void leavesOutTheSecretsOfTheOpeningHandshake() throws Exception {
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
  void namesTheSubprotocolAndTheExtension() throws Exception {
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
  void hasATranscriptOfARefusedHandshake(String target, String header, int status)
      throws Exception {
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
  void hasATranscriptOfAnEndingWhoseHandshakeWasRefused() throws Exception {
    try (var client = RawClient.connect(port)) {
      var response = client.handshake("/close/999");
      assertThat(response.status()).isEqualTo(400);
      JsonNode transcript = transcripts.now(response.header("Connection-Id"));
      assertThat(transcript.path("state").stringValue()).isEqualTo("refused");
      assertThat(transcript.path("ending").stringValue()).isEqualTo("close");
    }
  }

  // ---- The closing

  @Test
  void saysWhichRuleWasBroken() throws Exception {
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
  void saysThatTheClientClosed() throws Exception {
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
  void tellsAResetFromAnEnd() throws Exception {
    try (var client = RawClient.open(port, "/?connection=reset")) {
      client.resetOnClose();
    }
    JsonNode closing = transcripts.ended("reset").path("closing");
    assertThat(closing.path("tcpEnd").stringValue()).isEqualTo("reset");
    assertThat(closing.path("sent").isNull()).isTrue();
    assertThat(closing.path("received").isNull()).isTrue();
  }

  @Test
  void passesAClientThatAnswersWithAnotherCodeAndRemarksOnIt() throws Exception {
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

  // ---- Waiting

  @Test
  void waitsNoLongerThanItWasAskedTo() throws Exception {
    try (var _ = RawClient.open(port, "/?connection=waiting")) {
      long start = System.nanoTime();
      JsonNode transcript =
          TranscriptClient.json(transcripts.get("/connections/waiting?wait=300ms"));
      assertThat(transcript.path("state").stringValue()).isEqualTo("open");
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000L);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "30s", "30000ms"})
  void takesATimeToWait(String time) throws Exception {
    RawClient.open(port, "/?connection=edge").close();
    transcripts.ended("edge");
    assertThat(transcripts.get("/connections/edge?wait=" + time).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "30001ms",
        "31s",
        "-1s",
        "long",
        "99999999999999999999d",
        "",
        "1",
        "5",
        "01s",
        "PT1S"
      })
  void refusesToWaitLongerThanIsAllowed(String time) throws Exception {
    var response = transcripts.get("/connections/edge?wait=" + time);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("The parameter wait cannot be “" + time + "”.")
        .contains("\"allowed\":\"a time of 0s-30s such as 5s\"");
  }

  // ---- Events

  @Test
  void tellsWhatHappensWhileItHappens() throws Exception {
    try (var client = RawClient.open(port, "/?connection=live")) {
      var events = transcripts.events("live");
      assertThat(events.headers().firstValue("Content-Type")).contains("text/event-stream");
      var lines = events.body().filter(line -> !line.isEmpty()).iterator();
      assertThat(lines.next()).isEqualTo("event:transcript");
      assertThat(lines.next()).startsWith("id:");
      assertThat(data(lines.next()).path("state").stringValue()).isEqualTo("open");

      client.sendText("hi");
      assertThat(client.read()).hasToString("text \"hi\"");
      JsonNode transcript = next(lines);
      while (transcript.path("sent").path("messages").intValue() == 0) {
        transcript = next(lines);
      }
      assertThat(transcript.path("received").path("messages").intValue()).isOne();

      client.sendClose(1000, "");
      client.read();
      client.readEnd();
      String last = "";
      while (lines.hasNext()) {
        last = lines.next();
      }
      assertThat(data(last).path("state").stringValue()).isEqualTo("ended");
    }
  }

  @Test
  void tellsOfManyChangesFourTimesASecond() throws Exception {
    long start = System.nanoTime();
    HttpResponse<Stream<String>> events;
    try (var client = RawClient.open(port, "/?connection=busy")) {
      events = transcripts.events("busy");
      while (System.nanoTime() - start < 1_500_000_000L) {
        client.sendText("hi");
        client.read();
      }
    }
    long told = events.body().filter(line -> line.equals("event:transcript")).count();
    long beats = (System.nanoTime() - start) / 250_000_000L;
    // Beside those of the beats: the beginning, the first change and the end.
    assertThat(told).isBetween(3L, beats + 3);
  }

  @Test
  void tellsInTheLanguageOfWhoeverListens() throws Exception {
    try (var _ = RawClient.open(port, "/close/1000?after=1&connection=told")) {
      var lines = transcripts.events("told", "Accept-Language", "zh").body().iterator();
      assertThat(next(lines).at("/verdict/observed").stringValue()).isEqualTo("尚未发生：结束过程还没有开始。");
    }
  }

  private static JsonNode next(java.util.Iterator<String> lines) {
    assertThat(lines.next()).isEqualTo("event:transcript");
    assertThat(lines.next()).startsWith("id:");
    return data(lines.next());
  }

  private static JsonNode data(String line) {
    assertThat(line).startsWith("data:");
    return TranscriptClient.parse(line.substring("data:".length()));
  }

  @Test
  void tellsWhoHasHeardTheEndNotToComeAgain() throws Exception {
    RawClient.open(port, "/?connection=over").close();
    transcripts.ended("over");
    List<String> lines = transcripts.events("over").body().toList();
    String id = lines.get(1).substring("id:".length());
    assertThat(transcripts.events("over", "Last-Event-ID", id).statusCode()).isEqualTo(204);
    assertThat(transcripts.events("over", "Last-Event-ID", "0").statusCode()).isEqualTo(200);
  }

  // ---- From the server's side

  @Test
  void closesAConnectionFromTheServersSide() throws Exception {
    try (var client = RawClient.open(port, "/?connection=closed")) {
      var response = transcripts.delete("/connections/closed?code=4000&reason=that%20is%20it");
      assertThat(response.statusCode()).isEqualTo(202);
      assertThat(client.read()).hasToString("close 4000 that is it");
      assertThat(transcripts.delete("/connections/closed").statusCode()).isEqualTo(409);
      client.sendClose(4000, "");
      client.readEnd();
    }
    JsonNode closing = transcripts.ended("closed").path("closing");
    assertThat(closing.path("cause").stringValue()).isEqualTo("asked");
    assertThat(closing.path("initiator").stringValue()).isEqualTo("server");
    assertThat(transcripts.delete("/connections/closed").statusCode()).isEqualTo(409);
  }

  @Test
  void closesWith1000IfNoCodeIsGiven() throws Exception {
    try (var client = RawClient.open(port, "/?connection=normal")) {
      assertThat(transcripts.delete("/connections/normal").statusCode()).isEqualTo(202);
      assertThat(client.read()).hasToString("close 1000");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "code=1005, code, 1005",
    "code=999, code, 999",
    "code=5000, code, 5000",
    "code=x, code, x",
    "code=, code, ''",
    "code=%2B1000, code, +1000",
    "code=01000, code, 01000",
    "code=1000&code=1001, code, '1000, 1001'",
    "reason=a&reason=b, reason, 'a, b'",
    "reason=%e4%b8%80%ff, query, reason=%e4%b8%80%ff",
  })
  void closesWithNothingThatACloseFrameCannotCarry(String query, String name, String value)
      throws Exception {
    try (var client = RawClient.open(port, "/?connection=" + "c" + query.hashCode())) {
      var response = transcripts.delete("/connections/c" + query.hashCode() + "?" + query);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("The parameter " + name + " cannot be “" + value + "”.");
      client.sendText("open");
      assertThat(client.read()).hasToString("text \"open\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /connections/known?nope=1, 'code, reason'",
    "POST, /connections/known/messages?code=1000, none"
  })
  void changesNothingIfAParameterIsNotKnown(String method, String path, String known)
      throws Exception {
    try (var client = RawClient.open(port, "/?connection=known")) {
      var response =
          transcripts.send(
              method, path, BodyPublishers.ofString("hi"), "Content-Type", "text/plain");
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body())
          .contains("is not known here. Allowed: " + known + ".")
          .contains("\"allowed\":\"" + known + '"');
      client.sendText("open");
      assertThat(client.read()).hasToString("text \"open\"");
    }
  }

  @ParameterizedTest
  @CsvSource({"123, 202", "124, 400"})
  void closesWithAReasonOfUpTo123Bytes(int length, int status) throws Exception {
    String id = "reason" + length;
    try (var _ = RawClient.open(port, "/?connection=" + id)) {
      var response = transcripts.delete("/connections/" + id + "?reason=" + "r".repeat(length));
      assertThat(response.statusCode()).isEqualTo(status);
    }
  }

  @Test
  void sendsAMessage() throws Exception {
    try (var client = RawClient.open(port, "/?connection=sent")) {
      String path = "/connections/sent/messages";
      assertThat(transcripts.post(path, "text/plain", "héllo".getBytes(UTF_8)).statusCode())
          .isEqualTo(202);
      assertThat(client.read()).hasToString("text \"héllo\"");
      assertThat(
              transcripts
                  .post(path, "application/octet-stream", new byte[] {0, (byte) 0xFF})
                  .statusCode())
          .isEqualTo(202);
      assertThat(client.read()).hasToString("binary 00ff");
      assertThat(transcripts.post(path, "text/plain;charset=utf-8", new byte[0]).statusCode())
          .isEqualTo(202);
      assertThat(client.read()).hasToString("text \"\"");
    }
  }

  @Test
  void sendsAMessageBehindTheOneThatIsBeingSent() throws Exception {
    try (var client = RawClient.open(port, "/?connection=between")) {
      client.send(RawClient.frame(false, 0, RawClient.TEXT, "a".getBytes(UTF_8)));
      assertThat(client.read()).hasToString("unfinished text \"a\"");
      assertThat(
              transcripts
                  .post("/connections/between/messages", "text/plain", "x".getBytes(UTF_8))
                  .statusCode())
          .isEqualTo(202);
      client.send(RawClient.frame(true, 0, RawClient.CONTINUATION, "b".getBytes(UTF_8)));
      assertThat(client.read()).hasToString("continuation \"b\"");
      assertThat(client.read()).hasToString("text \"x\"");
    }
  }

  @Test
  void sendsAMessageBehindTheOneOfWhichTheCompressorHasGivenNothingYet() throws Exception {
    byte[] hello = HexFormat.of().parseHex("f248cdc9c90700"); // RFC 7692, section 7.2.3.1.
    try (var client =
        RawClient.open(
            port, "/?connection=behind", "Sec-WebSocket-Extensions: permessage-deflate")) {
      client.send(RawClient.frame(false, 4, RawClient.TEXT, hello));
      client.sendHex("89 80 00000000"); // Its pong shows that the first part has been taken.
      assertThat(client.read()).hasToString("pong ");
      transcripts.post("/connections/behind/messages", "text/plain", " world".getBytes(UTF_8));
      client.send(RawClient.frame(true, 0, RawClient.CONTINUATION, new byte[0]));
      try (var inflater = new Inflater(true)) {
        assertThat(inflated(inflater, client.readMessage(RawClient.TEXT))).isEqualTo("Hello");
        assertThat(inflated(inflater, client.readMessage(RawClient.TEXT))).isEqualTo(" world");
      }
    }
  }

  private static String inflated(Inflater inflater, byte[] payload) throws DataFormatException {
    byte[] input = Arrays.copyOf(payload, payload.length + 4);
    input[input.length - 2] = (byte) 0xFF;
    input[input.length - 1] = (byte) 0xFF;
    inflater.setInput(input);
    byte[] text = new byte[100];
    return new String(text, 0, inflater.inflate(text), UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"65536, 202", "65537, 413"})
  void sendsUpTo64KiB(int size, int status) throws Exception {
    String id = "size" + size;
    try (var client = RawClient.open(port, "/?connection=" + id)) {
      var response =
          transcripts.post(
              "/connections/" + id + "/messages", "application/octet-stream", new byte[size]);
      assertThat(response.statusCode()).isEqualTo(status);
      if (status == 202) {
        assertThat(client.readMessage(RawClient.BINARY)).hasSize(size);
      } else {
        assertThat(response.body()).contains("Allowed: up to 65,536 bytes.");
      }
    }
  }

  @Test
  void doesNotWaitForAClientThatTakesNothing() throws Exception {
    try (var _ = RawClient.open(port, "/?connection=slow")) {
      int status = 202;
      int sent = 0;
      while (status == 202 && sent < 1000) {
        var response =
            transcripts.post(
                "/connections/slow/messages", "application/octet-stream", new byte[1 << 16]);
        status = response.statusCode();
        sent++;
      }
      assertThat(status).isEqualTo(503);
    }
  }

  @Test
  void sendsNoTextThatIsNotUtf8() throws Exception {
    try (var _ = RawClient.open(port, "/?connection=latin")) {
      var response =
          transcripts.post("/connections/latin/messages", "text/plain", new byte[] {(byte) 0xE9});
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("The text is not UTF-8.");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ISO-8859-1, c3a4,     Ã¤",
    "utf-16be,   00e44e00, ä一",
    "UTF-16,     fffee400, ä",
    "utf-8,      c3a4,     ä",
  })
  void sendsATextInTheCharsetThatItsTypeNames(String charset, String bytes, String text)
      throws Exception {
    String id = charset + bytes;
    try (var client = RawClient.open(port, "/?connection=" + id)) {
      var response =
          transcripts.post(
              "/connections/" + id + "/messages",
              "text/plain; charset=" + charset,
              HexFormat.of().parseHex(bytes));
      assertThat(response.statusCode()).isEqualTo(202);
      assertThat(client.read()).hasToString("text \"" + text + '"');
    }
  }

  @ParameterizedTest
  @CsvSource({
    "us-ascii,     e4,         400, The text is not US-ASCII.",
    "utf-16be,     d800,       400, The text is not UTF-16BE.",
    "utf-16be,     00,         400, The text is not UTF-16BE.",
    "utf-32be,     0000d800,   400, The text is not UTF-32BE.",
    "nonsense,     61,         415, text/plain with charset=UTF-8",
    "'\"a b\"',  61,         415, text/plain with charset=UTF-8",
  })
  void sendsNoTextThatIsNotInItsCharset(String charset, String bytes, int status, String detail)
      throws Exception {
    try (var client = RawClient.open(port, "/?connection=charset")) {
      var response =
          transcripts.post(
              "/connections/charset/messages",
              "text/plain; charset=" + charset,
              HexFormat.of().parseHex(bytes));
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(response.body()).contains(detail);
      client.sendText("open");
      assertThat(client.read()).hasToString("text \"open\"");
    }
  }

  @Test
  void sendsNothingWithoutAType() throws Exception {
    try (var _ = RawClient.open(port, "/?connection=untyped")) {
      var response =
          transcripts.send("POST", "/connections/untyped/messages", BodyPublishers.ofString("a"));
      assertThat(response.statusCode()).isEqualTo(415);
      assertThat(response.headers().firstValue("Accept"))
          .contains("text/plain, application/octet-stream");
      assertThat(response.body()).contains("The header Content-Type is missing.");
    }
  }

  @ParameterizedTest
  @CsvSource({"gzip, 415", "'gzip, identity', 415", "identity, 202", "Identity, 202"})
  void sendsNothingThatIsEncoded(String encoding, int status) throws Exception {
    try (var _ = RawClient.open(port, "/?connection=encoded" + encoding.hashCode())) {
      var response =
          transcripts.send(
              "POST",
              "/connections/encoded" + encoding.hashCode() + "/messages",
              BodyPublishers.ofString("a"),
              "Content-Type",
              "text/plain",
              "Content-Encoding",
              encoding);
      assertThat(response.statusCode()).isEqualTo(status);
      if (status == 415) {
        assertThat(response.headers().firstValue("Accept-Encoding")).contains("identity");
        assertThat(response.body())
            .contains("The content encoding " + encoding + " is not accepted here.");
      }
    }
  }

  @Test
  void sendsNothingOfAnotherType() throws Exception {
    try (var _ = RawClient.open(port, "/?connection=typed")) {
      var response =
          transcripts.post("/connections/typed/messages", "application/json", new byte[] {'1'});
      assertThat(response.statusCode()).isEqualTo(415);
      assertThat(response.body()).contains("application/octet-stream for a binary one");
    }
  }

  @Test
  void sendsNothingToWhatIsNotOpen() throws Exception {
    RawClient.open(port, "/?connection=gone").close();
    transcripts.ended("gone");
    var response = transcripts.post("/connections/gone/messages", "text/plain", new byte[0]);
    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(response.body()).contains("The connection “gone” is not open.");
    assertThat(transcripts.post("/connections/no/messages", "text/plain", new byte[0]).statusCode())
        .isEqualTo(404);
    assertThat(transcripts.delete("/connections/no").statusCode()).isEqualTo(404);
  }

  // ---- The list

  @Test
  void hasNoListUnlessASettingSaysSo() throws Exception {
    var response = transcripts.get("/connections");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("websocket-echo.transcripts.list");
  }
}
