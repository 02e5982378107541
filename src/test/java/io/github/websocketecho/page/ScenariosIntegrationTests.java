package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The list of scenarios: loading, links, the filter, running several, and the language. */
class ScenariosIntegrationTests extends ScenariosInBrowser {

  // ---- Loading and links

  @Test
  void catalogueIsLoadedOnceWhenItsTabIsShown() {
    open("?demo=off");
    assertThat(loadsOfTheCatalogue()).isEqualTo(0L);
    showTab("scenarios");
    awaitShown(size());
    assertThat(loadsOfTheCatalogue()).isEqualTo(1L);
    showTab("closing");
    showTab("scenarios");
    run("close");
    browser.await(() -> assertThat(outcome("close")).isEqualTo("passed"));
    assertThat(loadsOfTheCatalogue()).isEqualTo(1L);
  }

  @Test
  void pageOfTheCatalogueLoadsItOnceAsJson() {
    openCatalogue();
    assertThat(loadsOfTheCatalogue()).isEqualTo(1L);
    assertThat(
            browser.script(
                """
                return performance.getEntriesByType('resource')
                  .find(entry => new URL(entry.name).pathname === '/scenarios').initiatorType
                """))
        .as("the preload of the HTML, which the script uses")
        .isEqualTo("link");
  }

  private Object loadsOfTheCatalogue() {
    return Objects.requireNonNull(
        browser.script(
            """
            return performance.getEntriesByType('resource')
              .filter(entry => new URL(entry.name).pathname === '/scenarios').length
            """));
  }

  @ParameterizedTest
  @ValueSource(ints = {412, 1440})
  void layoutIsStableWhileTheCatalogueLoadsAndRuns(int width) {
    browser.resize(width, 900);
    open("scenarios");
    browser.await(() -> assertThat(browser.attribute("close", "data-state")).isEqualTo("idle"));
    browser.type("scenarios-words", "4.1");
    browser.click("scenarios-run-all");
    browser.await(() -> assertThat(browser.text("scenarios-summary")).contains(" not run ("));
    assertThat(browser.asyncScript(CUMULATIVE_LAYOUT_SHIFT))
        .asInstanceOf(InstanceOfAssertFactories.DOUBLE)
        .isLessThan(0.05);
  }

  private static final String CUMULATIVE_LAYOUT_SHIFT =
      """
      const done = arguments[0];
      new PerformanceObserver(list => done(list.getEntries()
        .filter(entry => !entry.hadRecentInput)
        .reduce((sum, { value }) => sum + value, 0.0001)))
        .observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => done(0.0001), 1000);
      """;

