package io.github.websocketecho.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Frame;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A driver of the Autobahn Testsuite, step by step. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class DriverProtocolIntegrationTests {

  @LocalServerPort private int port;
  @Autowired private CaseCatalogue cases;
  private TranscriptClient http;
  private String agent;

  @BeforeEach
  void chooseAgent() {
    http = new TranscriptClient(port);
    agent = RawClient.newId();
  }

  private RawClient open(String target, String... headers) throws IOException {
    return RawClient.open(port, target, headers);
  }

  private String answer(String target) throws IOException {
    try (RawClient client = open(target)) {
      String text = client.read().text();
      assertThat(client.read()).hasToString("close empty");
      client.sendClose(1000, "");
      client.readRest();
      return text;
    }
  }

  /** Echoes the first message of a case, and answers the close frame. */
  private void echo(String target) throws IOException {
    try (RawClient client = open(target)) {
      Frame message = client.read();
      client.send(RawClient.frame(true, 0, message.opcode(), message.payload()));
      Frame close = client.read();
      assertThat(close).hasToString("close 1000");
      client.sendClose(1000, "");
      client.readRest();
    }
  }

  private JsonNode index() throws Exception {
    return TranscriptClient.json(http.get("/conformance/index.json?agent=" + agent)).get(agent);
  }

  @Test
  void countsTheCasesOfEachSet() throws Exception {
    int autobahn = cases.of(CaseSet.AUTOBAHN).size();
    int beyond = cases.of(CaseSet.BEYOND).size();
    assertThat(answer("/getCaseCount")).isEqualTo(String.valueOf(autobahn));
    assertThat(answer("/beyond/getCaseCount")).isEqualTo(String.valueOf(beyond));
    assertThat(answer("/all/getCaseCount")).isEqualTo(String.valueOf(autobahn + beyond));
    assertThat(beyond).isGreaterThan(60);
  }

  @ParameterizedTest
  @CsvSource({"/getCaseInfo?case=64", "/getCaseInfo?casetuple=5.20", "/all/getCaseInfo?case=64"})
  void describesACase(String target) throws Exception {
    assertThat(answer(target))
        .startsWith("{\"id\": \"5.20\", \"description\": \"The server sends a text frame");
  }

  @Test
  void placeCountsMoreThanTheId() throws Exception {
    assertThat(answer("/getCaseInfo?case=1&casetuple=5.20")).contains("\"1.1.1\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/runCase?agent=a | case |",
        "/runCase?case=0&agent=a | case | 0",
        "/runCase?case=100000&agent=a | case | 100000",
        "/runCase?case=1.1.1&agent=a | case | 1.1.1",
        "/runCase?case=1&case=2&agent=a | case | 1, 2",
        "/runCase?casetuple=1.1.99&agent=a | casetuple | 1.1.99",
        "/beyond/runCase?casetuple=1.1.1&agent=a | casetuple | 1.1.1",
        "/runCase?case=1 | agent |",
        "/runCase?case=1&agent= | agent |",
        "/runCase?case=1&agent=a&run=a/b | run | a/b",
        "/getCaseStatus?case=1 | agent |",
        "/getCaseInfo?case=-1 | case | -1",
        "/updateReports | agent |",
        "/case/1.1.99 | id | 1.1.99",
      })
  void rejectsAWrongAddress(String target, String parameter, String value) throws Exception {
    try (RawClient client = RawClient.connect(port)) {
      var response = client.handshake(target);
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body())
          .contains("\"parameter\":\"" + parameter + '"')
          .contains("\"value\":\"" + (value == null ? "" : value) + '"');
    }
  }

  @Test
  void resultOfACaseIsInTheIndex() throws Exception {
    echo("/runCase?case=7&agent=" + agent);
    assertThat(answer("/getCaseStatus?case=7&agent=" + agent)).isEqualTo("{\"behavior\": \"OK\"}");
    JsonNode entry = index().get("1.1.7");
    assertThat(entry.propertyNames())
        .containsExactly("behavior", "behaviorClose", "duration", "remoteCloseCode", "reportfile");
    assertThat(entry.get("behaviorClose").asString()).isEqualTo("OK");
    assertThat(entry.get("remoteCloseCode").asInt()).isEqualTo(1000);
    JsonNode document =
        TranscriptClient.json(http.get("/conformance/" + entry.get("reportfile").asString()));
    assertThat(document.get("agent").asString()).isEqualTo(agent);
    assertThat(document.get("case").asInt()).isEqualTo(7);
    assertThat(document.at("/received/0/0").asString()).isEqualTo("message");
    assertThat(document.at("/wirelog/0/0").asString()).isEqualTo("TF");
  }

  /** A client may echo the fragments of a message as they come. */
  @Test
  void pongMayComeWithinTheEcho() throws Exception {
    try (RawClient client = open("/runCase?casetuple=5.6&agent=" + agent)) {
      Frame frame = client.read();
      while (frame.opcode() != RawClient.CLOSE) {
        int opcode = frame.opcode() == RawClient.PING ? RawClient.PONG : frame.opcode();
        client.send(RawClient.frame(frame.fin(), 0, opcode, frame.payload()));
        frame = client.read();
      }
      client.sendClose(1000, "");
      client.readRest();
    }
    assertThat(answer("/getCaseStatus?casetuple=5.6&agent=" + agent))
        .isEqualTo("{\"behavior\": \"OK\"}");
  }

  @Test
  void statusWaitsForTheResult() throws Exception {
    try (RawClient status = open("/getCaseStatus?case=1&agent=" + agent)) {
      status.readNothing(Duration.ofMillis(100));
      echo("/runCase?case=1&agent=" + agent);
      assertThat(status.read()).hasToString("text \"{\"behavior\": \"OK\"}\"");
      assertThat(status.read()).hasToString("close empty");
    }
  }

  @Test
  void caseThatRunsAgainReplacesItsResult() throws Exception {
    echo("/runCase?case=1&agent=" + agent);
    assertThat(index().at("/1.1.1/behavior").asString()).isEqualTo("OK");
    try (RawClient client = open("/runCase?case=1&agent=" + agent)) {
      client.read();
      client.sendText("other");
      assertThat(client.read()).hasToString("close 1001 Going Away");
      client.sendClose(1001, "");
      client.readRest();
    }
    assertThat(answer("/getCaseStatus?case=1&agent=" + agent))
        .isEqualTo("{\"behavior\": \"FAILED\"}");
    assertThat(index()).hasSize(1);
  }

  /** The server fails the connection because of that frame, and its code counts all the same. */
  @Test
  void clientThatEchoesAnIllegalCloseCodeFails() throws Exception {
    try (RawClient client = open("/runCase?casetuple=7.9.2&agent=" + agent)) {
      assertThat(client.read()).hasToString("close 999");
      client.sendClose(999, "");
      client.readRest();
    }
    assertThat(answer("/getCaseStatus?casetuple=7.9.2&agent=" + agent))
        .isEqualTo("{\"behavior\": \"FAILED\"}");
    assertThat(index().at("/7.9.2/behaviorClose").asString()).isEqualTo("WRONG CODE");
    assertThat(index().at("/7.9.2/remoteCloseCode").asInt()).isEqualTo(999);
  }

  /** As the keep-alive of some clients does. RFC 6455, section 5.5.3, allows it. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void pongThatNoPingAskedForFailsTheCaseButNotTheClient(boolean first) throws Exception {
    try (RawClient client = open("/runCase?case=2&agent=" + agent)) {
      byte[] pong = RawClient.frame(true, 0, RawClient.PONG, new byte[] {1});
      if (first) {
        client.send(pong);
      }
      client.send(RawClient.frame(true, 0, RawClient.TEXT, client.read().payload()));
      Frame close = client.read();
      if (!first) {
        client.send(pong);
        // The server sees the pong alone, and still waits for the close frame.
        TimeUnit.MILLISECONDS.sleep(50);
      }
      client.send(RawClient.frame(true, 0, RawClient.CLOSE, close.payload()));
      client.readRest();
    }
    assertThat(index().at("/1.1.2/behavior").asString()).isEqualTo("FAILED");
    JsonNode document = TranscriptClient.json(http.get("/conformance?agent=" + agent));
    assertThat(document.at("/cases/0/passed").asBoolean()).isTrue();
    assertThat(document.at("/cases/0/result").asString()).contains("a pong that no ping asked for");
  }

  @Test
  void runsOfOneAgentDoNotMeet() throws Exception {
    echo("/runCase?case=1&run=one&agent=" + agent);
    echo("/runCase?case=2&run=two&agent=" + agent);
    JsonNode one =
        TranscriptClient.json(http.get("/conformance/index.json?run=one&agent=" + agent));
    assertThat(one.get(agent + " (one)").propertyNames()).containsExactly("1.1.1");
  }

  @Test
  void compressionIsDeclinedWhereACaseDoesNotNeedIt() throws Exception {
    try (RawClient client = RawClient.connect(port)) {
      var response =
          client.handshake(
              "/runCase?case=28&agent=" + agent, "Sec-WebSocket-Extensions: permessage-deflate");
      assertThat(response.status()).isEqualTo(101);
      assertThat(response.headers()).doesNotContainKey("sec-websocket-extensions");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/updateReports?agent=a",
    "/stopServer",
    "/updateReports?agent=a&shutdownOnComplete=true"
  })
  void closesOnly(String target) throws Exception {
    try (RawClient client = open(target)) {
      assertThat(client.read()).hasToString("close empty");
    }
    assertThat(http.get("/conformance/index.json").statusCode()).isEqualTo(200);
  }

  @Test
  void nameOfAnAgentIsText() throws Exception {
    String name = "../<b>\"ä\"&" + agent;
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
    echo("/runCase?case=1&agent=" + encoded);
    JsonNode all = TranscriptClient.json(http.get("/conformance/index.json"));
    assertThat(all.get(name).at("/1.1.1/reportfile").asString()).matches("[a-z0-9_]+\\.json");
    var junit = http.get("/conformance/junit.xml?agent=" + encoded);
    assertThat(junit.body()).contains("name=\"../&lt;b&gt;&quot;ä&quot;&amp;" + agent + '"');
    assertThat(http.get("/conformance/badge.svg?agent=" + encoded).body()).contains(">1/1<");
  }

  /** Such as a README. */
  @Test
  void pageOfAnotherOriginMayShowTheBadge() throws Exception {
    echo("/runCase?case=1&agent=" + agent);
    assertThat(
            http.get("/conformance/badge.svg?agent=" + agent)
                .headers()
                .allValues("Cross-Origin-Resource-Policy"))
        .containsExactly("cross-origin");
  }

  @ParameterizedTest
  @CsvSource({
    "/conformance?agent=nobody, 404",
    "/conformance/index.json?agent=nobody, 404",
    "/conformance/nobody_case_1_1_1.json, 404",
    "/conformance/junit.xml, 400",
    "/conformance/badge.svg, 400",
    "/conformance/index.json?agnet=x, 400",
  })
  void unknownReportIsAProblem(String target, int status) throws Exception {
    assertThat(http.get(target).statusCode()).isEqualTo(status);
  }

  @Test
  void scenarioIsACaseBeyond() throws Exception {
    try (RawClient client = open("/beyond/runCase?casetuple=close/1012&agent=" + agent)) {
      assertThat(client.read()).hasToString("close 1012");
      client.sendClose(1012, "");
      client.readRest();
    }
    assertThat(answer("/all/getCaseStatus?casetuple=close/1012&agent=" + agent))
        .isEqualTo("{\"behavior\": \"OK\"}");
    assertThat(index().at("/close~11012/remoteCloseCode").asInt()).isEqualTo(1012);
  }

  @Test
  void clientThatAcceptsAWrongHandshakeFails() throws Exception {
    try (RawClient client = RawClient.connect(port)) {
      client.handshake("/all/runCase?casetuple=handshake/wrong-accept&agent=" + agent);
      client.sendText("hi");
      client.readRest();
    }
    assertThat(answer("/all/getCaseStatus?casetuple=handshake/wrong-accept&agent=" + agent))
        .isEqualTo("{\"behavior\": \"FAILED\"}");
  }

  /** More than the socket accepts before the client reads: the server is within the frame. */
  @Test
  void pingIsAnsweredBehindTheFrameThatIsBeingSent() throws Exception {
    try (RawClient client = open("/runCase?casetuple=9.1.4&agent=" + agent)) {
      client.send(RawClient.frame(true, 0, RawClient.PING, new byte[] {1}));
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      Frame message = client.read();
      assertThat(message.payload()).hasSize(4 << 20);
      assertThat(message.text()).startsWith("BAsd7&jh23").endsWith("BAsd");
      assertThat(client.read()).hasToString("pong 01");
    }
  }

  /** A pong between the parts of a frame would be a part of its payload. */
  @Test
  void pingIsAnsweredBehindTheFrameThatIsSentInParts() throws Exception {
    try (RawClient client = open("/runCase?casetuple=6.4.3&agent=" + agent)) {
      client.send(RawClient.frame(true, 0, RawClient.PING, new byte[] {1}));
      assertThat(client.read().payload()).hasSize(21);
      assertThat(client.read()).hasToString("pong 01");
    }
  }

  /** Its handler and its options belong together, which a step cannot have. */
  @ParameterizedTest
  @CsvSource({"case%2F1.1.1", "runCase%3Fcase=1"})
  void caseIsNoStepOfASequence(String step) throws Exception {
    try (RawClient client = RawClient.connect(port)) {
      assertThat(client.handshake("/sequence/" + agent + "?step=" + step).status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource({"/runcase?case=1&agent=a", "//getCaseCount", "/case/", "/case/1.1.1/x"})
  void addressThatResemblesOneIsRejected(String target) throws Exception {
    try (RawClient client = RawClient.connect(port)) {
      assertThat(client.handshake(target).status()).isEqualTo(404);
    }
  }

  @Test
  void caseAloneHasATranscriptWithItsVerdict() throws Exception {
    echo("/case/1.1.2?connection=" + agent);
    JsonNode seen = http.ended(agent);
    assertThat(seen.get("scenario").asString()).isEqualTo("case/1.1.2");
    assertThat(seen.at("/verdict/passed").asBoolean()).isTrue();
    assertThat(seen.at("/verdict/observed").asString())
        .isEqualTo("The client kept the rules. The client did what the case expects.");
  }

  @Test
  void caseAloneNeedsNoAgent() throws Exception {
    echo("/case/1.1.1");
    echo("/case/1.1.2?agent=" + agent);
    assertThat(index().propertyNames()).containsExactly("1.1.2");
  }
}
