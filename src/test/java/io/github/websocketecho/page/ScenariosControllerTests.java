package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.scenario.EgressLimiter;
import io.github.websocketecho.scenario.Scenario;
import io.github.websocketecho.scenario.ScenarioCatalogue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WebMvcTest(ScenariosController.class)
@EnableConfigurationProperties(EchoProperties.class)
@Import({Assets.class, LanguageConfiguration.class, ScriptTexts.class, TlsAddresses.class})
class ScenariosControllerTests {

  private static final String CHROMIUM_ACCEPTS =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
          + "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";

  private static final String CLOSE =
      """
      {"id": "close", "group": "close", "address": "/close/{code}", "example": "/close/4001?reason=bye", "server": null,
       "parameters": [
         {"name": "code", "meaning": "the close code", "default": "1000",
          "minimum": "1000", "maximum": "4999", "values": [],
          "allowed": "1000-1003, 1007-1014, 3000-4999",
          "unit": "none", "units": {}, "changes": "code", "sends": null, "short": null},
         {"name": "reason", "meaning": "the close reason", "default": "",
          "minimum": null, "maximum": null, "values": [],
          "allowed": "up to 123 bytes of UTF-8",
          "unit": "none", "units": {}, "changes": "reason", "sends": null, "short": null},
         {"name": "after",
          "meaning": "when it happens: after this number of your messages, or after this time", "default": "0",
          "minimum": null, "maximum": null, "values": [],
          "allowed": "0-1000 messages, or a time of 0s-2m, such as 500ms or 2s",
          "unit": "milliseconds",
          "units": {"ns": 0.000001, "us": 0.001, "ms": 1, "s": 1000, "m": 60000,
                    "h": 3600000, "d": 86400000},
          "changes": "when", "sends": "messages", "short": null},
         {"name": "burst",
          "meaning": "how many numbered text messages are sent right before the close frame",
          "default": "0", "minimum": "0", "maximum": "1000", "values": [],
          "allowed": "0-1000",
          "unit": "none", "units": {}, "changes": "when", "sends": null, "short": null},
         {"name": "cross",
          "meaning": "whether a text and the close frame are sent in one segment, so that a client that closes on that text has received the close frame already",
          "default": "off", "minimum": null, "maximum": null, "values": ["on", "off"],
          "allowed": "on, off",
          "unit": "none", "units": {}, "changes": "when", "sends": null, "short": null}],
       "does": "It closes the connection with the code and the reason that you choose.",
       "client": {"sends": [], "closes": null, "offers": [], "authenticates": null},
       "expected": {"code": 4001, "reason": "bye", "wasClean": true}, "expectedInBrowsers": null,
       "verdict": "The client answers the server’s close frame with a close frame.",
       "rfc": "RFC 6455, section 7.1.2", "browser": true, "deviations": []}
      """;

  private static final JsonMapper JSON = new JsonMapper();

  @Autowired private MockMvcTester mvc;
  @Autowired private ScenarioCatalogue catalogue;

  @ParameterizedTest
  @CsvSource({"en, WebSocket scenarios", "zh-Hans, WebSocket 场景"})
  void browserGetsAPageInItsLanguage(String language, String title) {
    assertThat(
            mvc.get()
                .uri("/scenarios")
                .header(HttpHeaders.ACCEPT, CHROMIUM_ACCEPTS)
                .header(HttpHeaders.ACCEPT_LANGUAGE, language))
        .hasStatusOk()
        .hasContentTypeCompatibleWith(MediaType.TEXT_HTML)
        .hasHeader(HttpHeaders.VARY, "Accept, Accept-Language, Cookie")
        .bodyText()
        .contains("<html lang=\"" + language + "\">")
        .contains("<h1>" + title + "</h1>")
        .contains("href=\"scenarios?format=json\"");
  }

  @Test
  void pageIsSmallBecauseItsScriptLoadsTheScenarios() {
    assertThat(mvc.get().uri("/scenarios").accept(MediaType.TEXT_HTML))
        .body()
        .hasSizeLessThan(30_000);
  }

  @Test
  void pageAndJsonTogetherHaveLessThan150Kilobytes() throws Exception {
    int page = size(MediaType.TEXT_HTML);
    int json = size(MediaType.APPLICATION_JSON);
    assertThat(page + json).isLessThan(150_000);
  }

  private int size(MediaType type) {
    var result = mvc.get().uri("/scenarios").accept(type).exchange();
    assertThat(result).hasStatusOk();
    return result.getResponse().getContentAsByteArray().length;
  }

