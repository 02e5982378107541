package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The section that tests whether and when a client comes back. */
class ReconnectionIntegrationTests extends PageInBrowser {

  private static final String CLOSE_REJECT_ECHO =
      "?step=close%2F1012%3Freason%3Drestart&step=refuse%2F503&step=echo";

  private static final String ROWS =
      """
      return [...document.querySelectorAll('#reconnection-table tbody tr')].map(row =>
        [...row.cells].map(cell => cell.textContent).join(' | '));
      """;

  /** A verdict may be shown so briefly that nobody who looks now and then sees it. */
  private static final String RECORD_VERDICTS =
      """
      window.verdicts = [];
      const verdict = document.getElementById('reconnection-verdict');
      new MutationObserver(() => verdicts.push(verdict.textContent.trim()))
        .observe(verdict, { childList: true, characterData: true, subtree: true });
      """;

  @Test
  void pageMeetsTheStepsAndPasses() {
    show();
    assertThat(address()).endsWith(CLOSE_REJECT_ECHO);
    browser.type("reconnection-minDelay", "900ms");
    browser.type("reconnection-maxDelay", "20s");
    browser.click("reconnection-run");
    awaitStatus("Done.");
    assertThat(browser.text("reconnection-verdict"))
        .isEqualTo("✓ Passed: The client came back as expected. Attempts: 3.");
    assertThat(rows())
        .satisfiesExactly(
            first -> assertThat(first).contains("1 | /close/1012?reason=restart | – | closed with"),
            second -> assertThat(second).contains("/refuse/503 | 1.", "rejected with HTTP 503"),
            third -> assertThat(third).contains("/echo | 2.", "closed with 4000", ".3"));
    assertThat(browser.script(drawn("rect.bar"))).isEqualTo(3L);
    assertThat(browser.script(drawn("line.delay"))).isEqualTo(2L);
    assertThat(browser.text("state-name")).isEqualTo("CLOSED (3)");

    // Other expectations of the same attempts
    browser.type("reconnection-minDelay", "19s");
    browser.await(
        () -> assertThat(browser.text("reconnection-verdict")).startsWith("✗ Failed: Attempt 2"));

    // Each run has a key of its own, also one that was stopped before its first answer.
    String key = key();
    browser.click("reconnection-run");
    String next = key();
    assertThat(next).isNotEqualTo(key);
    browser.click("reconnection-stop");
    browser.click("reconnection-run");
    assertThat(key()).isNotIn(key, next);
    browser.click("reconnection-stop");
  }

