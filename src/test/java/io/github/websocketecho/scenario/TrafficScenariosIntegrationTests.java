package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.protocol.FrameHeader;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Frame;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.Inflater;
import org.junit.jupiter.api.RepeatedTest;
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
          assertThat(new String(ping.payload(), StandardCharsets.US_ASCII))
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
  void valueOfPingOutOfRangeIsRejected(String query, String allowed) throws Exception {
    assertRejected("/ping?" + query, allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "every=0ms,    '1ms-2m, such as 500ms or 2s'",
    "count=0,      1-1000",
    "message=xml,  'json, text, or a size of 0B-64KB for binary messages, such as 100B'",
    "message=65KB, 'json, text, or a size of 0B-64KB for binary messages, such as 100B'",
  })
  void valueOfPushOutOfRangeIsRejected(String query, String allowed) throws Exception {
    assertRejected("/push?" + query, allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "kind=texts,           'messages, fragments, pings, inflating'",
    "size=65KB,            '0B-64KB, such as 100B or 64KB'",
    "kind=pings&size=126B, '4B-125B, such as 100B or 125B'",
    "kind=pings&size=3B,   '4B-125B, such as 100B or 125B'",
    "duration=9ms,         '10ms-30s, such as 500ms or 2s'",
    "duration=31s,         '10ms-30s, such as 500ms or 2s'",
    "within=99ms,          '100ms-2m, such as 500ms or 2s'",
  })
  void valueOfFloodOutOfRangeIsRejected(String query, String allowed) throws Exception {
    assertRejected("/flood?" + query, allowed);
  }

  private void assertRejected(String target, String allowed) throws IOException {
    try (var client = RawClient.connect(port)) {
      var response = client.handshake(target);
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).contains("\"allowed\":\"" + allowed + "\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "text, text \"Message 1 of 3.\", text \"Message 3 of 3.\"",
    "2B,   'binary 0101',  'binary 0303'",
    "0B,   'binary ',      'binary '",
  })
  void pushesTheChosenMessages(String message, String first, String last) throws Exception {
    String id = RawClient.newId();
    String target = "/push?every=1ms&count=3&message=" + message + "&connection=" + id;
    List<String> messages = new ArrayList<>();
    try (var client = RawClient.open(port, target)) {
      takePush(client, messages);
    }
    assertThat(messages).hasSize(3).startsWith(first).endsWith(last);
    assertThat(verdict(id).path("passed").asBoolean()).isTrue();
  }

  @Test
  void pushesJsonWithNumberAndTime() throws Exception {
    List<String> messages = new ArrayList<>();
    try (var client = RawClient.open(port, "/push?every=1ms&count=2")) {
      takePush(client, messages);
    }
    assertThat(messages)
        .allMatch(
            message ->
                message.matches(
                    "text \"\\{\"number\":[12],\"count\":2,\"time\":\"[0-9-]+T[0-9:.]+Z\"}\""));
  }

  /** Answers the ping behind each message, and the close frame. */
  private static void takePush(RawClient client, List<String> messages) throws IOException {
    Frame frame = client.read();
    while (frame.opcode() != RawClient.CLOSE) {
      if (frame.opcode() == RawClient.PING) {
        pong(client, frame.payload());
      } else {
        messages.add(frame.toString());
      }
      frame = client.read();
    }
    assertThat(frame).hasToString("close 1000");
    client.sendClose(1000, "");
    client.readEnd();
  }

  @Test
  void transcriptTellsWhenEachPushedMessageWasTaken() throws Exception {
    String id = RawClient.newId();
    try (var client =
        RawClient.open(port, "/push?every=1ms&count=3&message=10B&connection=" + id)) {
      takePush(client, new ArrayList<>());
    }
    JsonNode taken = new TranscriptClient(port).ended(id).path("taken");
    assertThat(taken.findValuesAsString("messages")).containsExactly("1", "2", "3");
    assertThat(taken.findValuesAsString("bytes")).containsExactly("10", "20", "30");
  }

  @Test
  void pushWaitsForAClientThatDoesNotRead() throws Exception {
    String id = RawClient.newId();
    var transcripts = new TranscriptClient(port);
    List<String> messages = new ArrayList<>();
    try (var client = RawClient.connect(port, 16 * 1024)) {
      // 64 MB do not fit into the buffers of the operating system.
      client.handshake("/push?every=1ms&count=1000&message=64KB&connection=" + id);
      JsonNode before = transcripts.now(id);
      JsonNode seen = before;
      do {
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        before = seen;
        seen = transcripts.now(id);
      } while (!seen.path("sent").equals(before.path("sent")));
      assertThat(seen.at("/state").asString()).as(seen.toString()).isEqualTo("open");
      assertThat(seen.at("/sent/messages").asInt()).isBetween(1, 999);
      takePush(client, messages);
    }
    assertThat(messages).hasSize(1000);
  }

  @ParameterizedTest
  @CsvSource({
    "messages,  binary, 1000",
    "fragments, unfinished binary, 1000",
    "pings,     ping,   100",
    // Without permessage-deflate, the messages are not compressed.
    "inflating, binary, 1000",
  })
  void floodsWithFramesOfTheChosenKindAndSize(String kind, String opcode, int size)
      throws Exception {
    String id = RawClient.newId();
    String target = "/flood?duration=50ms&kind=" + kind + "&size=" + size + "B&connection=" + id;
    List<Frame> frames = new ArrayList<>();
    try (var client = RawClient.open(port, target)) {
      takeFlood(client, frames);
    }
    List<Frame> data = frames.stream().filter(frame -> !isNumberedPing(frame)).toList();
    assertThat(data.getFirst().toString()).startsWith(opcode);
    assertThat(data.getFirst().payload()).hasSize(size);
    if (kind.equals("fragments")) {
      assertThat(data).filteredOn(Frame::fin).singleElement().isEqualTo(data.getLast());
      assertThat(data.subList(1, data.size()))
          .allMatch(frame -> frame.opcode() == RawClient.CONTINUATION);
    } else {
      assertThat(data).allMatch(frame -> frame.fin() && frame.opcode() == data.getFirst().opcode());
    }
    JsonNode seen = new TranscriptClient(port).ended(id);
    assertThat(seen.at("/sent/frames").asInt()).isEqualTo(frames.size() + 1);
    boolean undecided = kind.equals("inflating"); // Nothing had to be inflated.
    assertThat(seen.at("/verdict/passed").isNull()).isEqualTo(undecided);
    assertThat(seen.at("/verdict/passed").asBoolean(true)).isTrue();
  }

  private static boolean isNumberedPing(Frame frame) {
    return frame.opcode() == RawClient.PING
        && new String(frame.payload(), StandardCharsets.US_ASCII).startsWith("ping ");
  }

  private static void takeFlood(RawClient client, List<Frame> frames) throws IOException {
    Frame frame = client.read();
    while (frame.opcode() != RawClient.CLOSE) {
      frames.add(frame);
      if (isNumberedPing(frame)) {
        pong(client, frame.payload());
      }
      frame = client.read();
    }
    assertThat(frame).hasToString("close 1000");
    client.sendClose(1000, "");
    client.readEnd();
  }

  @Test
  void pongsTellHowMuchOfAFloodWasTakenWhen() throws Exception {
    String id = RawClient.newId();
    List<Frame> frames = new ArrayList<>();
    try (var client = RawClient.open(port, "/flood?duration=200ms&size=1KB&connection=" + id)) {
      takeFlood(client, frames);
    }
    JsonNode taken = new TranscriptClient(port).ended(id).path("taken");
    assertThat(taken.size()).isGreaterThan(1);
    for (int i = 0; i < taken.size(); i++) {
      JsonNode at = taken.get(i);
      assertThat(at.path("bytes").asLong()).isEqualTo(1024 * at.path("messages").asLong());
      assertThat(at.path("roundTripMillis").asDouble()).isPositive();
    }
  }

  @Test
  void connectionIsOpenWhileTheServerSends() throws Exception {
    for (String target : List.of("/ping?interval=1m", "/push?every=1m", "/flood?duration=30s")) {
      String id = RawClient.newId();
      String query = (target.contains("flood") ? "&size=64KB" : "") + "&connection=" + id;
      try (var client = RawClient.open(port, target + query)) {
        client.read();
        JsonNode seen = new TranscriptClient(port).now(id);
        assertThat(seen.at("/state").asString()).as(target).isEqualTo("open");
        assertThat(seen.at("/verdict/observed").asString())
            .isEqualTo("Nothing yet: the client still has time.");
      }
    }
  }

  @Test
  void compressedFloodInflatesToAThousandTimesItsSize() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.handshake(
          "/flood?duration=10ms&kind=inflating&size=64KB",
          "Sec-WebSocket-Extensions: permessage-deflate");
      Frame frame = client.read();
      assertThat(frame.rsv()).isEqualTo(FrameHeader.RSV1);
      assertThat(frame.payload().length).isBetween(63_000, 64 * 1024);
      long inflated = 0;
      var inflater = new Inflater(true);
      inflater.setInput(frame.payload());
      byte[] part = new byte[1 << 20];
      for (int count = inflater.inflate(part); count > 0; count = inflater.inflate(part)) {
        inflated += count;
      }
      inflater.end();
      assertThat(inflated).isBetween(60_000_000L, 70_000_000L);
    }
  }

  /** A write fails first, because the server always has something to send. */
  @RepeatedTest(5)
  void resetWithinAFloodIsReportedAsAReset() throws Exception {
    String id = RawClient.newId();
    try (var client = RawClient.open(port, "/flood?duration=30s&connection=" + id)) {
      client.read();
      client.resetOnClose();
    }
    JsonNode seen = new TranscriptClient(port).ended(id);
    assertThat(seen.at("/closing/tcpEnd").stringValue()).isEqualTo("reset");
  }

  @Test
  void floodDiscardsMessagesOfAnySize() throws Exception {
    try (var client = RawClient.open(port, "/flood?duration=100ms")) {
      client.send(RawClient.frame(true, 0, RawClient.BINARY, new byte[200_000]));
      takeFlood(client, new ArrayList<>());
    }
  }

  @Test
  void timeOfTheClientDoesNotRunWhileTheServerWaits() throws Exception {
    String paced = "pieces=1&pause=10ms&connection=";
    String flood = RawClient.newId();
    try (var client =
        RawClient.open(port, "/flood?duration=50ms&size=1B&within=500ms&" + paced + flood)) {
      takeFlood(client, new ArrayList<>());
    }
    assertThat(verdict(flood).path("passed").asBoolean()).isTrue();
    String pings = RawClient.newId();
    try (var client =
        RawClient.open(
            port, "/ping?interval=0s&count=3&payload=20B&within=300ms&" + paced + pings)) {
      takePush(client, new ArrayList<>());
    }
    assertThat(verdict(pings).path("passed").asBoolean()).isTrue();
  }

  @Test
  void clientThatReadsNothingIsEndedInTime() throws Exception {
    String id = RawClient.newId();
    String target = "/flood?duration=100ms&within=200ms&size=64KB&connection=" + id;
    try (var _ = RawClient.open(port, target)) {
      assertThat(verdict(id).path("observed").asString())
          .isEqualTo("The client had not taken everything in time.");
    }
  }

  @Test
  void clientMayCloseBecauseAMessageIsTooBig() throws Exception {
    String id = RawClient.newId();
    try (var client = RawClient.open(port, "/flood?kind=fragments&connection=" + id)) {
      client.read();
      client.sendClose(1009, "");
      client.readRest();
    }
    assertThat(verdict(id).path("passed").asBoolean()).isTrue();
  }
}