  @Test
  void failedLoadIsReportedAndRetried() {
    open("?demo=off");
    browser.script(
        """
        window.realFetch = window.fetch;
        window.fetch = () => Promise.reject(new TypeError('down'));
        document.getElementById('scenarios-tab').click();
        """);
    browser.await(
        () ->
            assertThat(browser.text("scenarios-not-loaded"))
                .startsWith("The scenarios could not be loaded."));
    browser.script("window.fetch = window.realFetch");
    browser.click("scenarios-retry");
    awaitShown(size());
    assertThat(browser.isShown("scenarios-not-loaded")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?demo=off#illegal/rsv1", "scenarios#illegal/rsv1"})
  void fragmentUnfoldsItsScenario(String address) {
    open(address);
    awaitUnfolded("illegal/rsv1");
    browser.await(() -> assertThat(isVisible("illegal/rsv1")).isEqualTo(true));

    browser.type("scenarios-words", "close");
    browser.script("location.hash = 'hold-tcp'");
    browser.await(() -> assertThat(isVisible("hold-tcp")).isEqualTo(true));
    assertThat(isOpen("hold-tcp")).isTrue();
    assertThat(browser.value("scenarios-words")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?demo=off", "scenarios"})
  void sharedLinkOpensTheScenarioPrefilledAndNotRun(String page) {
    open(page + "#close");
    awaitUnfolded("close");
    fill("close?code", "4100");
    fill("close?reason", "a&b=c #再见");
    browser.script(
        """
        Object.defineProperty(navigator, 'clipboard', {
          value: { writeText: async text => window.copied = text }, configurable: true });
        document.querySelector('#close [data-part=link]').click();
        """);
    browser.await(() -> assertThat(part("close", "linked")).startsWith("Link copied."));
    String link = Objects.requireNonNull(browser.script("return window.copied")).toString();

    open("assets/icon.svg");
    browser.open(link);
    awaitUnfolded("close");
    assertThat(browser.value("close?code")).isEqualTo("4100");
    assertThat(browser.value("close?reason")).isEqualTo("a&b=c #再见");
    assertThat(browser.value("close?burst")).isEmpty();
    assertThat(outcome("close")).isEqualTo("idle");
  }

  private void fill(String id, String value) {
    browser.script(
        """
        const field = document.getElementById(arguments[0]);
        field.value = arguments[1];
        field.dispatchEvent(new Event('input', { bubbles: true }));
        """,
        id,
        value);
  }

  private Object isVisible(String id) {
    return Objects.requireNonNull(
        browser.script(
            """
            const { top, bottom } = document.getElementById(arguments[0]).getBoundingClientRect();
            return bottom > 0 && top > -1 && top < innerHeight;
            """,
            id));
  }

  // ---- Filtering

  @ParameterizedTest
  @CsvSource({
    "CLOSE delay,   2, 1",
    "no such thing, 0, 0",
  })
  void filterShowsScenariosWithTheWords(String words, int count, int groups) {
    openCatalogue();
    browser.type("scenarios-words", words);
    awaitShown(count);
    assertThat(browser.script("return document.querySelectorAll('.group:not([hidden])').length"))
        .isEqualTo((long) groups);
    assertThat(browser.text("scenarios-none").isEmpty()).isEqualTo(groups > 0);
    assertThat(browser.attribute("scenarios-run-all", "aria-disabled"))
        .isEqualTo(groups > 0 ? null : "true");
  }

  @Test
  void scenariosOfAStateAreShownAndRun() {
    openCatalogue();
    selectState("impossible");
    awaitShown(2);
    assertThat(browser.attribute("scenarios-run-all", "title"))
        .isEqualTo("None of the scenarios shown can run in a browser.");

    selectState("all");
    browser.type("scenarios-words", "illegal/close-1");
    awaitShown(5);
    browser.click("scenarios-run-all");
    browser.await(
        () ->
            assertThat(browser.text("scenarios-summary"))
                .startsWith("3 passed, 2 known of Chromium "));
    assertThat(browser.text("scenarios-done")).isEqualTo("5 of 5 run");
    browser.type("scenarios-words", "");
    selectState("known");
    awaitShown(2);
    selectState("idle");
    awaitShown(size() - 7); // Five were run, and a page cannot run two.
  }

  // ---- Running several

  @Test
  void runOfAllScenariosCanBeStopped() {
    openCatalogue();
    // The scenario "hang" does not end in time; others do.
    browser.script(
        """
        const RealWebSocket = WebSocket;
        window.WebSocket = class extends RealWebSocket {
          constructor(address) { super(address.replace('/hang?hold=500ms', '/hang?hold=2m')); }
        };
        """);
    browser.type("scenarios-words", "4.1");
    browser.click("scenarios-run-all");
    browser.await(() -> assertThat(outcome("hang")).isEqualTo("running"));
    assertThat(browser.attribute("scenarios-run-all", "aria-disabled")).isEqualTo("true");
    browser.click("scenarios-stop");
    browser.await(() -> assertThat(browser.text("scenarios-summary")).startsWith("Stopped. "));
    assertThat(outcome("hang")).isEqualTo("idle");
    assertThat(browser.focused()).isEqualTo("scenarios-stop");
    assertThat(browser.attribute("scenarios-run-all", "aria-disabled")).isNull();
    assertThat(browser.script("return document.querySelectorAll('[data-state=running]').length"))
        .isEqualTo(0L);
  }

  @Test
  void groupIsRunAlone() {
    openCatalogue();
    browser.click("group-tcp-run");
    browser.await(
        () -> assertThat(browser.text("scenarios-summary")).startsWith("3 passed, 0 known of "));
    assertThat(browser.text("scenarios-done")).isEqualTo("3 of 3 run");
    browser.await(() -> assertThat(browser.text("group-tcp")).contains("3 passed"));
    assertThat(browser.text("group-close")).doesNotContain("passed");
    assertThat(browser.text("scenarios-by-group")).startsWith("TCP ends without a close frame");

    browser.type("scenarios-words", "/reset");
    awaitShown(1);
    browser.click("group-tcp-run");
    browser.await(() -> assertThat(browser.text("scenarios-done")).isEqualTo("1 of 1 run"));
  }

  @Test
  void rowIsOperatedByKeyboard() {
    openCatalogue();
    browser.script("document.querySelector('#drop .disclosure').focus()");
    browser.press(Keys.ENTER);
    assertThat(isOpen("drop")).isTrue();
    browser.press(Keys.ENTER);
    assertThat(isOpen("drop")).isFalse();
    browser.press(Keys.TAB);
    assertThat(browser.focused()).isEqualTo("drop.run");
    browser.press(Keys.ENTER);
    browser.await(() -> assertThat(outcome("drop")).isEqualTo("passed"));
    assertThat(browser.focused()).isEqualTo("drop.run");
  }

  // ---- The language

  @Test
  void otherLanguageKeepsValuesResultsAndWhatIsUnfolded() {
    open("scenarios#close");
    awaitUnfolded("close");
    browser.type("close?code", "3999");
    run("close");
    browser.await(() -> assertThat(outcome("close")).isEqualTo("passed"));
    browser.type("scenarios-words", "/close");
    browser.asyncScript(
        """
        const done = arguments[0];
        fetch('scenarios?lang=zh-Hans', { headers: { Accept: 'text/html' } }).then(() => {
          document.dispatchEvent(new Event('languagechange'));
          done();
        });
        """);
    browser.await(() -> assertThat(browser.text("close")).contains("关闭码", "客户端用关闭帧回复"));
    assertThat(browser.value("close?code")).isEqualTo("3999");
    assertThat(browser.value("scenarios-words")).isEqualTo("/close");
    assertThat(outcome("close")).isEqualTo("passed");
    assertPart("close", "reported", "code: 3999, reason: \"bye\", wasClean: true");
    assertThat(isOpen("close")).isTrue();
    assertThat(browser.text("close")).doesNotContain("the close code");
  }
}
