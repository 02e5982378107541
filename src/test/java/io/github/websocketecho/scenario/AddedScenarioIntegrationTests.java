package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.engine.Wire;
import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.scenario.Parameter.Sends;
import io.github.websocketecho.support.Browser;
import io.github.websocketecho.support.BrowserTest;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import tools.jackson.databind.JsonNode;

/**
 * A new scenario with parameters of its own consists of an entry, a handler and texts. Everything
 * else follows from these: its address, its ranges, its JSON, and its rows on the page and in the
 * documents.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(AddedScenarioIntegrationTests.Added.class)
class AddedScenarioIntegrationTests {

  @LocalServerPort private int port;
  @Autowired private ScenarioCatalogue catalogue;

  /** The texts, in a bundle in addition to those of the application. */
  @DynamicPropertySource
  static void texts(DynamicPropertyRegistry registry) throws IOException {
    var application = new Properties();
    application.load(
        new StringReader(Files.readString(Path.of("src/main/resources/application.properties"))));
    String bundles = application.getProperty("spring.messages.basename");
    registry.add("spring.messages.basename", () -> bundles + ",messages/added");
  }

  /** The entry. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Added {

    private static final Parameter<Integer> KNOCKS =
        Parameter.of("knocks", ParameterRange.numbers(1, 9), "3").sending(Sends.MESSAGES);
    private static final Parameter<Duration> GRACE =
        Parameter.of(
                "grace",
                ParameterRange.durations(Duration.ofMillis(50), Duration.ofSeconds(90)),
                "1s")
            .withShortValue("50ms");

    @Bean
    static Scenario knock() {
      return Scenario.in(ScenarioGroup.CLOSE)
          .at("knock", "/knock", "/knock?knocks=2&grace=60s")
          .alsoAt("/knock-knock")
          .parameters(KNOCKS, GRACE)
          .conduct(Conduct.sending(Conduct.Message.text("knock").times(2)))
          .expect(Expected.clean(CloseCode.NORMAL_CLOSURE, "Come in."), Rules.closeAnswered())
          .rfc("7.1.2")
          .servedBy(parameters -> new KnockHandler(parameters.get(KNOCKS), parameters.get(GRACE)));
    }

    /** The echo does not depend on its type: another handler among the beans is not used. */
    @Bean
    static WebSocketHandler otherHandler() {
      return new AbstractWebSocketHandler() {};
    }
  }

  /** The handler. */
  private static final class KnockHandler extends AbstractWebSocketHandler {

    private final Duration grace;

    private int knocks;

    private KnockHandler(int knocks, Duration grace) {
      this.knocks = knocks;
      this.grace = grace;
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
      knocks--;
      if (knocks == 0) {
        Wire.of(session)
            .later(grace, () -> session.close(CloseStatus.NORMAL.withReason("Come in.")));
      }
    }
  }

  @Test
  void jsonListsItsParameters() throws Exception {
    JsonNode english = listed("en");
    assertThat(english.path("group").asString()).isEqualTo("close");
    assertThat(english.path("does").asString()).startsWith("It counts messages, and closes");
    assertThat(english.path("parameters"))
        .isEqualTo(
            TranscriptClient.parse(
                """
                [{"name": "knocks", "meaning": "how many messages it counts", "default": "3",
                  "minimum": "1", "maximum": "9", "values": [], "allowed": "1-9",
                  "unit": "none", "units": {}, "changes": "when", "sends": "messages", "short": null},
                 {"name": "grace", "meaning": "how long it waits before it closes", "default": "1s",
                  "minimum": "50ms", "maximum": "90s", "values": [],
                  "allowed": "50ms-90s, such as 500ms or 2s",
                  "unit": "milliseconds",
                  "units": {"ns": 0.000001, "us": 0.001, "ms": 1, "s": 1000, "m": 60000,
                            "h": 3600000, "d": 86400000},
                  "changes": "when", "sends": null, "short": "50ms"}]
                """));
    assertThat(listed("zh").at("/parameters/1/allowed").asString())
        .isEqualTo("50ms-90s，例如 500ms 或 2s");
  }

  private JsonNode listed(String language) throws Exception {
    var response =
        new TranscriptClient(port)
            .get("/scenarios", "Accept", "application/json", "Accept-Language", language);
    assertThat(response.statusCode()).isEqualTo(200);
    return TranscriptClient.parse(response.body())
        .valueStream()
        .filter(scenario -> scenario.path("id").asString().equals("knock"))
        .findAny()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/knock?knocks=0            | en | knocks | 0     | 1-9",
        "/knock-knock?knocks=10     | zh | knocks | 10    | 1-9",
        "/knock?grace=49ms          | en | grace  | 49ms  | 50ms-90s, such as 500ms or 2s",
        "/knock?grace=91s           | zh | grace  | 91s   | 50ms-90s，例如 500ms 或 2s",
        "/knock?grace=1s&grace=1s   | en | grace  | 1s, 1s | 50ms-90s, such as 500ms or 2s",
      })
  void rejectsValuesOutOfItsRanges(
      String target, String language, String parameter, String value, String allowed)
      throws Exception {
    try (var client = RawClient.connect(port)) {
      var response = client.handshake(target, "Accept-Language: " + language);
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body())
          .contains("\"parameter\":\"" + parameter + '"')
          .contains("\"value\":\"" + value + '"')
          .contains("\"allowed\":\"" + allowed + '"');
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/knock?knocks=1&grace=50ms,     1",
    "/knock-knock?grace=50ms,        3",
    "/knock?knocks=9&grace=50000us,  9"
  })
  void isServedAtItsAddresses(String target, int knocks) throws Exception {
    try (var client = RawClient.open(port, target + "&connection=knock" + knocks)) {
      for (int knock = 0; knock < knocks; knock++) {
        client.sendText("knock");
      }
      assertThat(client.read()).hasToString("close 1000 Come in.");
      client.sendClose(1000, "");
      client.readEnd();
    }
    JsonNode transcript = new TranscriptClient(port).ended("knock" + knocks);
    assertThat(transcript.at("/verdict/passed").asBoolean()).isTrue();
  }

  @Test
  void misspeltAddressGets404WithItsAddress() throws Exception {
    try (var client = RawClient.connect(port)) {
      var response = client.handshake("/knok");
      assertThat(response.status()).isEqualTo(404);
      assertThat(response.body()).contains("\"nearest\":\"/knock\"");
    }
  }

  @Test
  void documentsListItsAddressAndParameters() {
    var bundles = List.of("messages/catalogue", "messages/scenarios", "messages/added");
    var markdown = new CatalogueMarkdown(catalogue.scenarios(), bundles, Locale.ENGLISH);
    assertThat(unwrapped(markdown.lists()))
        .contains(
            "- `/knock?knocks=&grace=` counts messages, and closes a while after the number that you"
                + " choose. `/knock?knocks=2&grace=60s` → 1000, “Come in.”, clean. [RFC 6455,"
                + " 7.1.2](https://www.rfc-editor.org/rfc/rfc6455#section-7.1.2)\n");
    assertThat(unwrapped(markdown.parameters()))
        .contains(
            "- `grace`: how long it waits before it closes. Default: `1s`. Allowed: 50ms-90s, such"
                + " as 500ms or 2s.\n");
  }

  private static String unwrapped(String list) {
    return list.replace("\n  ", " ");
  }

  @Nested
  @BrowserTest
  class OnThePage {

    @Test
    void pageRunsItWithShortTimesAndWithTheValuesOfTheFields(Browser browser) {
      browser.open("http://localhost:" + port + "/scenarios#knock");
      int size = catalogue.scenarios().size();
      browser.awaitText("scenarios-count", size + " of " + size + " shown");
      browser.type("scenarios-words", "/knock");
      browser.awaitText("scenarios-count", "1 of " + size + " shown");
      browser.click("scenarios-run-all");
      browser.await(
          () -> assertThat(browser.text("scenarios-summary")).startsWith("1 passed, 0 known "));

      browser.type("knock?knocks", "5");
      browser.type("knock?grace", "100ms");
      browser.script("document.querySelector('#knock [type=submit]').click()");
      browser.await(
          () ->
              assertThat(
                      browser.script(
                          "const row = document.getElementById('knock');"
                              + "return row.dataset.state + ' ' + row.querySelector('[data-part=reported]').textContent"))
                  .isEqualTo(
                      "passed code:\u00a01000, reason:\u00a0\"Come in.\", wasClean:\u00a0true"));

      browser.type("knock?knocks", "10");
      browser.script("document.querySelector('#knock [type=submit]').click()");
      browser.await(() -> assertThat(browser.text("knock?knocks.problem")).contains("1-9"));
    }
  }
}
