package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.scenario.Conduct.Message;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Frame;
import io.github.websocketecho.support.RawClient.Response;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * Runs two clients through the catalogue. In each scenario, the one that behaves correctly passes,
 * and the one that misbehaves fails.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.limits.closing=500ms")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogueIntegrationTests {

  /** For a client that behaves correctly, which never lets the timeout expire. */
  private static final Duration LONG_TIMEOUT = Duration.ofSeconds(10);

  /** For a client that misbehaves, which may let the timeout expire. */
  private static final Duration SHORT_TIMEOUT = Duration.ofMillis(100);

  private static final Duration BRIEFLY = Duration.ofMillis(50);

  private static final String UNMASKED_TEXT = "81 05 48656c6c6f";
  private static final int ILLEGAL_CODE = 999;
  private static final int PROTOCOL_ERROR = 1002;

  @LocalServerPort private int port;
  @Autowired private ScenarioCatalogue catalogue;

  private TranscriptClient transcripts;

  @BeforeAll
  void createClient() {
    transcripts = new TranscriptClient(port);
  }

  private Stream<String> ids() {
    return catalogue.scenarios().stream().map(Scenario::id);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void clientThatBehavesCorrectlyPasses(String id) throws Exception {
    var visit = Visit.to(Visit.scenario(catalogue, id));
    visit(visit, visit.target(LONG_TIMEOUT), this::behaveCorrectly);
    assertThat(verdict(visit)).as(id).startsWith("true ");
  }

  @ParameterizedTest
  @MethodSource("ids")
  void clientThatMisbehavesFails(String id) throws Exception {
    var visit = Visit.to(Visit.scenario(catalogue, id));
    // The server sees nothing of the client after a reset.
    String after = visit.isReset() ? "&after=1" : "";
    visit(visit, visit.target(SHORT_TIMEOUT) + after, this::misbehave);
    assertThat(verdict(visit)).as(id).startsWith("false ");
  }

  @ParameterizedTest
  @MethodSource("illegalCodes")
  void clientThatAnswersAnIllegalCodeFails(String id) throws Exception {
    var visit = Visit.to(Visit.scenario(catalogue, id));
    visit(visit, visit.target(LONG_TIMEOUT), (_, client) -> answer(client, awaitClose(client)));
    assertThat(verdict(visit)).as(id).startsWith("false ");
  }

  private Stream<String> illegalCodes() {
    return ids().filter(id -> id.matches("illegal/close-[0-9]+"));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void exampleCanBeOpenedAndHasATranscript(String id) throws Exception {
    var visit = Visit.to(Visit.scenario(catalogue, id));
    try (var client = RawClient.connect(port)) {
      client.sendHandshake(visit.example());
      if (visit.scenario().handlerAnswers()) {
        client.readNothingOrSomething(BRIEFLY);
      } else {
        assertThat(client.readResponse().status()).isEqualTo(101);
      }
    }
    awaitTranscript(visit);
    JsonNode transcript = ended(visit);
    assertThat(transcript.at("/scenario").asString()).isEqualTo(id);
    assertThat(transcript.at("/handshake/status").asInt()).isNotIn(400, 404, 409, 426);
  }

  @Test
  void jsonListsEveryEntryWithItsMembers() throws Exception {
    var response = transcripts.get("/scenarios", "Accept", "application/json");
    JsonNode list = TranscriptClient.parse(response.body());
    assertThat(list.size()).isEqualTo(catalogue.scenarios().size());
    for (int index = 0; index < list.size(); index++) {
      assertListed(list.get(index), catalogue.scenarios().get(index));
    }
  }

  private static void assertListed(JsonNode listed, Scenario scenario) {
    assertThat(listed.propertyNames())
        .as(scenario.id())
        .contains("id", "address", "example", "parameters", "does", "expected", "rfc", "browser");
    assertThat(listed.at("/client/offers").valueStream().map(JsonNode::asString))
        .containsExactlyElementsOf(scenario.conduct().offers());
    assertThat(listed.get("id").asString()).isEqualTo(scenario.id());
    assertThat(listed.get("address").asString()).isEqualTo(scenario.address());
    assertThat(listed.get("example").asString()).isEqualTo(scenario.example());
    assertThat(listed.get("does").asString()).as(scenario.id()).isNotBlank();
    assertThat(listed.get("expected").propertyNames())
        .containsExactly("code", "reason", "wasClean");
    assertThat(listed.get("rfc").asString()).isEqualTo(scenario.rfc());
    assertThat(listed.get("browser").asBoolean()).isEqualTo(scenario.browser());
    assertThat(listed.get("parameters").size()).isEqualTo(scenario.parameters().size());
    for (JsonNode parameter : listed.get("parameters")) {
      assertThat(parameter.propertyNames())
          .contains("name", "meaning", "default", "minimum", "maximum");
      assertThat(parameter.get("meaning").asString()).as(scenario.id()).isNotBlank();
    }
  }

  // ---- A client that behaves correctly

  private void behaveCorrectly(Visit visit, RawClient client) throws IOException {
    switch (visit.rule()) {
      case "closeAnswered" -> {
        send(visit, client);
        answer(client, awaitClose(client));
        client.readRest();
      }
      case "connectionFailed" -> {
        client.sendClose(PROTOCOL_ERROR, "");
        client.finish();
        client.readRest();
      }
      case "tcpEnded" -> client.readRest();
      case "rulesKept", "subprotocolChosen", "credentialsSent" -> followTheProtocol(visit, client);
      case "wentOn", "subprotocolDeclined", "pongsSent", "everythingTaken" -> {
        answerPings(client);
        client.readRest();
      }
      case "handshakeFailed", "refusalAccepted" -> {} // Ends TCP.
      default -> throw unknown(visit);
    }
  }

  /** Answers every ping, and then the close frame. */
  private static void answerPings(RawClient client) throws IOException {
    Frame frame = client.read();
    while (frame.opcode() != RawClient.CLOSE) {
      if (frame.opcode() == RawClient.PING) {
        client.send(RawClient.frame(true, 0, RawClient.PONG, frame.payload()));
      }
      frame = client.read();
    }
    answer(client, frame);
  }

  private static void followTheProtocol(Visit visit, RawClient client) throws IOException {
    if (visit.isReset()) {
      client.readReset();
      return;
    }
    send(visit, client);
    client.read();
    client.sendClose(visit.closes().code(), visit.closes().reason());
    client.readRest();
  }

  // ---- A client that misbehaves

  private void misbehave(Visit visit, RawClient client) throws IOException, InterruptedException {
    switch (visit.rule()) {
      case "closeAnswered" -> {
        send(visit, client);
        answerWrongly(client, awaitClose(client));
      }
      case "rulesKept", "subprotocolChosen", "credentialsSent" -> client.sendHex(UNMASKED_TEXT);
      case "subprotocolDeclined" -> {} // Does not answer the ping.
      case "wentOn", "pongsSent", "everythingTaken" -> client.sendClose(PROTOCOL_ERROR, "");
      case "connectionFailed" -> {
        client.send(RawClient.frame(true, 0, RawClient.PONG, client.read().payload()));
        client.sendText("still here");
      }
      case "tcpEnded", "handshakeFailed", "refusalAccepted" -> client.sendText("still here");
      default -> throw unknown(visit);
    }
    if (visit.rule().matches("closeAnswered|rulesKept|subprotocolChosen|credentialsSent")) {
      client.finish();
    }
    client.readRest();
    ended(visit); // The client keeps TCP open until then.
  }

  /** Answers with a code that may not be sent, or not at all if the server sent no code. */
  private static void answerWrongly(RawClient client, Frame close) throws IOException {
    if (close.payload().length > 0) {
      client.sendClose(ILLEGAL_CODE, "");
    }
  }

  // ---- Both clients

  private interface Client {
    void run(Visit visit, RawClient client) throws IOException, InterruptedException;
  }

  private void visit(Visit visit, String target, Client client) throws InterruptedException {
    try (var rawClient = RawClient.connect(port)) {
      rawClient.sendHandshake(target, headers(visit));
      if (visit.scenario().id().equals("hang")) {
        rawClient.readNothing(BRIEFLY);
      } else if (visit.rule().matches("handshakeFailed|refusalAccepted")) {
        rawClient.readHead();
      } else {
        assertThat(rawClient.readResponse().status()).isEqualTo(101);
      }
      client.run(visit, rawClient);
    } catch (IOException e) {
      throw new AssertionError(
          "The client failed at " + target + ". Define its behaviour here or in Visit", e);
    }
  }

  private String[] headers(Visit visit) throws IOException {
    List<String> headers = visit.headers();
    if (visit.needsACookie()) {
      try (var first = RawClient.connect(port)) {
        Response response = first.handshake(visit.scenario().example());
        headers.add("Cookie: " + response.header("Set-Cookie").replaceFirst(";.*", ""));
      }
    }
    return headers.toArray(String[]::new);
  }

  private static void send(Visit visit, RawClient client) throws IOException {
    for (Message message : visit.sends()) {
      switch (message.type()) {
        case TEXT -> client.sendText(message.content());
        case BINARY -> {
          byte[] bytes = HexFormat.of().parseHex(message.content());
          client.send(RawClient.frame(true, 0, RawClient.BINARY, bytes));
        }
      }
    }
  }

  private static Frame awaitClose(RawClient client) throws IOException {
    Frame frame = client.read();
    while (frame.opcode() != RawClient.CLOSE) {
      frame = client.read();
    }
    return frame;
  }

  /** Answers with the same code and no reason. */
  private static void answer(RawClient client, Frame close) throws IOException {
    byte[] code = close.payload().length < 2 ? new byte[0] : code(close.closeCode());
    client.send(RawClient.frame(true, 0, RawClient.CLOSE, code));
  }

  private static byte[] code(int code) {
    return ByteBuffer.allocate(2).putShort((short) code).array();
  }

  private static AssertionError unknown(Visit visit) {
    return new AssertionError(
        "The rule of %s is %s, for which this test defines no behaviour"
            .formatted(visit.scenario().id(), visit.rule()));
  }

  /** Whether the client passed, and what was observed, after the end of the connection. */
  private String verdict(Visit visit) throws Exception {
    JsonNode verdict = ended(visit).get("verdict");
    return verdict.get("passed") + " " + verdict.get("observed").asString();
  }

  /** A client that does not wait for a response may be faster than the server. */
  private void awaitTranscript(Visit visit) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + RawClient.PATIENCE.toNanos();
    while (transcripts.get("/connections/" + visit.connection()).statusCode() == 404
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  private JsonNode ended(Visit visit) throws IOException, InterruptedException {
    return transcripts.ended(visit.connection());
  }
}
