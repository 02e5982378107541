package io.github.websocketecho.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SequencesIntegrationTests {

  private static final String STEPS =
      "?step=close%2F1012%3Freason%3Dbye&step=drop&step=refuse%2F503&step=echo";

  @LocalServerPort private int port;
  private TranscriptClient http;
  private String key;

  @BeforeEach
  void chooseKey() {
    http = new TranscriptClient(port);
    key = RawClient.newId();
  }

  private JsonNode sequence(String query) throws IOException, InterruptedException {
    return TranscriptClient.json(http.get("/sequences/" + key + query));
  }

  private RawClient connect(String steps) throws IOException {
    return RawClient.open(port, "/sequence/" + key + steps);
  }

  private void meetAllSteps() throws IOException {
    try (var first = connect(STEPS)) {
      assertThat(first.read()).hasToString("close 1012 bye");
      first.sendClose(1012, "");
      first.readRest();
    }
    try (var second = connect(STEPS)) {
      second.readEnd();
    }
    try (var third = RawClient.connect(port)) {
      assertThat(third.handshake("/sequence/" + key + STEPS).status()).isEqualTo(503);
    }
  }

  @Test
  void eachAttemptMeetsTheNextStepAndTheLastRepeats() throws Exception {
    meetAllSteps();
    for (int attempt = 4; attempt <= 5; attempt++) {
      try (var echo = connect(STEPS)) {
        echo.sendText("hi");
        assertThat(echo.read()).hasToString("text \"hi\"");
        echo.sendClose(1000, "");
        echo.readRest();
      }
    }
    JsonNode seen = sequence("");
    assertThat(seen.at("/steps").size()).isEqualTo(4);
    assertThat(seen.at("/attempts").findValuesAsString("step"))
        .containsExactly("/close/1012?reason=bye", "/drop", "/refuse/503", "/echo", "/echo");
    assertThat(seen.at("/attempts").findValuesAsString("connection"))
        .containsExactly(key + ".1", key + ".2", key + ".3", key + ".4", key + ".5");
    assertThat(seen.at("/attempts").findValuesAsString("status"))
        .containsExactly("101", "101", "503", "101", "101");
    assertThat(seen.at("/attempts/0/code").asInt()).isEqualTo(1012);
    assertThat(seen.at("/attempts/0/delayMillis").isNull()).isTrue();
    assertThat(seen.at("/through").asBoolean()).isTrue();
    assertThat(seen.at("/verdict").isNull()).isTrue();
  }

  @Test
  void eachAttemptHasATranscriptWithTheVerdictOfItsStep() throws Exception {
    meetAllSteps();
    JsonNode first = http.ended(key + ".1");
    assertThat(first.at("/scenario").asString()).isEqualTo("close");
    assertThat(first.at("/address").asString()).isEqualTo("/close/1012?reason=bye");
    assertThat(first.at("/verdict/passed").asBoolean()).isTrue();
  }

  @Test
  void attemptsAreJudged() throws Exception {
    meetAllSteps();
    assertThat(sequence("?maxDelay=10m").at("/verdict/passed").isNull()).isTrue();
    assertThat(sequence("?minDelay=10m").at("/verdict/observed").asString())
        .matches(
            "Attempt 2 came \\d+ ms after the end of the one before, earlier than 600,000 ms.");
    assertThat(sequence("?attempts=3").at("/verdict/observed").asString())
        .isEqualTo("The client came back as expected. Attempts: 3.");
    http.ended(key + ".3");
    JsonNode gaveUp = sequence("?maxDelay=10m&wait=10ms");
    assertThat(gaveUp.at("/verdict/observed").asString())
        .isEqualTo("The client did not come back after attempt 3 of 4.");
    assertThat(gaveUp.at("/through").asBoolean()).isFalse();
  }

  @Test
  void waitEndsWithTheLastStep() throws Exception {
    meetAllSteps();
    try (var _ = connect(STEPS)) {
      assertThat(sequence("?wait=10s").at("/through").asBoolean()).isTrue();
    }
  }

  @Test
  void otherStepsAreAConflictUntilTheKeyIsDeleted() throws Exception {
    connect("?step=drop").close();
    try (var client = RawClient.connect(port)) {
      var conflict = client.handshake("/sequence/" + key + "?step=reset");
      assertThat(conflict.status()).isEqualTo(409);
      assertThat(conflict.body()).contains("has other steps");
    }
    assertThat(http.delete("/sequences/" + key).statusCode()).isEqualTo(204);
    assertThat(http.get("/sequences/" + key).statusCode()).isEqualTo(404);
    connect("?step=reset").close();
    assertThat(sequence("").at("/attempts/0/number").asInt()).isEqualTo(1);
  }

  @Test
  void absentSequenceIs404Or204AsTheRequestAsks() throws Exception {
    assertThat(http.get("/sequences/" + key).statusCode()).isEqualTo(404);
    HttpResponse<String> absent = http.get("/sequences/" + key + "?absent=empty&maxDelay=1s");
    assertThat(absent.statusCode()).isEqualTo(204);
    assertThat(absent.body()).isEmpty();
    assertThat(absent.headers().firstValue("Cache-Control")).hasValue("no-store");
    connect("?step=drop").close();
    assertThat(sequence("?absent=empty").at("/attempts").size()).isEqualTo(1);
  }

  @Test
  void rejectedHandshakeIsNoAttempt() throws Exception {
    try (var client = RawClient.connect(port)) {
      var rejected =
          client.handshake("/sequence/" + key + "?step=drop", "Sec-WebSocket-Protocol: a, a");
      assertThat(rejected.status()).isEqualTo(400);
    }
    connect("?step=drop").close();
    assertThat(sequence("").at("/attempts/0/number").asInt()).isEqualTo(1);
  }

  @Test
  void rejectedHandshakeFixesNoSteps() throws Exception {
    try (var other = RawClient.open(port, "/?connection=" + key + ".1");
        var client = RawClient.connect(port)) {
      assertThat(client.handshake("/sequence/" + key + "?step=drop").status()).isEqualTo(409);
      assertThat(http.get("/sequences/" + key).statusCode()).isEqualTo(404);
      other.sendClose(1000, "");
      other.readRest();
    }
  }

  @Test
  void waitIncludesTheTimeInWhichTheClientMustNotComeBack() throws Exception {
    try (var client = connect("?step=close%2F1000")) {
      client.read();
      client.sendClose(1000, "");
      client.readRest();
    }
    http.ended(key + ".1");
    // Within the two seconds, however busy the machine is.
    assertThat(sequence("?maxDelay=2s").at("/verdict/passed").isNull()).isTrue();
    assertThat(sequence("?maxDelay=2s&wait=10s").at("/verdict/passed").asBoolean()).isTrue();
    connect("?step=close%2F1000").close();
    assertThat(sequence("?maxDelay=2s").at("/verdict/passed").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "wait=31s,                    wait",
    "minDelay=11m,                minDelay",
    "minDelay=2s&maxDelay=1s,     maxDelay",
    "growing=yes,                 growing",
    "attempts=65,                 attempts",
    "absent=404,                  absent",
    "other=1,                     other",
  })
  void invalidQuestionIsRejected(String query, String parameter) throws Exception {
    connect("?step=drop").close();
    var rejected = http.get("/sequences/" + key + "?" + query);
    assertThat(rejected.statusCode()).isEqualTo(400);
    assertThat(TranscriptClient.parse(rejected.body()).path("parameter").asString())
        .isEqualTo(parameter);
  }

  @ParameterizedTest
  @CsvSource({
    "/sequence/k,                                400, step",
    "/sequence/k?step=,                          400, step",
    "/sequence/k?step=sequence%2Fother,          400, step",
    "/sequence/k?step=%25zz,                      400, step",
    "/sequence/k?step=close%2F999,               400, code",
    "/sequence/k?step=drop%3Fconnection%3Dx,     400, connection",
    "/sequence/k?step=drop&connection=x,         400, connection",
    "/sequence/k?step=close/4001?reason=a&after=1, 400, after",
    "/sequence/..?step=drop,                     400, key",
    "/sequence/k!?step=drop,                     400, key",
    "/sequence/k?step=clos%2F1000,               404, /clos/1000",
    "/sequence,                                  404, /sequence/{key}",
    "/sequences/k,                               404, /sequence/{key}",
  })
  void invalidAddressIsRejected(String target, int status, String named) throws Exception {
    try (var client = RawClient.connect(port)) {
      var rejected = client.handshake(target);
      assertThat(rejected.status()).isEqualTo(status);
      assertThat(rejected.body()).contains(named);
    }
  }

  @Test
  void plainRequestIsToldWhatIsThere() throws Exception {
    HttpResponse<String> plain = http.get("/sequence/k?step=drop");
    assertThat(plain.statusCode()).isEqualTo(426);
    assertThat(plain.body()).contains("it counts your attempts by the key");
    assertThat(http.get("/sequence/k?step=close%2F999").statusCode()).isEqualTo(400);
    assertThat(http.get("/sequences/k").statusCode()).isEqualTo(404);
  }

  @Test
  void pageOfAnotherSiteCannotDelete() throws Exception {
    connect("?step=drop").close();
    var rejected =
        http.send(
            "DELETE",
            "/sequences/" + key,
            BodyPublishers.noBody(),
            "Origin",
            "https://other.example");
    assertThat(rejected.statusCode()).isEqualTo(403);
    assertThat(sequence("").at("/attempts").size()).isEqualTo(1);
  }

  @Test
  void secretsOfAStepAreMasked() throws Exception {
    connect("?step=echo%3Ftoken%3Dsesame").close();
    assertThat(sequence("").toString()).doesNotContain("sesame").contains("token=***");
  }

  @Test
  void pageSaysWhatIsThereAndHowToConnect() throws Exception {
    String html = http.get("/sequence/mine?step=drop", "Accept", "text/html").body();
    assertThat(html)
        .contains("It counts your attempts by the key.")
        .contains("/sequences/mine?maxDelay=10s&amp;wait=20s")
        .doesNotContain("step=drop&amp;connection=");
  }
}
