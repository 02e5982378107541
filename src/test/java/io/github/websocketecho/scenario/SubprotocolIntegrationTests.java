package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The scenarios that choose a subprotocol, or none. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.limits.closing=500ms")
class SubprotocolIntegrationTests {

  private static final String OFFER = "Sec-WebSocket-Protocol: ";

  @LocalServerPort private int port;

  @ParameterizedTest
  @CsvSource({
    "'',               'a, b, c', c",
    "?choose=last,     'a, b, c', c",
    "?choose=first,    'a, b, c', a",
    "?choose=first,    b,         b",
    "?choose=b,        'a, b, c', b",
    "?choose=none,     'a, b, c',",
    "?choose=d,        'a, b, c', d",
    "?choose=B,        'a, b, c', B",
    "?choose=%23%25%26, a,        #%&",
  })
  void serverChoosesWhatTheAddressSays(String query, String offers, @Nullable String chosen)
      throws Exception {
    String id = RawClient.newId();
    String target = "/subprotocol" + query + (query.isEmpty() ? "?" : "&") + "connection=" + id;
    try (var client = RawClient.connect(port)) {
      var response = client.handshake(target, OFFER + offers);
      assertThat(response.status()).isEqualTo(101);
      assertThat(response.headers().get("sec-websocket-protocol")).isEqualTo(chosen);
      client.sendText("echo");
      assertThat(client.read()).hasToString("text \"echo\"");
      client.sendClose(4001, "bye");
      assertThat(client.read()).hasToString("close 4001 bye");
      client.readEnd();
    }
    var handshake = new TranscriptClient(port).ended(id).path("handshake");
    assertThat(handshake.path("subprotocol").asStringOpt().orElse(null)).isEqualTo(chosen);
  }

  @ParameterizedTest
  @CsvSource({"first", "last", "none"})
  void nothingIsChosenOfNothing(String choice) throws Exception {
    try (var client = RawClient.connect(port)) {
      assertThat(client.handshake("/subprotocol?choose=" + choice).headers())
          .doesNotContainKey("sec-websocket-protocol");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      textBlock =
          """
          last | a,b | true  | The client followed the protocol.
          none | a,b | true  | The client went on without a subprotocol, as RFC 6455 allows.
          none | ,   |       | The client offered no subprotocol, so the server had nothing to choose from.
          c    | a,b | false | The client sent frames as if the connection were open.
          """)
  void clientThatGoesOnIsJudged(
      String choice, String offers, @Nullable Boolean passed, String observed) throws Exception {
    String id = RawClient.newId();
    try (var client = open("/subprotocol?choose=" + choice + "&connection=" + id, offers)) {
      client.sendText("echo");
      client.read();
      client.sendClose(1000, "");
      client.readRest();
    }
    assertVerdict(id, passed, observed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      textBlock =
          """
          subprotocol?choose=none& | true  | The client failed the connection, because the server chose none of the subprotocols that were offered. The browsers’ API requires that.
          subprotocol?choose=c&    | true  | The client ended TCP.
          legal/no-subprotocol?    | true  | The client failed the connection, because the server chose none of the subprotocols that were offered. The browsers’ API requires that.
          """)
  void clientThatEndsTcpIsJudged(String target, boolean passed, String observed) throws Exception {
    String id = RawClient.newId();
    try (var client = open("/" + target + "connection=" + id, "a")) {
      client.finish();
      client.readRest();
    }
    assertVerdict(id, passed, observed);
  }

  @Test
  void clientThatDoesNotRejectAnotherSubprotocolIsEndedAfterItsTime() throws Exception {
    String id = RawClient.newId();
    try (var client = open("/subprotocol?choose=c&within=100ms&connection=" + id, "a")) {
      client.readEnd();
    }
    assertVerdict(id, false, "The client sent nothing, but had not ended TCP after 100 ms.");
  }

  @Test
  void legalResponseHasNoSubprotocolAlthoughSomeAreOffered() throws Exception {
    String id = RawClient.newId();
    try (var client = RawClient.connect(port)) {
      client.sendHandshake("/legal/no-subprotocol?connection=" + id, OFFER + "a, b");
      List<String> head = client.readHead();
      assertThat(head).contains("HTTP/1.1 101 Switching Protocols");
      assertThat(head).noneMatch(line -> line.startsWith("Sec-WebSocket-Protocol"));
      for (var frame = client.read(); frame.opcode() != RawClient.CLOSE; frame = client.read()) {
        if (frame.opcode() == RawClient.PING) {
          client.send(RawClient.frame(true, 0, RawClient.PONG, frame.payload()));
        }
      }
      client.sendClose(1000, "");
      client.readEnd();
    }
    assertVerdict(id, true, "The client went on without a subprotocol, as RFC 6455 allows.");
  }

  @ParameterizedTest
  @CsvSource({"''", "a%20b", "a/b", "%C3%A9", "'a,b'"})
  void nameThatIsNoTokenIsRejected(String name) throws Exception {
    assertRejected("/subprotocol?choose=" + name);
  }

  @Test
  void nameThatIsTooLongIsRejected() throws Exception {
    open("/subprotocol?choose=" + "x".repeat(100), "a").close();
    assertRejected("/subprotocol?choose=" + "x".repeat(101));
    assertRejected("/subprotocol?choose=a&choose=b");
    assertRejected("/subprotocol?within=99ms");
  }

  private void assertRejected(String target) throws IOException {
    try (var client = RawClient.connect(port)) {
      var response = client.handshake(target);
      assertThat(response.status()).as(target).isEqualTo(400);
      if (!target.contains("within")) {
        assertThat(response.body())
            .contains("none, first, last, or a name of up to 100 characters of a token");
      }
    }
  }

  private RawClient open(String target, String offers) throws IOException {
    return RawClient.open(port, target, OFFER + offers);
  }

  private void assertVerdict(String id, @Nullable Boolean passed, String observed)
      throws Exception {
    var verdict = new TranscriptClient(port).ended(id).path("verdict");
    assertThat(verdict.path("observed").asString()).isEqualTo(observed);
    assertThat(verdict.path("passed").toString()).isEqualTo(String.valueOf(passed));
  }
}
