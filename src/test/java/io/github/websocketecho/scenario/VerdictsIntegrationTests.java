package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * The verdicts on clients, each of which is a list of actions. Hex digits are bytes to send, and
 * {@code M} in them is the mask key 00000000, so that payloads are readable. {@code ping} waits for
 * a ping, {@code pong} waits for a ping and answers it, {@code close} waits for a close frame,
 * {@code end} waits for the end of TCP, {@code fin} and {@code reset} end TCP, and {@code request}
 * sends an HTTP request.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.limits.closing=500ms")
class VerdictsIntegrationTests {

  private static final String DELIMITER = "|";

  private static final String SHORT_TIMEOUT = "within=300ms";

  private static final String CARRIED_ON =
      "The client answered the ping before the illegal frame, and then sent more frames.";
  private static final String FAILED = "The client failed the connection with the code 1002.";
  private static final String CROSSED =
      "The client sent frames, but no pong for the ping before the illegal frame."
          + " It may have sent them before it received the illegal frame.";
  private static final String SHOWS_NOTHING =
      ". This does not show whether it noticed the illegal frame.";
  private static final String OTHER_CODE =
      ". RFC 6455, section 5.5.1, says only that the code is typically echoed,"
          + " and the two close frames may have crossed.";
  private static final String SECOND_CLOSE = "The client sent a second close frame.";
  private static final String PROXY =
      "The opening handshake passed through a proxy, which may have caused what the server"
          + " observed.";
  private static final String ENDED_BEFORE = "The connection ended before the scenario began.";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  @LocalServerPort private int port;

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      textBlock =
          """
          # Data after the pong.
          rsv2               | pong, 81 82 M 6869, 88 82 M 03e8         | false | CARRIED_ON
          rsv2               | pong, 81 82 M 6869, fin                  | false | CARRIED_ON
          rsv2               | pong, 81 82 M 6869, 81 82 M 6869, 88 82 M 03ea | false | CARRIED_ON
          rsv2               | pong, 89 80 M, 89 80 M, fin              | false | CARRIED_ON
          rsv1               | pong, 8a 80 M, 88 82 M 03ea              | false | CARRIED_ON
          fragmented-ping    | pong, 8a 85 M 48656c6c6f, fin            | false | The client answered the illegal ping.
          # A pong may answer only the last ping.
          fragmented-ping    | 8a 85 M 48656c6c6f, fin                  | false | The client answered the illegal ping.
          # A failure.
          rsv2               | pong, 88 82 M 03ea                       | true  | FAILED
          rsv2               | 88 82 M 03ea                             | true  | FAILED
          rsv2               | 81 82 M 6869, pong, 88 82 M 03ea         | true  | FAILED
          rsv2               | pong, fin                                | true  | The client ended TCP.
          rsv2               | pong, reset                              | true  | The client ended TCP.
          # What may have crossed.
          rsv2               | ping, 81 82 M 6869, 88 82 M 03ea         |       | CROSSED
          rsv2               | ping, 89 80 M, 89 80 M, fin              |       | CROSSED
          rsv2               | ping, 81 82 M 6869, fin                  |       | CROSSED
          # An ordinary close.
          rsv2               | ping, 81 82 M 6869, 88 82 M 03e8         |       | The client closed with the code 1000SHOWS_NOTHING
          length-not-minimal | pong, 88 82 M 03e8                       |       | The client closed with the code 1000SHOWS_NOTHING
          rsv2               | pong, 88 82 M 0fa1                       |       | The client closed with the code 4001SHOWS_NOTHING
          rsv2               | pong, 88 80 M                            |       | The client closed without a codeSHOWS_NOTHING
          # An illegal close frame.
          close-0            | close, 88 82 M 03e8                      |       | The client closed with the code 1000SHOWS_NOTHING
          close-1005         | close, 88 82 M 03e8                      |       | The client closed with the code 1000SHOWS_NOTHING
          close-one-byte     | close, 88 82 M 03e8                      |       | The client closed with the code 1000SHOWS_NOTHING
          close-65535        | close, 88 80 M                           |       | The client closed without a codeSHOWS_NOTHING
          close-reason-not-utf-8 | close, 88 82 M 03e8                  |       | The client closed with the code 1000SHOWS_NOTHING
          close-5000         | close, 88 82 M 1388                      | false | The client accepted the illegal close frame and answered with the code 5000.
          close-reason-not-utf-8 | close, 88 84 M 03e8c328              | false | The client accepted the illegal close frame and answered with the code 1000.
          close-one-byte     | close, 88 81 M 03                        | false | The client violated the protocol: The close frame has a payload of one byte; a code has two.
          # Nothing in time.
          rsv2?within=300ms  | pong, end                                | false | The client answered the ping before the illegal frame, but had not ended TCP after 300 ms.
          rsv2?within=1s     | end                                      |       | The client did not answer the ping before the illegal frame, and had not ended TCP after 1 s. It may have received neither frame.
          """)
  void judgesWhatFollowsAnIllegalFrame(
      String fault, String client, @Nullable Boolean passed, String observed) throws Exception {
    String text =
        observed
            .replace("CARRIED_ON", CARRIED_ON)
            .replace("FAILED", FAILED)
            .replace("CROSSED", CROSSED)
            .replace("SHOWS_NOTHING", SHOWS_NOTHING);
    assertVerdict("/illegal/" + fault, client, passed, text, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      textBlock =
          """
          /close/4001           | close, 88 82 M 0fa1 | true  | The client answered with the code 4001. |
          /close/4001           | close, 88 82 M 03e8 | true  | The client answered with the code 1000. | The server closed with the code 4001 and the client with the code 1000OTHER
          /close/4001           | close, 88 80 M      | true  | The client answered without a code.     | The server closed with the code 4001 and the client without a codeOTHER
          /timeout?idle=100ms   | close, 88 82 M 03e8 | true  | The client answered with the code 1000. | The server closed with the code 1001 and the client with the code 1000OTHER
          /limit?message=1B     | 81 82 M 6869, close, 88 82 M 03e8 | true | The client answered with the code 1000. | The server closed with the code 1009 and the client with the code 1000OTHER
          /rate?messages=0      | 81 82 M 6869, close, 88 82 M 03e8 | true | The client answered with the code 1000. | The server closed with the code 1008 and the client with the code 1000OTHER
          # The client ends TCP before it receives the server's close frame.
          /limit?message=1B     | 81 82 M 6869 88 82 M 0fa2         | true | The client answered with the code 4002. | The server closed with the code 1009 and the client with the code 4002OTHER
          /close/empty          | close, 88 80 M      | true  | The client answered without a code.     |
          /close/empty          | close, 88 82 M 03e8 | true  | The client answered with the code 1000. |
          /close/4001           | close, 88 82 M 03e7 | false | The client violated the protocol: Close code 999 is not allowed in a close frame. |
          /close/4001           | close, fin          | false | The client did not answer with a close frame. |
          /close/4001           | close, end          | false | The client did not answer with a close frame. |
          # A second close frame, and data.
          /illegal/rsv2         | pong, 88 82 M 03ea 88 82 M 03e8   | true  | The client failed the connection with the code 1002. | SECOND
          /close/4001           | close, 88 82 M 0fa1 88 82 M 03e8  | true  | The client answered with the code 4001.              | SECOND
          /illegal/rsv2         | ping, 88 82 M 03ea 8a 80 M        | true  | The client failed the connection with the code 1002. |
          /illegal/rsv2         | pong, 88 82 M 03ea 81 82 M 6869   | false | The client sent 8 bytes after its close frame.       |
          /close/4001           | close, 88 82 M 0fa1 88 82 M 03    | false | The client sent 7 bytes after its close frame.       | SECOND
          """)
  void judgesCloseFrames(
      String address,
      String client,
      @Nullable Boolean passed,
      String observed,
      @Nullable String remark)
      throws Exception {
    String fullRemark =
        remark == null ? null : remark.replace("OTHER", OTHER_CODE).replace("SECOND", SECOND_CLOSE);
    assertVerdict(address, client, passed, observed, fullRemark);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      textBlock =
          """
          /answer-close                | fin                                    |      | ENDED_BEFORE
          /ignore-close                | fin                                    |      | ENDED_BEFORE
          /hold-tcp                    | fin                                    |      | ENDED_BEFORE
          /silent                      | fin                                    |      | ENDED_BEFORE
          /silent?after=2              | 81 82 M 6869, fin                      |      | ENDED_BEFORE
          /slow                        | fin                                    |      | ENDED_BEFORE
          /no-pong                     | fin                                    |      | ENDED_BEFORE
          /reset?after=1               | fin                                    |      | ENDED_BEFORE
          /drop?after=1                | fin                                    |      | ENDED_BEFORE
          /answer-close?delay=0s       | 88 82 M 03e8, end                      | true | KEPT
          /ignore-close?hold=0s        | 88 82 M 03e8, end                      | true | KEPT
          /hold-tcp?hold=0s            | 88 82 M 03e8, end                      | true | KEPT
          /silent                      | 81 82 M 6869, fin                      | true | KEPT
          /silent                      | 89 80 M, fin                           | true | KEPT
          /silent                      | 88 82 M 03e8, fin                      | true | KEPT
          /slow?delay=0s               | 81 82 M 6869, 88 82 M 03e8, end        | true | KEPT
          /no-pong                     | 89 80 M, 88 82 M 03e8, end             | true | KEPT
          /slow-handshake?delay=0s     | fin                                    | true | KEPT
          """)
  void isUndecidedIfTheScenarioHasNotBegun(
      String address, String client, @Nullable Boolean passed, String observed) throws Exception {
    String text =
        observed
            .replace("ENDED_BEFORE", ENDED_BEFORE)
            .replace("KEPT", "The client followed the protocol.");
    assertVerdict(address, client, passed, text, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      textBlock =
          """
          /handshake/no-accept  | end                        | false | WHO sent nothing, but had not ended TCP after 300 ms.
          /handshake/no-accept  | fin                        | true  | WHO ended TCP.
          /handshake/no-accept  | 88 82 M 03f2               | true  | WHO failed the connection with the code 1010.
          /handshake/no-accept  | 81 82 M 6869, 88 82 M 03f2 | false | WHO sent frames as if the connection were open.
          /handshake/status-200 | end                        | true  | WHO sent nothing more.
          /handshake/status-200 | 81 82 M 6869, fin          | false | WHO sent 8 bytes that are not an HTTP request.
          /handshake/status-200 | request, end               | true  | WHO sent an HTTP request on the same connection, and no frames.
          /refuse/401           | end, fin                   | true  | WHO sent nothing more.
          /refuse/401           | end, 81 82 M 6869, fin     | false | WHO sent 8 bytes that are not an HTTP request.
          /refuse/401           | request, end               | true  | WHO sent an HTTP request on the same connection, and no frames.
          """)
  void judgesWhatFollowsAnInvalidHandshake(
      String address, String client, @Nullable Boolean passed, String observed) throws Exception {
    String target = address + "?" + SHORT_TIMEOUT;
    assertVerdict(target, client, passed, observed.replace("WHO", "The client"), null);
    String byProxy = observed.replace("WHO", "The client or a proxy");
    assertVerdict(target, client, passed, byProxy, PROXY, "Via: 1.1 proxy");
    assertVerdict(target, client, passed, byProxy, PROXY, "X-Forwarded-Proto: https");
  }

  @Test
  void remarksOnAnHttpRequestAfterAnInvalid101() throws Exception {
    assertVerdict(
        "/handshake/no-connection?within=1m",
        "request, end",
        true,
        "The client sent an HTTP request on the same connection, and no frames.",
        "The request shows that the client did not open a WebSocket."
            + " However, RFC 6455, section 4.1, asks the client to end the connection.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      textBlock =
          """
          /slow-handshake?delay=300ms | true  | The client followed the protocol. | EARLY
          /hang?hold=300ms            | false | The client sent data before the server answered the opening handshake. |
          """)
  void remarksOnDataBeforeTheResponse(
      String address, boolean passed, String observed, @Nullable String remark) throws Exception {
    String early =
        "The client sent data before the server answered the opening handshake."
            + " RFC 6455, section 4.1, asks the client to wait for the response.";
    String id = "early-" + NUMBER.incrementAndGet();
    try (var client = RawClient.connect(port)) {
      client.sendHandshake(address + "&connection=" + id);
      client.sendHex("81 82 00000000 6869  88 82 00000000 03e8");
      client.readRest();
    }
    assertVerdict(id, passed, observed, remark == null ? null : early);
  }

  private void assertVerdict(
      String address,
      String client,
      @Nullable Boolean passed,
      String observed,
      @Nullable String remark,
      String... headers)
      throws Exception {
    String id = "verdict-" + NUMBER.incrementAndGet();
    String target = address + (address.contains("?") ? "&" : "?") + "connection=" + id;
    try (var raw = RawClient.connect(port)) {
      raw.handshake(target, headers);
      for (String action : client.split(", ", -1)) {
        perform(action, raw);
      }
      assertVerdict(id, passed, observed, remark);
    }
  }

  private void assertVerdict(
      String id, @Nullable Boolean passed, String observed, @Nullable String remark)
      throws Exception {
    JsonNode verdict = new TranscriptClient(port).ended(id).path("verdict");
    assertThat(verdict.path("observed").stringValue()).isEqualTo(observed);
    assertThat(verdict.path("passed").isNull() ? null : verdict.path("passed").booleanValue())
        .isEqualTo(passed);
    assertThat(verdict.path("remark").stringValue(null)).isEqualTo(remark);
  }

  private static void perform(String action, RawClient client) throws IOException {
    switch (action) {
      case "ping" -> assertThat(client.read().opcode()).isEqualTo(RawClient.PING);
      case "pong" -> client.send(RawClient.frame(true, 0, RawClient.PONG, client.read().payload()));
      case "close" -> {
        while (client.read().opcode() != RawClient.CLOSE) {
          // Other frames do not matter.
        }
      }
      case "end" -> client.readRest();
      case "request" -> client.sendHandshake("/x");
      case "fin" -> client.finish();
      case "reset" -> {
        client.resetOnClose();
        client.close();
      }
      default -> client.sendHex(action.replace("M", "00000000"));
    }
  }
}
