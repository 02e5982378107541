package io.github.websocketecho.scenario;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Browser;
import io.github.websocketecho.support.BrowserTest;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.StringReader;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;

/** Chromium runs all scenarios that a page can run. Its results are those of the catalogue. */
@BrowserTest
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogueBrowserIntegrationTests {

  private static final String BROWSER = "Chromium";

  private static final String STORE_COPIED_TEXT =
      """
      navigator.clipboard.writeText = async content => { window.copied = content; };
      """;

  private Browser browser;
  private String summary;
  private JsonNode result;
  private List<String> markdown;
  private Document junit;

  @LocalServerPort private int port;
  @Autowired private ScenarioCatalogue catalogue;

  @BeforeAll
  void runAll(Browser browser) throws Exception {
    this.browser = browser;
    browser.open("http://localhost:" + port + "/scenarios");
    int size = catalogue.scenarios().size();
    browser.awaitText("scenarios-count", size + " of " + size + " shown");
    browser.script(STORE_COPIED_TEXT);
    browser.click("scenarios-run-all");
    awaitEndOfRun();
    assertThat(browser.focused()).isEqualTo("scenarios-run-all");
    summary = browser.text("scenarios-summary");
    result = TranscriptClient.parse(copied("json"));
    markdown = copied("markdown").lines().toList();
    junit = parsed(copied("junit"));
  }

  /** Has no timeout of its own: each step of the progress has one. */
  private void awaitEndOfRun() {
    String done = "";
    while (!done.contains(" not run (")) {
      String before = done;
      browser.await(() -> assertThat(progress()).isNotEqualTo(before));
      done = progress();
    }
  }

  private String progress() {
    return requireNonNull(
            browser.script(
                """
                return document.getElementById('scenarios-progress').value
                    + document.getElementById('scenarios-summary').textContent
                """))
        .toString();
  }

  private String copied(String format) {
    browser.script("document.getElementById('scenarios-format').value = arguments[0]", format);
    browser.click("scenarios-copy");
    browser.awaitText("scenarios-feedback", "Copied.");
    return requireNonNull(browser.script("return window.copied")).toString();
  }

  private static Document parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void browserReportsWhatTheCatalogueSays() {
    assertEach(
        (softly, entry) ->
            softly
                .assertThat(report(entry.get("reported")))
                .as(entry.get("id").asString())
                .isEqualTo(Visit.to(scenario(entry)).expectedOf(BROWSER)));
  }

  @Test
  void scenariosPassUnlessADeviationIsKnown() {
    assertEach(
        (softly, entry) -> {
          boolean deviates =
              scenario(entry).deviations().stream()
                  .anyMatch(deviation -> deviation.browser().equals(BROWSER));
          softly
              .assertThat(entry.get("state").asString())
              .as(entry.toString())
              .isEqualTo(deviates ? "known" : "passed");
          softly.assertThat(entry.get("passed").asBoolean()).isEqualTo(!deviates);
        });
  }

  @Test
  void resultContainsTheServersSide() {
    assertEach(
        (softly, entry) -> {
          JsonNode verdict = entry.at("/server/verdict");
          if (entry.get("passed").asBoolean()) {
            softly.assertThat(verdict.get("passed").asBoolean(true)).isTrue();
          }
          softly.assertThat(verdict.get("observed").asString()).isNotBlank();
          softly.assertThat(entry.get("server").propertyNames()).contains("received", "sent");
        });
  }

  private void assertEach(BiConsumer<SoftAssertions, JsonNode> assertion) {
    var softly = new SoftAssertions();
    result
        .get("scenarios")
        .valueStream()
        .filter(entry -> scenario(entry).browser())
        .forEach(entry -> assertion.accept(softly, entry));
    softly.assertAll();
  }

  @Test
  void scenarioThatAPageCannotRunIsListedAsNotRun() {
    assertThat(result.get("scenarios").valueStream().map(entry -> entry.get("id").asString()))
        .containsExactlyElementsOf(catalogue.scenarios().stream().map(Scenario::id).toList());
    assertThat(result.get("scenarios").valueStream())
        .filteredOn(entry -> !scenario(entry).browser())
        .allSatisfy(
            entry -> {
              assertThat(entry.get("state").asString()).isEqualTo("impossible");
              assertThat(entry.get("passed").isNull()).isTrue();
              assertThat(entry.get("reported").isNull()).isTrue();
            });
  }

  @Test
  void resultNamesBrowserServerAndDate() {
    assertThat(result.get("browser").asString()).matches(BROWSER + " \\d+");
    assertThat(result.get("server").asString()).isEqualTo("ws://localhost:" + port + "/");
    assertThat(result.get("date").asString()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    assertThat(result.get("millis").asInt()).isPositive();
    assertThat(result.get("summary"))
        .isEqualTo(
            TranscriptClient.parse(
                """
                {"passed": %d, "undecided": 0, "known": 8, "failed": 0, "notRun": 2}
                """
                    .formatted(passed())));
    assertThat(summary)
        .matches(
            passed()
                + " passed, 8 known of Chromium \\d+, 0 failed, 0 undecided, 2 not run"
                + " \\([0-9.]+ s\\)\\.");
  }

  /** A page cannot run two, and eight are known deviations. */
  private int passed() {
    return catalogue.scenarios().size() - 10;
  }

  @Test
  void markdownHasARowForEachScenario() {
    assertThat(markdown.getFirst()).matches("## WebSocket scenarios in Chromium \\d+");
    assertThat(markdown)
        .contains(
            "| Group | Passed | Known deviation | Failed | Undecided | Not run |",
            "| The server closes the connection | 4 | 1 | 0 | 0 | 0 |",
            "| The server is late or silent | 6 | 0 | 0 | 0 | 1 |",
            "| The opening handshake is unusual | 14 | 0 | 0 | 0 | 1 |",
            "| Scenario | Expected | Your browser | Server | Result |",
            "| --- | --- | --- | --- | --- |",
            "| `close` | `code: 4001, reason: \"bye\", wasClean: true`"
                + " | `code: 4001, reason: \"bye\", wasClean: true`"
                + " | The client answered with the code 4001. | Passed |")
        .anyMatch(
            line ->
                line.startsWith("| `illegal/close-999` |")
                    && line.endsWith("| Known deviation of Chromium (seen with version 156) |"))
        .filteredOn(line -> line.startsWith("| `"))
        .hasSameSizeAs(catalogue.scenarios());
  }

  @Test
  void resultIsShownByGroup() {
    assertThat(content("scenarios-by-group"))
        .contains(
            "The server closes the connection 4 passed · 1 known",
            "The server is late or silent 6 passed · 1 not run",
            "The server violates the protocol 29 passed · 7 known");
    assertThat(browser.text("group-illegal")).contains("29 passed · 7 known");
    assertThat(result.get("groups").valueStream().map(group -> group.get("group").asString()))
        .containsExactly(
            "close", "timing", "tcp", "limits", "handshake", "traffic", "legal", "illegal");
    assertThat(result.at("/groups/0/passed").asInt()).isEqualTo(4);
    assertThat(result.at("/groups/0/known").asInt()).isEqualTo(1);
  }

  private String content(String id) {
    return requireNonNull(
            browser.script("return document.getElementById(arguments[0]).textContent", id))
        .toString();
  }

  @Test
  void rowsNameTheBrowsersThatDeviate() {
    assertThat(browser.text("illegal/close-999"))
        .contains("Known deviation", "known of Chromium 156 and Firefox 153");
    assertThat(browser.text("illegal/masked"))
        .contains("Passed", "known of Firefox 153 (right report, but late)");
  }

  @Test
  void junitHasASuiteForEachGroupAndACaseForEachScenario() {
    Element root = junit.getDocumentElement();
    assertThat(root.getAttribute("name")).startsWith("WebSocket scenarios in Chromium ");
    assertThat(root.getAttribute("tests")).isEqualTo(String.valueOf(catalogue.scenarios().size()));
    assertThat(root.getAttribute("failures")).isEqualTo("0");
    assertThat(root.getAttribute("skipped")).isEqualTo("10");
    assertThat(elements("testsuite").map(suite -> suite.getAttribute("name")))
        .containsExactly(
            "close", "timing", "tcp", "limits", "handshake", "traffic", "legal", "illegal");
    assertThat(elements("testcase").map(one -> one.getAttribute("name")))
        .containsExactlyElementsOf(catalogue.scenarios().stream().map(Scenario::id).toList());
    assertThat(skipReason("no-pong")).startsWith("A page cannot do this in a browser.");
    assertThat(skipReason("illegal/close-999"))
        .startsWith("Known deviation of Chromium (seen with version 156)");
  }

  private Stream<Element> elements(String name) {
    NodeList nodes = junit.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(index -> (Element) nodes.item(index));
  }

  private String skipReason(String id) {
    Element testCase =
        elements("testcase")
            .filter(one -> one.getAttribute("name").equals(id))
            .findAny()
            .orElseThrow();
    return ((Element) testCase.getElementsByTagName("skipped").item(0)).getAttribute("message");
  }

  private Scenario scenario(JsonNode entry) {
    return Visit.scenario(catalogue, entry.get("id").asString());
  }

  private static Expected report(JsonNode report) {
    return new Expected(
        report.get("code").asInt(),
        report.get("reason").asString(),
        report.get("wasClean").asBoolean());
  }
}
