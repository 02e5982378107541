package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Browser;
import io.github.websocketecho.support.Extent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page in its main states, in both languages and colour schemes: axe finds no accessibility
 * violation, and the page does not scroll horizontally on a small screen. With {@code -Pthorough},
 * the screenshots are saved in {@code target/screenshots}.
 */
class AccessibilityIntegrationTests extends PageInBrowser {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final int SMALL = 360;
  private static final int LARGE = 1440;
  private static final int HEIGHT = 900;

  @Override
  void openStartPage() {
    // Each test opens its own pages.
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void everyStateIsAccessibleAndFitsOnASmallScreen(String language) throws Exception {
    browser.preferLanguage(language);
    var checks = new Checks(browser, language);

    open("");
    browser.await(() -> assertThat(browser.text("server-code")).isEqualTo("1000 Normal Closure"));
    checks.check("demo");

    openAddress("nothing");
    browser.type("close-code", "999");
    browser.type("close-reason", "x".repeat(124));
    browser.script(
        """
          for (const id of ['options-button', 'repeat-toggle', 'template-button']) { document.getElementById(id).click(); }
          document.querySelector('#message-kinds [value=json]').click();
          """);
    browser.type("json-view", "{]");
    checks.check("wrong-fields");

    browser.click("own-server-button");
    browser.click("open-button");
    browser.awaitText("state-name", "OPEN (1)");
    sendOneOfEachKind();
    runPingPong();
    checks.check("open");

    showTab("server");
    browser.await(() -> assertThat(browser.text("seen-frames")).contains("FIN"));
    checks.check("server");
    showTab("lesson");
    checks.check("lesson");
    browser.click("shortcuts-button");
    checks.check("shortcuts");
    browser.click("shortcuts-close");
    browser.type("close-code", "1000");
    browser.type("close-reason", "");
    browser.click("close-button");
    browser.awaitText("state-name", "CLOSED (3)");
    openAddress("wss://localhost:" + port + "/");
    browser.await(() -> assertThat(browser.isShown("cause-retry")).isTrue());
    browser.click("close-button");
    assertThat(browser.text("reason")).isNotEmpty();
    checks.check("failed");

    try (var proxy = ReverseProxy.replacingCloseCode(1000, port)) {
      browser.open(proxy.page("?demo=off"));
      showTab("closing");
      openAddress(proxy.server("close/4001?reason=bye"));
      browser.await(() -> assertThat(browser.text("closing-agreement")).startsWith("≠"));
      checks.check("different");
    }

    open("scenarios#illegal/rsv1");
    browser.await(() -> assertThat(isOpen("illegal/rsv1")).isTrue());
    browser.script("document.querySelector('[id=\"illegal/rsv1\"] [type=submit]').click()");
    browser.await(() -> assertThat(state("illegal/rsv1")).isEqualTo("passed"));
    checks.check("scenario");
    browser.type("scenarios-words", "opcode");
    browser.click("scenarios-run-all");
    browser.await(() -> assertThat(browser.attribute("scenarios-save", "aria-disabled")).isNull());
    checks.check("scenarios");
  }

  @Test
  void axeFindsTextWithLowContrast() {
    browser.preferScheme("dark");
    open("?demo=off");
    browser.script("document.getElementById('verdict-answer').style.color = '#333333'");
    assertThat(browser.accessibilityViolations())
        .anyMatch(
            violation ->
                violation.startsWith("color-contrast: ") && violation.contains("verdict-answer"));
  }

  @Test
  void axeFindsAMissingLabel() {
    open("?demo=off");
    browser.script("document.querySelector('label[for=address]').remove()");
    assertThat(browser.accessibilityViolations())
        .anyMatch(violation -> violation.startsWith("label: "));
  }

  private void sendOneOfEachKind() {
    for (String message : List.of("text", "json", "binary")) {
      browser.script(
          """
          document.querySelector(`#message-kinds [value=${arguments[0]}]`).click();
          const json = document.getElementById('json-view');
          json.value = '{"message": ["WebSocket", "rocks"]}';
          json.dispatchEvent(new Event('input'));
          document.getElementById('send-button').click();
          """,
          message);
    }
    browser.await(() -> assertThat(browser.log()).hasSize(11));
    browser.script("document.querySelector('#output [data-kind=received]').click()");
  }

  private void runPingPong() {
    browser.script(
        """
        document.getElementById('round-trips-tab').click();
        document.getElementById('run-count').value = '100';
        document.getElementById('run-start').click();
        """);
    browser.await(() -> assertThat(browser.text("run-result")).isNotEmpty());
  }

  private String state(String scenario) {
    return String.valueOf(
        browser.script("return document.getElementById(arguments[0]).dataset.state", scenario));
  }

  private boolean isOpen(String scenario) {
    return Boolean.TRUE.equals(
        browser.script(
            "return document.getElementById(arguments[0])?.querySelector('form') != null",
            scenario));
  }

  /** Checks the current state of the page, and saves screenshots. */
  private record Checks(Browser browser, String language) {

    void check(String state) {
      for (String scheme : List.of("dark", "light")) {
        browser.preferScheme(scheme);
        browser.resize(SMALL, HEIGHT);
        saveScreenshot(state, scheme, SMALL);
        assertThat(browser.scrollsHorizontally()).as("%s scrolls horizontally", state).isFalse();
        browser.resize(LARGE, HEIGHT);
        saveScreenshot(state, scheme, LARGE);
        assertThat(violations(scheme)).as("%s, %s, %s", state, language, scheme).isEmpty();
      }
    }

    /** The scheme changes only colours, and the language changes none. */
    private List<String> violations(String scheme) {
      if (language.equals("en")) {
        return scheme.equals("light")
            ? browser.accessibilityViolations()
            : browser.contrastViolations();
      }
      return scheme.equals("light") ? browser.violationsExceptContrast() : List.of();
    }

    private void saveScreenshot(String state, String scheme, int width) {
      if (Extent.isThorough()) {
        browser.saveScreenshot(
            SCREENSHOTS.resolve("%s-%s-%s-%d.png".formatted(state, language, scheme, width)));
      }
    }
  }
}
