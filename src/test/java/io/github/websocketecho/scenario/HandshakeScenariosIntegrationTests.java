package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(ObservedScenarios.class)
class HandshakeScenariosIntegrationTests {

  private static final String STATUS = "HTTP/1.1 101 Switching Protocols";
  private static final String UPGRADE = "Upgrade: websocket";
  private static final String CONNECTION = "Connection: Upgrade";

  /** The accept value of the key that the client sends (the example of RFC 6455, section 1.3). */
  private static final String ACCEPT = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private static final String DEFLATE = "permessage-deflate";

  @LocalServerPort private int port;
  @Autowired private ScenarioCatalogue catalogue;
  @Autowired private ObservedScenarios.Observer observer;

  // ---- Rejected

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "300 | 300 Multiple Choices      | location: /",
        "302 | 302 Found                 | location: /",
        "308 | 308 Permanent Redirect    | location: /",
        "400 | 400 Bad Request           | ",
        "401 | 401 Unauthorized          | www-authenticate: Basic realm=\"WebSocket Echo\"",
        "403 | 403 Forbidden             | ",
        "405 | 405 Method Not Allowed    | allow: GET, HEAD",
        "407 | 407 Proxy Authentication Required |"
            + " proxy-authenticate: Basic realm=\"WebSocket Echo\"",
        "429 | 429 Too Many Requests     | retry-after: 1",
        "503 | 503 Service Unavailable   | retry-after: 1",
        "599 | 599                       | ",
      })
  void rejectsWithTheHeadersOfTheStatus(String status, String line, String header)
      throws Exception {
    try (var client = RawClient.connect(port)) {
      client.sendHandshake("/refuse/" + status, "Sec-WebSocket-Protocol: chat", offer(DEFLATE));
      List<String> head = new ArrayList<>(withoutId(client.readHead()));
      String body = line + (line.length() == 3 ? " \n" : "\n");
      assertThat(head.removeFirst()).isEqualTo("HTTP/1.1 " + line);
      head.replaceAll(HandshakeScenariosIntegrationTests::lowerCaseName);
      List<String> expected =
          new ArrayList<>(
              List.of(
                  "connection: close",
                  "content-type: text/plain;charset=UTF-8",
                  "content-length: " + body.length()));
      if (header != null) {
        expected.add(header);
      }
      assertThat(head).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(client.readBytes(body.length())).asString().isEqualTo(body);
    }
  }

  @Test
  void status426NamesProtocolAndVersion() throws Exception {
    Response response = refuse("426");
    assertThat(response.headers())
        .containsEntry("upgrade", "websocket")
        .containsEntry("connection", "close, Upgrade")
        .containsEntry("sec-websocket-version", "13");
  }

  @Test
  void status304HasNoBody() throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response = client.handshake("/refuse/304?within=100ms");
      assertThat(response.status()).isEqualTo(304);
      assertThat(response.headers()).doesNotContainKeys("content-length", "location");
      client.readEnd();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "302?location=wss://example.com/a%3Fb%23c | location         | wss://example.com/a?b#c",
        "401?realm=the+%5B1st%5D+realm            | www-authenticate | Basic realm=\"the [1st]"
            + " realm\"",
        "503?retryAfter=1500ms                    | retry-after      | 2",
        "429?retryAfter=0s                        | retry-after      | 0",
        "429?retryAfter=2m                        | retry-after      | 120",
      })
  void headersContainTheValuesOfTheAddress(String address, String header, String value)
      throws Exception {
    assertThat(refuse(address).header(header)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "299",
        "600",
        "x",
        "302?location=",
        "302?location=/%0d%0aSet-Cookie:a=b",
        "302?location=/%0a",
        "302?location=/%0d",
        "302?location=/%00",
        "302?location=/a%20b",
        "302?location=%C3%A9",
        "302?location=%C4%8A",
        "401?realm=a%0d%0aSet-Cookie:a=b",
        "401?realm=a%0a",
        "401?realm=a%22b",
        "401?realm=a%5Cb",
        "401?realm=%C4%8A",
        "503?retryAfter=121s",
        "503?retryAfter=-1s",
        "503?times=-1&key=a",
        "503?times=1001&key=a",
        "503?times=1",
        "503?times=1&key=",
        "503?times=1&key=a/b",
        "503?times=1&key=0123456789012345678901234567890123456789012345678901234567890123x",
        "503?within=99ms",
        "503?within=121s",
      })
  void invalidParameterGets400(String address) throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response = client.handshake("/refuse/" + address);
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(response.header("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void acceptsAKeyAfterTheRequestedNumberOfRejections() throws Exception {
    String target =
        "503?times=2&key=0123456789012345678901234567890123456789012345678901234567-._Az";
    assertThat(refuse(target).status()).isEqualTo(503);
    assertThat(refuse("503?times=2&key=another").status()).isEqualTo(503);
    assertThat(refuse(target).status()).isEqualTo(503);
    for (int i = 0; i < 2; i++) {
      try (var client = RawClient.open(port, "/refuse/" + target)) {
        client.sendText("in");
        assertThat(client.read()).hasToString("text \"in\"");
        client.sendClose(4001, "bye");
        assertThat(client.read()).hasToString("close 4001 bye");
        client.readEnd();
      }
    }
  }

  @Test
  void doesNotCountRequestsWithoutAnUpgrade() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (var client = RawClient.connect(port)) {
        var response =
            client.request("GET", "/refuse/503?times=1&key=asks", List.of("Host: localhost"));
        assertThat(response.status()).isEqualTo(426);
      }
    }
    assertThat(refuse("503?times=1&key=asks").status()).isEqualTo(503);
  }

  @ParameterizedTest
  @CsvSource({
    "text,        81 80 00000000",
    "ping,        89 80 00000000",
    "not a frame, 47 45 54 20 2f",
  })
  void sendsNothingToAClientThatSendsDataAfterTheRejection(String description, String hex)
      throws Exception {
    try (var client = RawClient.connect(port)) {
      client.handshake("/refuse/403?within=200ms");
      client.sendHex(hex);
      assertThat(client.readRest()).as(description).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/refuse/503?within=1m", "/refuse/304?within=1m"})
  void endsItsSideOfTcpAfterTheRejection(String target) throws Exception {
    try (var client = RawClient.connect(port)) {
      assertThat(client.handshake(target).header("Connection")).isEqualTo("close");
      client.readEnd();
    }
  }

  @Test
  void reportsARejectionToTheObserver() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.handshake("/observed/refuse");
      client.sendText("hello?");
      assertThat(observer.next()).isEqualTo("opened");
      assertThat(observer.next()).isEqualTo("closing SCENARIO");
      assertThat(observer.next()).isEqualTo("answered 503 Service Unavailable");
      assertThat(observer.next()).isEqualTo("closing SCENARIO"); // FIN after the response.
      assertThat(observer.next()).isEqualTo("received 12 bytes of HTTP");
    }
    assertThat(observer.next()).isEqualTo("closing NETWORK");
    assertThat(observer.next()).isEqualTo("ended FIN");
  }

  // ---- Unanswered or late

  @Test
  void endsTcpWithoutAResponseAfterTheHoldTime() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.sendHandshake("/hang?hold=150ms");
      client.readNothing(Duration.ofMillis(50));
      client.readEnd();
    }
  }

  @Test
  void noticesAtOnceThatAClientStopsWaiting() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.sendHandshake("/observed/hang");
      assertThat(observer.next()).isEqualTo("opened");
      assertThat(observer.next()).isEqualTo("closing SCENARIO");
    }
    assertThat(observer.next()).isEqualTo("closing NETWORK");
    assertThat(observer.next()).isEqualTo("ended FIN");
  }

  @ParameterizedTest
  @CsvSource({
    "text, 81 82 00000000 6869, 'text \"hi\"'",
    "ping, 89 82 00000000 6869, pong 6869",
    "close, 88 82 00000000 0fa1, close 4001",
  })
  void answersEarlyFramesAfterTheResponse(String description, String hex, String answer)
      throws Exception {
    try (var client = RawClient.connect(port)) {
      client.sendHandshake("/slow-handshake?delay=100ms");
      client.sendHex(hex);
      assertThat(client.readHead().getFirst()).as(description).isEqualTo(STATUS);
      assertThat(client.read()).hasToString(answer);
    }
  }

  @Test
  void answersAFrameInTheSegmentOfTheHandshake() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.sendHandshakeWith(
          HexFormat.of().parseHex("8182000000006869"), "/slow-handshake?delay=100ms");
      assertThat(client.readHead().getFirst()).isEqualTo(STATUS);
      assertThat(client.read()).hasToString("text \"hi\"");
    }
  }

  @Test
  void endsTcpAtTheNextRequestAfterAStatus200() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.handshake("/handshake/status-200?within=1m");
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(client.readRest()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "close,       88 80 00000000",
    "not a frame, 47 45 54 20 2f",
  })
  void endsTcpWithoutACloseFrameIfTheHandshakeIsUnanswered(String description, String hex)
      throws Exception {
    try (var client = RawClient.connect(port)) {
      client.sendHandshake("/hang?hold=150ms");
      client.sendHex(hex);
      assertThat(client.readRest()).as(description).isEmpty();
    }
  }

  @Test
  void answersAfterTheDelayAndThenEchoes() throws Exception {
    long begin = System.nanoTime();
    try (var client = RawClient.connect(port)) {
      client.sendHandshake("/slow-handshake?delay=200ms", "Sec-WebSocket-Protocol: chat");
      client.readNothing(Duration.ofMillis(50));
      assertThat(withoutId(client.readHead()))
          .containsExactlyInAnyOrder(
              STATUS, UPGRADE, CONNECTION, ACCEPT, "Sec-WebSocket-Protocol: chat");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(200));
      client.sendText("hi");
      assertThat(client.read()).hasToString("text \"hi\"");
      client.sendClose(1000, "");
      assertThat(client.read()).hasToString("close 1000");
      client.readEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/hang?hold=-1ms",
        "/hang?hold=121s",
        "/slow-handshake?delay=-1ms",
        "/slow-handshake?delay=121s",
        "/handshake/no-accept?within=99ms",
        "/handshake/no-accept?within=121s",
      })
  void timeOutOfRangeGets400(String target) throws Exception {
    try (var client = RawClient.connect(port)) {
      assertThat(client.handshake(target).status()).isEqualTo(400);
    }
  }

  // ---- Invalid responses

  @Test
  void everyFaultOfTheCatalogueHasATest() {
    assertThat(catalogue.scenarios())
        .extracting(Scenario::id)
        .filteredOn(id -> id.startsWith("handshake/"))
        .containsExactly(
            "handshake/wrong-accept",
            "handshake/no-accept",
            "handshake/no-upgrade",
            "handshake/no-connection",
            "handshake/status-200",
            "handshake/unoffered-subprotocol",
            "handshake/unoffered-extension",
            "handshake/two-subprotocols");
  }

  @Test
  void sendsTheAcceptOfAnotherKey() throws Exception {
    assertThat(invalidResponse("wrong-accept"))
        .containsExactlyInAnyOrder(
            STATUS, UPGRADE, CONNECTION, "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
  }

  @Test
  void omitsARequiredHeader() throws Exception {
    assertThat(invalidResponse("no-accept")).containsExactlyInAnyOrder(STATUS, UPGRADE, CONNECTION);
    assertThat(invalidResponse("no-upgrade")).containsExactlyInAnyOrder(STATUS, CONNECTION, ACCEPT);
    assertThat(invalidResponse("no-connection")).containsExactlyInAnyOrder(STATUS, UPGRADE, ACCEPT);
  }

  @Test
  void sendsStatus200() throws Exception {
    assertThat(invalidResponse("status-200"))
        .containsExactlyInAnyOrder(
            "HTTP/1.1 200 OK", UPGRADE, CONNECTION, ACCEPT, "Content-Length: 0");
  }

  @Test
  void sendsASubprotocolThatWasNotOffered() throws Exception {
    for (String offer : List.of("X-Nothing: 1", "Sec-WebSocket-Protocol: chat")) {
      assertThat(invalidResponse("unoffered-subprotocol", offer))
          .containsExactlyInAnyOrder(
              STATUS, UPGRADE, CONNECTION, ACCEPT, "Sec-WebSocket-Protocol: nobody-offered-this");
    }
  }

  @Test
  void sendsAnExtensionThatWasNotOffered() throws Exception {
    assertThat(invalidResponse("unoffered-extension"))
        .containsExactlyInAnyOrder(
            STATUS, UPGRADE, CONNECTION, ACCEPT, "Sec-WebSocket-Extensions: x-nobody-offered-this");
    assertThat(invalidResponse("unoffered-extension", offer(DEFLATE)))
        .containsExactlyInAnyOrder(
            STATUS,
            UPGRADE,
            CONNECTION,
            ACCEPT,
            "Sec-WebSocket-Extensions: permessage-deflate, x-nobody-offered-this");
  }

  @ParameterizedTest
  @CsvSource({
    "X-Nothing: 1,                           chat,      superchat",
    "Sec-WebSocket-Protocol: mqtt,           mqtt,      chat",
    "Sec-WebSocket-Protocol: superchat,      superchat, chat",
    "'Sec-WebSocket-Protocol: chat, superchat', chat,   superchat",
  })
  void sendsTwoSubprotocols(String offer, String first, String second) throws Exception {
    assertThat(invalidResponse("two-subprotocols", offer))
        .containsExactlyInAnyOrder(
            STATUS,
            UPGRADE,
            CONNECTION,
            ACCEPT,
            "Sec-WebSocket-Protocol: " + first,
            "Sec-WebSocket-Protocol: " + second);
  }

  @Test
  void echoesToAClientThatContinuesUntilItsTimeIsOver() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.handshake("/handshake/no-upgrade?within=300ms");
      client.sendText("here I am");
      assertThat(client.read()).hasToString("text \"here I am\"");
      client.readEnd();
    }
  }

  @Test
  void answersTheCloseFrameOfAClientThatContinues() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.handshake("/handshake/wrong-accept");
      client.sendClose(1010, "");
      assertThat(client.read()).hasToString("close 1010");
      client.readEnd();
    }
  }

  // ---- Misspelt addresses

  @ParameterizedTest
  @CsvSource({
    "/illegal/close-1007, /illegal/close-1004",
    "/handshake/wrong-acept, /handshake/wrong-accept",
    "/illegal/RSV1, /illegal/rsv1",
  })
  void misspeltFaultGets404WithTheNearestAddress(String target, String nearest) throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response = client.handshake(target);
      assertThat(response.status()).isEqualTo(404);
      assertThat(response.body()).contains("The nearest scenario is at " + nearest + '.');
    }
  }

  private Response refuse(String address) throws Exception {
    try (var client = RawClient.connect(port)) {
      return client.handshake("/refuse/" + address);
    }
  }

  private List<String> invalidResponse(String fault, String... headers) throws Exception {
    try (var client = RawClient.connect(port)) {
      client.sendHandshake("/handshake/" + fault, headers);
      return withoutId(client.readHead());
    }
  }

  private static String offer(String extension) {
    return "Sec-WebSocket-Extensions: " + extension;
  }

  private static String lowerCaseName(String header) {
    int colon = header.indexOf(':');
    return header.substring(0, colon).toLowerCase(Locale.ROOT) + header.substring(colon);
  }

  /** The head without the random id of the connection. */
  private static List<String> withoutId(List<String> head) {
    assertThat(head).filteredOn(line -> line.matches("Connection-Id: [\\w-]{22}")).hasSize(1);
    return head.stream().filter(line -> !line.startsWith("Connection-Id")).toList();
  }
}
