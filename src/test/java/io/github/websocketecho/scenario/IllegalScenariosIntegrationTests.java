package io.github.websocketecho.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(ObservedScenarios.class)
class IllegalScenariosIntegrationTests {

  /** The payload of the ping before the illegal bytes. Its pong shows how far a client has read. */
  private static final String PING_PAYLOAD =
      HexFormat.of().formatHex("The next frame is illegal.".getBytes(UTF_8));

  private static final String PING = "ping " + PING_PAYLOAD;
  private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate";

  @LocalServerPort private int port;
  @Autowired private ScenarioCatalogue catalogue;
  @Autowired private ObservedScenarios.Observer observer;

  /** The name of each fault, and its bytes. */
  private static List<String> faults() {
    return List.of(
        "close-0                      88 02 0000",
        "close-999                    88 02 03e7",
        "close-1004                   88 02 03ec",
        "close-1005                   88 02 03ed",
        "close-1006                   88 02 03ee",
        "close-1015                   88 02 03f7",
        "close-1016                   88 02 03f8",
        "close-2999                   88 02 0bb7",
        "close-5000                   88 02 1388",
        "close-65535                  88 02 ffff",
        "close-one-byte               88 01 03",
        "close-reason-not-utf-8       88 04 03e8 c328",
        "close-reason-124-bytes       88 7e 007e 03e8" + "78".repeat(124),
        "masked                       81 85 37fa213d 7f9f4d5158",
        "rsv1                         c9 00",
        "rsv2                         a1 05 48656c6c6f",
        "rsv3                         91 05 48656c6c6f",
        "length-not-minimal           81 7e 0005 48656c6c6f",
        "length-top-bit               82 7f 8000000000000005 48656c6c6f",
        "fragmented-ping              09 05 48656c6c6f",
        "ping-126-bytes               89 7e 007e" + "78".repeat(126),
        "opcode-3                     83 00",
        "opcode-4                     84 00",
        "opcode-5                     85 00",
        "opcode-6                     86 00",
        "opcode-7                     87 00",
        "opcode-11                    8b 00",
        "opcode-12                    8c 00",
        "opcode-13                    8d 00",
        "opcode-14                    8e 00",
        "opcode-15                    8f 00",
        "text-not-utf-8               81 02 c328",
        "text-not-utf-8-in-fragments  01 01 c3  80 01 28",
        "stray-continuation           80 05 48656c6c6f",
        "message-in-message           01 03 48656c  81 02 6c6f",
        "broken-deflate               c1 01 06");
  }

