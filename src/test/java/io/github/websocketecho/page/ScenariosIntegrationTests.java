package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The catalogue of scenarios: loading, filtering and running. */
class ScenariosIntegrationTests extends PageInBrowser {

  @Override
  void openStartPage() {
    // Each test opens its own page.
  }

  // ---- Loading and links

  @Test
  void catalogueIsLoadedWhenItsSectionIsUnfolded() {
    open("?demo=off");
    assertThat(browser.script("return document.getElementById('scenarios-fold').open"))
        .isEqualTo(false);
    assertThat(browser.script(LOADS_OF_THE_CATALOGUE)).isEqualTo(0L);
    browser.script("document.querySelector('#scenarios-fold > summary').click()");
    browser.awaitText("scenarios-count", "66 of 66 shown");
    assertThat(browser.script(LOADS_OF_THE_CATALOGUE)).isEqualTo(2L);
    run("close");
    browser.await(() -> assertThat(outcome("close")).isEqualTo("passed"));
  }

  private static final String LOADS_OF_THE_CATALOGUE =
      """
      return performance.getEntriesByType('resource')
        .filter(entry => new URL(entry.name).pathname === '/scenarios').length
      """;

  @Test
  void failedLoadIsReportedAndRetried() {
    open("?demo=off");
    browser.script(
        """
        window.realFetch = window.fetch;
        window.fetch = () => Promise.reject(new TypeError('down'));
        """);
    browser.script("document.querySelector('#scenarios-fold > summary').click()");
    browser.await(
        () ->
            assertThat(browser.text("scenarios-loading")).startsWith("The catalogue could not be"));
    browser.script("window.fetch = window.realFetch");
    browser.script("document.querySelector('#scenarios-fold > summary').click()");
    browser.await(
        () ->
            assertThat(browser.script("return document.getElementById('scenarios-fold').open"))
                .isEqualTo(false));
    browser.script("document.querySelector('#scenarios-fold > summary').click()");
    browser.awaitText("scenarios-count", "66 of 66 shown");
    assertThat(browser.text("scenarios-loading")).isEmpty();
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
    assertThat(browser.script("return document.getElementById('hold-tcp').open")).isEqualTo(true);
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
    browser.await(() -> assertThat(part("close", "linked")).startsWith("Copied:"));
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
    "CLOSE delay,   2 of 66 shown, 1",
    "no such thing, 0 of 66 shown, 0",
  })
  void filterShowsScenariosWithTheWords(String words, String count, int groups) {
    openCatalogue();
    browser.type("scenarios-words", words);
    browser.awaitText("scenarios-count", count);
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
    browser.awaitText("scenarios-count", "1 of 66 shown");
    assertThat(browser.attribute("scenarios-run-all", "title"))
        .isEqualTo("None of those that are shown can be run from a page.");

    selectState("all");
    browser.type("scenarios-words", "illegal/close-1");
    browser.awaitText("scenarios-count", "5 of 66 shown");
    browser.click("scenarios-run-all");
    browser.await(
        () ->
            assertThat(browser.text("scenarios-summary"))
                .startsWith("3 passed, 0 undecided, 2 known deviations of Chromium "));
    assertThat(browser.text("scenarios-done")).isEqualTo("5 of 5 run");
    browser.type("scenarios-words", "");
    selectState("known");
    browser.awaitText("scenarios-count", "2 of 66 shown");
    selectState("idle");
    browser.awaitText("scenarios-count", "60 of 66 shown");
  }

  // ---- Running

  @Test
  void bothSidesAreShownAfterARun() {
    open("scenarios#close");
    assertPart("close", "expected", "code: 4001, reason: \"bye\", wasClean: true");
    run("close");
    browser.await(() -> assertThat(outcome("close")).isEqualTo("passed"));
    assertPart("close", "reported", "code: 4001, reason: \"bye\", wasClean: true");
    assertPart("close", "frames", "received: 4001 \"bye\"\nsent: 4001 \"bye\"");
    assertPart("close", "observed", "The client answered with the code 4001.");
    assertPart(
        "close",
        "explanation",
        "Your browser reported what a correct client does, and the server saw what it must.");
  }

  @Test
  void scenarioRunsWithOtherParameters() {
    open("scenarios#close");
    awaitUnfolded("close");
    browser.type("close?code", "3999");
    browser.type("close?reason", "a & b? 100 % \"再见\"");
    browser.type("close?after", "2");
    assertPart(
        "close", "expected", "code: 3999, reason: \"a & b? 100 % \\\"再见\\\"\", wasClean: true");
    browser.press(Keys.ENTER);
    browser.await(() -> assertThat(outcome("close")).isEqualTo("passed"));
    assertPart(
        "close", "reported", "code: 3999, reason: \"a & b? 100 % \\\"再见\\\"\", wasClean: true");
    assertThat(browser.focused()).isEqualTo("close?after");

    browser.script("document.querySelector('#close [type=reset]').click()");
    browser.await(() -> assertThat(outcome("close")).isEqualTo("idle"));
    assertThat(browser.value("close?code")).isEqualTo("4001");
    assertPart("close", "expected", "code: 4001, reason: \"bye\", wasClean: true");
    assertPart("close", "reported", "");
  }

  @Test
  void unknownPartOfTheExpectationIsLeftOpen() {
    open("scenarios#limit");
    awaitUnfolded("limit");
    browser.type("limit?message", "2KB");
    assertPart("limit", "expected", "code: 1009, reason: *, wasClean: true");
    browser.press(Keys.ENTER);
    browser.await(() -> assertThat(outcome("limit")).isEqualTo("passed"));
    assertPart(
        "limit",
        "reported",
        "code: 1009, reason: \"The message has more than 2048 bytes.\", wasClean: true");
  }

  @Test
  void knownDeviationIsExplained() {
    open("scenarios#illegal/close-999");
    awaitUnfolded("illegal/close-999");
    run("illegal/close-999");
    browser.await(() -> assertThat(outcome("illegal/close-999")).isEqualTo("known"));
    assertPart("illegal/close-999", "expected", "code: 1006, reason: \"\", wasClean: false");
    assertPart("illegal/close-999", "reported", "code: 999, reason: \"\", wasClean: true");
    assertPart(
        "illegal/close-999",
        "explanation",
        "Chromium is known for this (seen with version 156). A correct client does something else.");
  }

  @Test
  void failedRunIsExplained() {
    open("scenarios#close");
    awaitUnfolded("close");
    browser.script(
        """
        const RealWebSocket = WebSocket;
        window.WebSocket = class extends RealWebSocket {
          constructor(address) { super(address.replace('/close/4001', '/close/4002')); }
        };
        """);
    run("close");
    browser.await(() -> assertThat(outcome("close")).isEqualTo("failed"));
    assertPart(
        "close", "explanation", "Your browser reported something else than a correct client does.");
    assertThat(browser.text("close")).contains("not passed");
  }

  @Test
  void undecidedVerdictIsShownWithItsRemark() {
    open("scenarios#close");
    awaitUnfolded("close");
    answerWithVerdict("null");
    run("close");
    browser.await(() -> assertThat(outcome("close")).isEqualTo("undecided"));
    assertPart("close", "verdict", "Undecided.");
    assertPart("close", "observed", "Seen.");
    assertPart("close", "remark", "It came late.");
    assertPart(
        "close",
        "explanation",
        "Your browser reported what a correct client does."
            + " The server cannot tell whether your side did what it must.");
    selectState("undecided");
    browser.awaitText("scenarios-count", "1 of 66 shown");
    browser.click("scenarios-run-all");
    browser.await(
        () ->
            assertThat(browser.text("scenarios-summary")).startsWith("0 passed, 1 undecided, 0 "));

    answerWithVerdict("false");
    browser.click("scenarios-run-all");
    browser.await(() -> assertThat(outcome("close")).isEqualTo("failed"));
    assertPart("close", "verdict", "Failed.");
    assertPart("close", "remark", "It came late.");
  }

  private void answerWithVerdict(String passed) {
    browser.script(
        """
        const realFetch = window.realFetch ??= fetch;
        window.fetch = async (address, options) => {
          const response = await realFetch(address, options);
          if (!String(address).includes('/connections/')) {
            return response;
          }
          const verdict = { expected: '', observed: 'Seen.', passed: %s, remark: 'It came late.' };
          return Response.json({ ...await response.json(), verdict });
        };
        """
            .formatted(passed));
  }

  @Test
  void runIsUndecidedIfTheServerIsUnreachable() {
    open("scenarios#drop");
    awaitUnfolded("drop");
    browser.script("window.fetch = () => Promise.reject(new TypeError('It is gone.'))");
    run("drop");
    browser.await(() -> assertThat(outcome("drop")).isEqualTo("undecided"));
    assertPart("drop", "observed", "The server cannot be asked.");
    assertPart(
        "drop",
        "explanation",
        "The server cannot be reached, so this says nothing about your browser."
            + " Run it again once the server is there.");
  }

  @Test
  void snippetIsSelectedIfCopyingFails() {
    open("scenarios#close");
    awaitUnfolded("close");
    browser.script(
        """
        navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));
        document.execCommand = () => false;
        document.addEventListener('copy', () => { window.copied = String(getSelection()); });
        document.querySelector('#close .elsewhere [data-part=copy]').focus();
        """);
    browser.press(Keys.ENTER);
    assertPart(
        "close",
        "feedback",
        "The browser did not let the page copy."
            + " The lines are selected: press Ctrl+C (⌘C on a Mac).");
    browser.press(Keys.chord(Keys.CONTROL, "c"));
    browser.await(
        () ->
            assertThat(browser.script("return window.copied")).isEqualTo(part("close", "snippet")));
  }

  @Test
  void linkIsPutIntoTheAddressBarIfCopyingFails() {
    open("scenarios#close");
    awaitUnfolded("close");
    browser.type("close?code", "3999");
    browser.script(
        """
        navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));
        document.execCommand = () => false;
        document.querySelector('#close [data-part=link]').click();
        """);
    assertPart(
        "close", "linked", "The browser blocked copying: the link is in the address bar now.");
    assertThat(browser.script("return location.hash")).asString().contains("code%3D3999");
  }

  @Test
  void valueThatTheServerRejectsIsReportedAtItsField() {
    open("scenarios#close");
    awaitUnfolded("close");
    browser.type("close?code", "1005");
    browser.press(Keys.TAB);
    String problem =
        "Invalid value “1005” for the parameter code. Allowed: 1000-1003, 1007-1014, 3000-4999.";
    browser.awaitText("close?code.problem", problem);
    assertThat(browser.attribute("close?code", "aria-invalid")).isEqualTo("true");
    run("close");
    browser.awaitText("close?code.problem", problem);
    assertThat(outcome("close")).isEqualTo("idle");

    browser.type("close?code", "1011");
    browser.press(Keys.ENTER);
    browser.await(() -> assertThat(outcome("close")).isEqualTo("passed"));
    assertThat(browser.text("close?code.problem")).isEmpty();
    assertThat(browser.attribute("close?code", "aria-invalid")).isNull();
  }

  @Test
  void runningScenarioCanBeStopped() {
    open("scenarios#hang");
    awaitUnfolded("hang");
    browser.type("hang?hold", "2m");
    browser.press(Keys.ENTER);
    browser.await(() -> assertThat(outcome("hang")).isEqualTo("running"));
    browser.script("document.querySelector('#hang [data-part=stop]').click()");
    browser.await(() -> assertThat(outcome("hang")).isEqualTo("idle"));
  }

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
  void scenarioThatAPageCannotRunIsMarked() {
    open("scenarios#no-pong");
    awaitUnfolded("no-pong");
    assertThat(browser.text("no-pong"))
        .contains("not from a page", "Browsers do not let a page do what this takes.")
        .doesNotContain("Your browser reported");
    assertThat(
            browser.script(
                "return document.querySelector('#no-pong [type=submit]').checkVisibility()"))
        .isEqualTo(false);
  }

  @Test
  void snippetLanguageIsStored() {
    open("scenarios#close");
    awaitUnfolded("close");
    assertPart("close", "language", "javascript");
    browser.script(
        """
        const language = document.querySelector('#close [data-part=language]');
        language.value = 'python';
        language.dispatchEvent(new Event('change'));
        """);
    browser.await(() -> assertThat(part("close", "snippet")).startsWith("import asyncio"));
    browser.script("location.hash = 'drop'");
    browser.await(() -> assertThat(part("drop", "snippet")).startsWith("import asyncio"));
  }

  // ---- Helpers

  private void openCatalogue() {
    open("scenarios");
    browser.awaitText("scenarios-count", "66 of 66 shown");
  }

  private void awaitUnfolded(String id) {
    browser.await(() -> assertThat(part(id, "snippet")).isNotEmpty());
  }

  private void selectState(String state) {
    browser.script(
        """
        const field = document.getElementById('scenarios-state');
        field.value = arguments[0];
        field.dispatchEvent(new Event('change'));
        """,
        state);
  }

  private void run(String id) {
    browser.script(
        """
        const row = document.getElementById(arguments[0]);
        row.open = true;
        requestAnimationFrame(() => setTimeout(() => row.querySelector('[type=submit]').click()));
        """,
        id);
  }

  private String outcome(String id) {
    return Objects.requireNonNullElse(browser.attribute(id, "data-state"), "");
  }

  private void assertPart(String id, String part, String expected) {
    browser.await(() -> assertThat(part(id, part)).isEqualTo(expected));
  }

  /** The text or the value of a part, with plain spaces. */
  private String part(String id, String part) {
    Object content =
        browser.script(
            """
            const part = document.getElementById(arguments[0])
              ?.querySelector(`[data-part="${arguments[1]}"]`);
            return part?.value ?? part?.textContent ?? '';
            """,
            id,
            part);
    return Objects.toString(content).replace('\u00a0', ' ');
  }
}
