package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** One scenario with its fields, its result, its link, and the code to run it with another tool. */
class ScenarioRunIntegrationTests extends ScenariosInBrowser {

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
        "Your browser behaved as the RFC requires: its report is right,"
            + " and the server saw what it expects.");
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
        "Known deviation of Chromium (seen with version 156):"
            + " it reports something other than the RFC requires.");
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
        "close", "explanation", "Your browser reported something other than the RFC requires.");
    assertThat(browser.text("close")).contains("Failed");
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
        "Your browser’s report is right."
            + " The server cannot tell whether your browser behaved as the RFC requires.");
    selectState("undecided");
    awaitShown(1);
    browser.click("scenarios-run-all");
    browser.await(
        () -> assertThat(browser.text("scenarios-summary")).contains("0 failed, 1 undecided, 0 "));

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
    assertPart("drop", "observed", "The server could not be asked.");
    assertPart(
        "drop",
        "explanation",
        "The server cannot be reached, so this result says nothing about your browser."
            + " Run it again when the server is back.");
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
        "The browser blocked copying. The code is selected: press Ctrl+C (⌘C on a Mac).");
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
        "close", "linked", "The browser blocked copying. The link is in the address bar now.");
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
  void scenarioThatAPageCannotRunIsMarked() {
    open("scenarios#no-pong");
    awaitUnfolded("no-pong");
    assertThat(browser.text("no-pong"))
        .contains("Not possible in a browser", "A page cannot do this in a browser.")
        .doesNotContain("Your browser");
    assertThat(browser.attribute("no-pong.run", "aria-disabled")).isEqualTo("true");
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
}
