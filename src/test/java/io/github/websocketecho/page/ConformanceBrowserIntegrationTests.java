package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** "Test this browser", on the page of the cases. */
class ConformanceBrowserIntegrationTests extends PageInBrowser {

  @Override
  void openStartPage() {
    open("conformance/cases");
  }

  @Test
  void browserRunsChosenGroupsAndLeadsToItsReport() {
    choose("2", "3", "close");
    browser.awaitText("run-progress-words", "24 cases are chosen.");
    browser.click("run-start");
    awaitEnd("Every case ended as expected of Chromium, which was tested with version 156.");
    assertThat(browser.text("run-status")).matches("24 cases in [0-9.]+ m?s\\.");
    assertThat(browser.text("run-tally")).contains("passed").doesNotContain("failed");
    assertThat(browser.attribute("run-progress", "value")).isEqualTo("24");
    assertThat(state("2.1")).isEqualTo("passed");
    assertThat(state("close/1012")).isEqualTo("passed");
    assertThat(state("1.1.1")).isEqualTo("idle");

    browser.clickLink("中文");
    browser.awaitText("run-verdict", "每个用例的结果都符合对 Chromium 的预期（测试版本 156）。");
    browser.clickLink("English");
    browser.awaitText("run-report", "Open the report");
    assertAccessible();

    browser.click("run-report");
    assertThat(browser.title()).startsWith("Conformance of Chromium 1");
    assertThat(browser.text("report"))
        .contains("Cases\n24", "2 Pings and pongs", "No case failed.");
    assertAccessible();
    browser.script("document.querySelector('.cell').click()");
    assertThat(browser.title()).startsWith("Case 2.1");
    assertThat(browser.text("case")).contains("The server sends a ping frame (0 bytes).");
    assertAccessible();
    open("conformance");
    assertThat(browser.text("address-all")).isEqualTo(server("all"));
    assertAccessible();
  }

  @Test
  void oneCaseRunsAloneAndItsFailureIsExpected() {
    browser.script("document.getElementById('list-7').open = true");
    browser.click("run-7.9.2");
    awaitEnd("Every case ended as expected of Chromium, which was tested with version 156.");
    assertThat(browser.text("run-tally")).isEqualTo("1 failed");
    assertThat(state("7.9.2")).isEqualTo("failed");
    assertThat(browser.text("case-7.9.2")).endsWith("failed");
  }

  @Test
  void problemsAreShownWhereTheyAre() {
    browser.type("agent", " ");
    browser.click("run-start");
    browser.awaitText("agent-problem", "Enter a name of 1 to 200 characters.");
    assertThat(browser.focused()).isEqualTo("agent");
    assertThat(browser.attribute("agent", "aria-invalid")).isEqualTo("true");
    browser.type("agent", "mine");
    browser.awaitText("agent-problem", "");

    browser.click("run-stop");
    browser.awaitText("run-problem", "No case is running.");
    browser.click("choose-none");
    browser.click("run-start");
    browser.awaitText("run-problem", "Choose a group at least.");
    browser.click("choose-all");
    browser.awaitText("run-problem", "");
  }

  @Test
  void runCanBeStopped() {
    choose("9");
    browser.click("run-start");
    browser.await(() -> assertThat(browser.text("run-progress-words")).contains("now 9."));
    browser.click("run-start");
    browser.awaitText("run-problem", "The cases are running. Stop them first.");
    browser.click("run-stop");
    browser.await(
        () -> assertThat(browser.text("run-status")).matches("Stopped after \\d+ of 54 cases.+"));
    assertThat(browser.attribute("run-start", "aria-disabled")).isNull();
  }

  /** Chooses these groups alone. */
  private void choose(String... groups) {
    browser.click("choose-none");
    for (String group : groups) {
      browser.click("group-" + group);
    }
  }

  private void awaitEnd(String verdict) {
    browser.await(() -> assertThat(browser.text("run-verdict")).isNotEmpty());
    assertThat(browser.text("run-verdict")).isEqualTo(verdict);
  }

  private @Nullable Object state(String id) {
    return browser.script(
        "return document.querySelector(`[data-case='${arguments[0]}']`).dataset.state", id);
  }

  private void assertAccessible() {
    assertThat(browser.accessibilityViolations()).isEmpty();
    assertFitsIntoEveryWidth(360);
  }
}