  @Test
  void everyIllegalScenarioOfTheCatalogueHasATest() {
    assertThat(catalogue.scenarios())
        .extracting(Scenario::id)
        .filteredOn(id -> id.startsWith("illegal/"))
        .containsExactlyElementsOf(
            faults().stream().map(fault -> "illegal/" + fault.split(" ", 2)[0]).toList());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void sendsAPingAndTheIllegalBytesAndNoCloseFrame(String fault) throws Exception {
    String[] nameAndBytes = fault.split(" ", 2);
    byte[] bytes = HexFormat.of().parseHex(nameAndBytes[1].replace(" ", ""));
    for (String header : List.of("X-Nothing: 1", DEFLATE)) {
      try (var client = RawClient.open(port, "/illegal/" + nameAndBytes[0], header)) {
        assertThat(client.read()).hasToString(PING);
        assertThat(client.readBytes(bytes.length)).inHexadecimal().isEqualTo(bytes);
        client.sendClose(1002, "");
        client.readEnd();
      }
    }
  }

  @Test
  void echoesTheRequestedNumberOfMessagesFirst() throws Exception {
    try (var client = RawClient.open(port, "/illegal/rsv3?after=2")) {
      client.sendText("one");
      assertThat(client.read()).hasToString("text \"one\"");
      client.sendText("two");
      assertThat(client.read()).hasToString("text \"two\"");
      assertThat(client.read()).hasToString(PING);
      assertThat(client.read()).hasToString("rsv1 text \"Hello\"");
    }
  }

  @Test
  void waitsForTheEndOfAMessageBeforeTheIllegalBytes() throws Exception {
    try (var client = RawClient.open(port, "/illegal/stray-continuation?after=20ms")) {
      client.send(RawClient.frame(false, 0, RawClient.TEXT, new byte[] {'a'}));
      assertThat(client.read()).hasToString("unfinished text \"a\"");
      client.readNothing(Duration.ofMillis(100));
      client.send(RawClient.frame(true, 0, RawClient.CONTINUATION, new byte[] {'b'}));
      assertThat(client.read()).hasToString("continuation \"b\"");
      assertThat(client.read()).hasToString(PING);
      assertThat(client.read()).hasToString("continuation \"Hello\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"close-1005", "opcode-15"})
  void echoesToAClientThatContinuesUntilItsTimeIsOver(String fault) throws Exception {
    long begin = System.nanoTime();
    try (var client = RawClient.open(port, "/illegal/" + fault + "?within=300ms")) {
      client.read();
      client.read();
      client.sendText("still here");
      assertThat(client.read()).hasToString("text \"still here\"");
      client.readEnd();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(millis(300), millis(5_000));
  }

  @Test
  void endsTcpWithoutACloseFrameIfTheClientEchoesAnIllegalCode() throws Exception {
    try (var client = RawClient.open(port, "/illegal/close-999")) {
      assertThat(client.read()).hasToString(PING);
      assertThat(client.read()).hasToString("close 999");
      client.sendClose(999, "");
      client.readEnd();
    }
  }

  @Test
  void endsTcpWithoutACloseFrameIfTheClientViolatesTheProtocol() throws Exception {
    try (var client = RawClient.open(port, "/illegal/rsv2")) {
      client.read();
      client.read();
      client.sendHex("83 80 00000000");
      client.readEnd();
    }
  }

  @Test
  void reportsTheScenarioToTheObserverBeforeTheIllegalBytes() throws Exception {
    try (var client = RawClient.open(port, "/observed/illegal/rsv1")) {
      client.read();
      client.readBytes(2);
    }
    assertThat(observer.next()).isEqualTo("opened");
    assertThat(observer.next()).isEqualTo("closing SCENARIO");
    assertThat(observer.next()).isEqualTo("sent raw 891a" + PING_PAYLOAD);
    assertThat(observer.next()).isEqualTo("sent raw c900");
    assertThat(observer.next()).isEqualTo("closing NETWORK");
    assertThat(observer.next()).isEqualTo("ended FIN");
  }

  @ParameterizedTest
  @CsvSource({
    "within=99ms,    400",
    "within=100ms,   101",
    "within=2m,      101",
    "within=120001ms,400",
    "after=1000,     101",
    "after=1001,     400",
    "after=2m,       101",
    "after=121s,     400",
  })
  void acceptsValuesUpToTheirBounds(String query, int status) throws Exception {
    try (var client = RawClient.connect(port)) {
      assertThat(client.handshake("/illegal/masked?" + query).status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Chromium, close-0 close-999 close-1004 close-1016 close-2999 close-5000 close-65535",
    "Firefox,  close-0 close-999 close-1004 close-1005 close-1006 close-1015 close-1016 close-2999"
        + " close-5000 close-65535 close-one-byte masked",
  })
  void listsTheIllegalFramesThatABrowserAccepts(String browser, String frames) {
    assertThat(catalogue.scenarios())
        .filteredOn(scenario -> scenario.id().startsWith("illegal/"))
        .filteredOn(
            scenario ->
                scenario.deviations().stream()
                    .anyMatch(deviation -> deviation.browser().equals(browser)))
        .extracting(Scenario::id)
        .containsExactlyElementsOf(
            Arrays.stream(frames.split(" ", -1)).map(frame -> "illegal/" + frame).toList());
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
