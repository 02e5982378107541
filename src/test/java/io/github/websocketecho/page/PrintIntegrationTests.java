package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The printed pages: reports without controls. */
class PrintIntegrationTests extends PageInBrowser {

  @Test
  void lastConnectionIsPrintedWithoutControls() {
    openAddress(server("close/4001?reason=bye"));
    browser.await(() -> assertThat(browser.text("closing-agreement")).isNotEmpty());
    browser.click("scenarios-tab");
    showAsPrinted();
    assertThat(browser.text("closing-rows")).contains("4001", "bye");
    assertThat(browser.isShown("closing-heading")).isTrue();
    assertThat(browser.isShown("closing-sequence")).isTrue();
    for (String screenOnly : new String[] {"address", "output", "closing-tab", "scenarios"}) {
      assertThat(browser.isShown(screenOnly)).as(screenOnly).isFalse();
    }
  }

  @Test
  void whatReachedTheServerIsPrintedIfItsTabIsShown() {
    openAddress(server("close/4001?reason=bye"));
    browser.await(() -> assertThat(browser.text("closing-agreement")).isNotEmpty());
    showAsPrinted();
    assertThat(browser.isShown("server")).isFalse();

    browser.emulateMedia("");
    open("?demo=off");
    openAddress(server("close/4001?reason=bye"));
    browser.await(() -> assertThat(browser.text("closing-agreement")).isNotEmpty());
    browser.click("server-tab");
    browser.await(() -> assertThat(browser.text("seen-frames")).contains("4001 bye"));
    showAsPrinted();
    assertThat(browser.isShown("closing-rows")).isTrue();
    assertThat(browser.isShown("seen-headers")).isTrue();
    assertThat(browser.text("seen-frames")).contains("4001 bye");
    for (String screenOnly : new String[] {"order-send", "seen-words", "seen-link"}) {
      assertThat(browser.isShown(screenOnly)).as(screenOnly).isFalse();
    }
  }

  @Test
  void resultsOfScenariosArePrinted() {
    open("scenarios");
    browser.type("scenarios-words", "/close/");
    browser.click("scenarios-run-all");
    browser.await(() -> assertThat(browser.text("scenarios-summary")).contains("passed"));
    showAsPrinted();
    assertThat(browser.text("scenarios-summary")).contains("passed");
    assertThat(browser.text("scenarios-groups")).contains("/close/{code}");
    assertThat(browser.isShown("scenarios-run-all")).isFalse();
    assertThat(browser.isShown("scenarios-words")).isFalse();
  }

  /** Applies the style for printing to the screen. */
  private void showAsPrinted() {
    browser.emulateMedia("print");
  }
}