  @Test
  void browserGetsJsonIfItAsksForTheFormat() {
    assertThat(mvc.get().uri("/scenarios?format=json").header(HttpHeaders.ACCEPT, CHROMIUM_ACCEPTS))
        .hasStatusOk()
        .hasContentTypeCompatibleWith(MediaType.APPLICATION_JSON)
        .bodyJson()
        .extractingPath("$[0].id")
        .isEqualTo("close");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "*/*", "application/*", ""})
  void programGetsJsonEvenIfItAcceptsAnything(String accepts) throws Exception {
    JsonNode scenarios = json(accepts, "en");
    assertThat(scenarios.valueStream().map(scenario -> scenario.path("id").stringValue()))
        .containsExactlyElementsOf(catalogue.scenarios().stream().map(Scenario::id).toList());
    assertThat(scenarios.path(0)).isEqualTo(JSON.readTree(CLOSE));
  }

  @Test
  void everyScenarioHasTheSameMembers() throws Exception {
    JsonNode first = JSON.readTree(CLOSE);
    assertThat(json("application/json", "en").values())
        .allSatisfy(
            scenario ->
                assertThat(scenario.propertyNames())
                    .containsExactlyElementsOf(first.propertyNames()));
  }

  @Test
  void jsonIsInTheAcceptedLanguage() throws Exception {
    assertThat(json("application/json", "zh").at("/0/parameters/0/meaning").stringValue())
        .isEqualTo("关闭码");
  }

  @Test
  void jsonContainsKnownDeviations() throws Exception {
    JsonNode scenario =
        json("application/json", "en")
            .valueStream()
            .filter(candidate -> candidate.path("id").stringValue().equals("illegal/close-999"))
            .findAny()
            .orElseThrow();
    assertThat(scenario.path("deviations"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"browser": "Chromium", "seenWith": "156",
                  "expected": {"code": 999, "reason": "", "wasClean": true}},
                 {"browser": "Firefox", "seenWith": "153",
                  "expected": {"code": 999, "reason": "", "wasClean": true}}]
                """));
  }

  @Test
  void jsonContainsWhatOnlyThePagesOfBrowsersReport() throws Exception {
    JsonNode scenario =
        json("application/json", "en")
            .valueStream()
            .filter(candidate -> candidate.path("id").stringValue().equals("legal/no-subprotocol"))
            .findAny()
            .orElseThrow();
    assertThat(scenario.at("/client/offers")).isEqualTo(JSON.readTree("[\"chat\", \"superchat\"]"));
    assertThat(scenario.path("expected"))
        .isEqualTo(JSON.readTree("{\"code\": 1000, \"reason\": \"\", \"wasClean\": true}"));
    assertThat(scenario.path("expectedInBrowsers"))
        .isEqualTo(JSON.readTree("{\"code\": 1006, \"reason\": \"\", \"wasClean\": false}"));
  }

  @Test
  void formerAddressRedirectsToTheCatalogue() {
    assertThat(mvc.get().uri("/endings?lang=zh"))
        .hasStatus(HttpStatus.PERMANENT_REDIRECT)
        .hasRedirectedUrl("/scenarios?lang=zh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr", ""})
  void unsupportedLanguageIsIgnoredForAPersonAndRejectedForAProgram(String tag) {
    var page = mvc.get().uri("/scenarios").param("lang", tag).accept(MediaType.TEXT_HTML);
    assertThat(page).hasStatusOk().bodyText().contains("<h1>WebSocket scenarios</h1>");
    assertThat(mvc.get().uri("/scenarios").param("lang", tag))
        .hasStatus(HttpStatus.BAD_REQUEST)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyText()
        .contains("\"parameter\":\"lang\"", "\"allowed\":\"en, zh-Hans\"");
  }

  @Test
  void otherMediaTypesGet406() {
    assertThat(mvc.get().uri("/scenarios").accept(MediaType.IMAGE_PNG))
        .hasStatus(HttpStatus.NOT_ACCEPTABLE);
  }

  private JsonNode json(String accepts, String language) {
    var request = mvc.get().uri("/scenarios").header(HttpHeaders.ACCEPT_LANGUAGE, language);
    if (!accepts.isEmpty()) {
      request.header(HttpHeaders.ACCEPT, accepts);
    }
    var result = request.exchange();
    assertThat(result).hasStatusOk().hasContentTypeCompatibleWith(MediaType.APPLICATION_JSON);
    return JSON.readTree(result.getResponse().getContentAsByteArray());
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Catalogue {

    @Bean
    static ScenarioCatalogue catalogue() {
      return new ScenarioCatalogue(
          new AbstractWebSocketHandler() {},
          new EgressLimiter(DataSize.ofBytes(0)),
          Stream.empty());
    }
  }
}