  @Test
  void pageDoesNotComeBackAfterANormalClosure() {
    openNewPage("?demo=off#step=close%2F1000&maxDelay=2s");
    awaitSteps();
    browser.script(RECORD_VERDICTS);
    browser.click("reconnection-run");
    awaitStatus("Done.");
    assertThat(browser.script("return verdicts"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsSubsequence(
            "… Undecided: Nothing wrong yet. Attempts: 1 of 1.",
            "✓ Passed: The client came back as expected. Attempts: 1.");
    assertThat(rows()).hasSize(1);
  }

  @Test
  void pageFailsIfItDoesNotComeBack() {
    openNewPage("?demo=off#step=close%2F4001&step=echo&minDelay=1s");
    awaitSteps();
    browser.click("reconnection-run");
    awaitStatus("Done.");
    assertThat(browser.text("reconnection-verdict"))
        .isEqualTo("✗ Failed: The client did not come back after attempt 1 of 2.");
  }

  @Test
  void clientElsewhereIsWatchedLive() throws Exception {
    openNewPage("?demo=off#" + CLOSE_REJECT_ECHO.substring(1) + "&maxDelay=1m");
    awaitSteps();
    browser.click("reconnection-wait");
    awaitStatus("Waiting for the first attempt at the address above.");
    assertThat(browser.attribute("reconnection-add", "title"))
        .isEqualTo("Stop the test to change its steps.");
    String target = address().substring(server("").length() - 1);
    try (var first = RawClient.open(port, target)) {
      assertThat(first.read()).hasToString("close 1012 restart");
      browser.await(
          () ->
              assertThat(rows()).singleElement().asString().contains("closed with 1012", "| – |"));
      first.sendClose(1012, "");
      first.readRest();
    }
    try (var second = RawClient.connect(port)) {
      assertThat(second.handshake(target).status()).isEqualTo(503);
    }
    awaitStatus("Watching. Attempts: 2.");
    assertThat(browser.text("reconnection-verdict"))
        .isEqualTo("… Undecided: Nothing wrong yet. Attempts: 2 of 3.");
    try (var third = RawClient.open(port, target)) {
      awaitStatus("Watching. Attempts: 3.");
      assertThat(rows().getLast()).contains("| open |");
      third.sendClose(1001, "");
      third.readRest();
    }
    browser.await(() -> assertThat(rows().getLast()).contains("closed with 1001"));
    browser.click("reconnection-stop");
    awaitStatus("You stopped it.");
    assertThat(browser.text("reconnection-verdict")).startsWith("✓ Passed:");
  }

  @Test
  void clientThatComesBackTooEarlyFails() throws Exception {
    openNewPage("?demo=off#step=drop&step=echo&minDelay=10s");
    awaitSteps();
    browser.click("reconnection-wait");
    String target = address().substring(server("").length() - 1);
    RawClient.open(port, target).close();
    RawClient.open(port, target).close();
    browser.await(
        () ->
            assertThat(browser.text("reconnection-verdict"))
                .matches("✗ Failed: Attempt 2 came .* earlier than 10,000 ms\\."));
  }

  @Test
  void linkShowsTheTabOnASmallScreen() {
    browser.resize(390, 900);
    openNewPage("?demo=off#reconnection");
    awaitSteps();
    assertThat(
            browser.script(
                """
                const { left, right } = document.getElementById('reconnection-tab').getBoundingClientRect();
                return left >= 0 && right <= innerWidth;
                """))
        .isEqualTo(true);
  }

  @Test
  void stepsAreAddedMovedAndRemoved() {
    show();
    String key = key();
    browser.click("reconnection-add");
    browser.press(Keys.HOME);
    press("Move step 4 up");
    press("Move step 3 up");
    press("Remove step 4");
    assertThat(address())
        .endsWith(
            "?step=close%2F1012%3Freason%3Drestart&step=close%2F1012%3Freason%3Drestart"
                + "&step=refuse%2F503");
    assertThat(key()).isEqualTo(key);
    assertThat(browser.value("reconnection-preset")).isEmpty();
    for (int step = 3; step > 1; step--) {
      press("Remove step 1");
    }
    assertThat(
            browser.script("return document.querySelector('[aria-label=\"Remove step 1\"]').title"))
        .isEqualTo("A test needs at least one step.");
    browser.click("reconnection-new");
    assertThat(key()).isNotEqualTo(key);
  }

  @Test
  void wrongStepsAndExpectationsAreReportedAtTheirFields() {
    openNewPage("?demo=off#step=clos%2F1000&minDelay=5&maxDelay=1s&attempts=65");
    awaitSteps();
    assertThat(browser.text("reconnection-minDelay-problem"))
        .isEqualTo("Enter a time from 0s to 10m with its unit, such as 500ms or 2s.");
    assertThat(browser.text("reconnection-attempts-problem"))
        .isEqualTo("Enter a whole number from 1 to 64.");
    browser.await(() -> assertThat(browser.text("reconnection-steps")).contains("/close/{code}"));
    assertThat(browser.attribute("reconnection-run", "title"))
        .isEqualTo("Fix the steps or the expectations first.");
    browser.type("reconnection-minDelay", "2s");
    assertThat(browser.text("reconnection-maxDelay-problem"))
        .isEqualTo("The longest delay must not be shorter than the shortest.");
    browser.type("reconnection-maxDelay", "3s");
    browser.type("reconnection-attempts", "");
    browser.script(
        """
        const field = document.querySelector('[aria-label="Address of step 1"]');
        field.value = arguments[0];
        field.dispatchEvent(new Event('input'));
        """,
        "http://localhost:" + port + "/close/4001?after=1");
    browser.await(
        () -> assertThat(browser.attribute("reconnection-run", "aria-disabled")).isNull());
    assertThat(address()).endsWith("?step=close%2F4001%3Fafter%3D1");
    assertThat(
            browser.script("return document.getElementById('reconnection-commands').textContent"))
        .asString()
        .contains("websocat -v -E 'ws://", "?minDelay=2s&maxDelay=3s&wait=30s'");
  }

  @Test
  void sectionIsAccessibleAndFitsIntoEveryWidth() throws Exception {
    openNewPage("?demo=off#step=drop&step=clos%2F1000&minDelay=5");
    awaitSteps();
    browser.await(() -> assertThat(browser.text("reconnection-steps")).contains("/close/{code}"));
    assertThat(browser.accessibilityViolations()).isEmpty();
    openNewPage("?demo=off#step=drop&maxDelay=1s");
    awaitSteps();
    browser.click("reconnection-wait");
    RawClient.open(port, address().substring(server("").length() - 1)).close();
    browser.await(() -> assertThat(rows()).hasSize(1));
    browser.click("reconnection-stop");
    assertThat(browser.accessibilityViolations()).isEmpty();
    browser.preferScheme("dark");
    assertThat(browser.contrastViolations()).isEmpty();
    assertFitsIntoEveryWidth(360, 500, 768, 1024, 1440);
  }

  @Test
  void languageChangesWithTheSentencesOfTheServer() throws Exception {
    openNewPage("?demo=off#step=drop&maxDelay=1s&attempts=1");
    awaitSteps();
    browser.click("reconnection-wait");
    RawClient.open(port, address().substring(server("").length() - 1)).close();
    browser.await(
        () -> assertThat(browser.text("reconnection-verdict")).startsWith("✓ Passed: The client"));
    browser.click("reconnection-stop");
    browser.clickLink("中文");
    browser.await(
        () -> assertThat(browser.text("reconnection-verdict")).startsWith("✓ 通过： 客户端按预期"));
    assertThat(browser.text("reconnection-steps")).contains("TCP");
    assertThat(browser.text("reconnection-status")).isEqualTo("您已停止。");
  }

  @Test
  void connectionAtTheTopReachesASequenceToo() {
    openConnection("sequence/" + RawClient.newId() + "?step=echo");
    showTab("server");
    browser.awaitText(
        "seen-absence",
        "The sequence has chosen the id of the record. See /sequences/ and its key.");
    browser.click("order-send");
    assertThat(browser.text("reason")).startsWith("A sequence has chosen the id");
    browser.click("close-button");
    browser.awaitText("state-name", "CLOSED (3)");
    showTab("closing");
    browser.await(
        () -> assertThat(browser.text("server-state")).contains("the sequence has chosen"));
  }

  private void show() {
    showTab("reconnection");
    awaitSteps();
  }

  private void awaitSteps() {
    browser.await(() -> assertThat(browser.isShown("reconnection-address")).isTrue());
    browser.await(() -> assertThat(address()).contains("?step="));
  }

  private void awaitStatus(String status) {
    browser.awaitText("reconnection-status", status);
  }

  private String address() {
    return browser.text("reconnection-address");
  }

  private String key() {
    return address().replaceFirst("\\?.*", "").replaceFirst(".*/", "");
  }

  private void press(String label) {
    browser.script(
        "document.querySelector(`#reconnection-steps [aria-label=\"${arguments[0]}\"]`).click()",
        label);
  }

  private List<String> rows() {
    return ((List<?>) Objects.requireNonNull(browser.script(ROWS)))
        .stream().map(String::valueOf).toList();
  }

  private static String drawn(String selector) {
    return "return document.querySelectorAll('#reconnection-timeline " + selector + "').length";
  }
}
