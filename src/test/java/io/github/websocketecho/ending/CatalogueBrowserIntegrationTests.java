package io.github.websocketecho.ending;

import static java.util.Objects.requireNonNull;

import io.github.websocketecho.connection.AccountClient;
import io.github.websocketecho.support.Browser;
import io.github.websocketecho.support.BrowserTest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The entries that a page can run, in Chromium: what a page is told is what they say. */
@BrowserTest
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class CatalogueBrowserIntegrationTests {

  private static final String BROWSER = "Chromium 156";
  private static final Duration TO_END_THE_CONNECTION = Duration.ofSeconds(5);

  /**
   * Visits all of them, a few at a time: Chromium opens one connection to a server after another,
   * and makes pages wait that fail at many.
   */
  private static final String VISIT_ALL =
      """
      const [visits, binary, code, reason, done] = arguments;
      const reports = {};
      const visit = ({ id, address, sends, closes }) => new Promise((ended) => {
        const socket = new WebSocket(`ws://${location.host}${address}`);
        socket.onopen = () => sends.forEach((text) =>
          socket.send(text === binary ? new TextEncoder().encode(text) : text));
        socket.onmessage = () => closes && socket.close(code, reason);
        socket.onclose = ({ code, reason, wasClean }) => {
          reports[id] = { code, reason, wasClean };
          ended();
        };
      });
      const left = [...visits];
      const visitor = async () => {
        while (left.length > 0) {
          await visit(left.shift());
        }
      };
      Promise.all(Array.from({ length: 8 }, visitor)).then(() => done(JSON.stringify(reports)));
      """;

  private static Browser browser;

  @LocalServerPort private int port;
  @Autowired private EndingCatalogue catalogue;

  @BeforeAll
  static void start() {
    browser = Browser.start("en");
  }

  @AfterAll
  static void stop() {
    browser.close();
  }

  @Test
  void tellsThePageWhatTheCatalogueSays() {
    Map<String, Visit> visits = new LinkedHashMap<>();
    for (Ending ending : catalogue.endings()) {
      if (ending.browser() && !ending.id().equals("silent")) {
        visits.put(ending.id(), Visit.to(ending));
      }
    }
    JsonNode reports = visit(visits.values().stream().toList());
    var softly = new SoftAssertions();
    visits.forEach(
        (id, visit) ->
            softly.assertThat(report(reports.get(id))).as(id).isEqualTo(visit.expectedOf(BROWSER)));
    softly.assertAll();
  }

  private JsonNode visit(List<Visit> visits) {
    browser.open("http://localhost:" + port + "/?demo=off");
    List<Map<String, Object>> described =
        visits.stream()
            .map(
                visit ->
                    Map.<String, Object>of(
                        "id", visit.ending().id(),
                        "address", visit.target(TO_END_THE_CONNECTION),
                        "sends", visit.sends(),
                        "closes", visit.closesAfterTheEcho()))
            .toList();
    Object reports =
        browser.asyncScript(VISIT_ALL, described, Visit.BINARY, Visit.CODE, Visit.REASON);
    return AccountClient.parse(requireNonNull(reports).toString());
  }

  private static Expected report(JsonNode report) {
    return new Expected(
        report.get("code").asInt(),
        report.get("reason").asString(),
        report.get("wasClean").asBoolean());
  }
}
