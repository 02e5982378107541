package io.github.websocketecho.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TranscriptEventsIntegrationTests extends TranscriptServer {

  @Test
  void responseIsDelayedUpToTheRequestedTime() throws Exception {
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
  void waitInRangeIsAccepted(String time) throws Exception {
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
  void waitOutOfRangeIsRejected(String time) throws Exception {
    var response = transcripts.get("/connections/edge?wait=" + time);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("Invalid value “" + time + "” for the parameter wait.")
        .contains("\"allowed\":\"0s-30s, such as 500ms or 2s\"");
  }

  @Test
  void eventsReportChangesUntilTheEnd() throws Exception {
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
  void frequentChangesAreReportedFourTimesASecond() throws Exception {
    long start = System.nanoTime();
    HttpResponse<Stream<String>> events;
    try (var client = RawClient.open(port, "/?connection=busy")) {
      events = transcripts.events("busy");
      while (System.nanoTime() - start < 1_500_000_000L) {
        client.sendText("hi");
        client.read();
      }
    }
    long sent = events.body().filter(line -> line.equals("event:transcript")).count();
    long beats = (System.nanoTime() - start) / 250_000_000L;
    // In addition to one event per beat: the beginning, the first change and the end.
    assertThat(sent).isBetween(3L, beats + 3);
  }

  @Test
  void eventsAreInTheLanguageOfTheListener() throws Exception {
    try (var _ = RawClient.open(port, "/close/1000?after=1&connection=chinese")) {
      var lines = transcripts.events("chinese", "Accept-Language", "zh").body().iterator();
      assertThat(next(lines).at("/verdict/observed").stringValue()).isEqualTo("尚未发生：场景还没有开始。");
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
  void listenerThatHasReceivedTheEndGets204() throws Exception {
    RawClient.open(port, "/?connection=over").close();
    transcripts.ended("over");
    List<String> lines = transcripts.events("over").body().toList();
    String id = lines.get(1).substring("id:".length());
    assertThat(transcripts.events("over", "Last-Event-ID", id).statusCode()).isEqualTo(204);
    assertThat(transcripts.events("over", "Last-Event-ID", "0").statusCode()).isEqualTo(200);
  }
}
