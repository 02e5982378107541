package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The choice between light, dark and the system's colour scheme. */
class SchemeIntegrationTests extends PageInBrowser {

  private static final String DARK = "rgb(16, 21, 27)";
  private static final String LIGHT = "rgb(243, 245, 247)";

  @Test
  void chosenSchemeIsThereBeforeAScriptRuns() {
    browser.preferScheme("light");
    chooseDark();
    browser.block("*.js");
    open("?demo=off");
    assertThat(ground()).isEqualTo(DARK);
    open("scenarios");
    assertThat(ground()).isEqualTo(DARK);
  }

  @Test
  void systemsSchemeApplies() {
    browser.preferScheme("light");
    chooseDark();
    browser.click("scheme-button");
    browser.awaitText("scheme-button", "Theme: system");
    assertThat(ground()).isEqualTo(LIGHT);
    assertThat(browser.script("return document.cookie")).isEqualTo("");
    browser.preferScheme("dark");
    assertThat(ground()).isEqualTo(DARK);
  }

  @Test
  void browserShowsTheChosenColourToo() {
    browser.preferScheme("light");
    assertThat(themeColour()).isEqualTo("#f3f5f7");
    chooseDark();
    assertThat(themeColour()).isEqualTo("#10151b");
    open("?demo=off");
    assertThat(themeColour()).isEqualTo("#10151b");
  }

  @Test
  void choiceOfAnEarlierVersionIsTakenOver() {
    browser.preferScheme("light");
    browser.script("localStorage.setItem('websocket-echo.scheme', 'dark')");
    open("?demo=off");
    browser.awaitText("scheme-button", "Theme: dark");
    assertThat(browser.script("return localStorage.getItem('websocket-echo.scheme')")).isNull();
    browser.block("*.js");
    open("?demo=off");
    assertThat(ground()).isEqualTo(DARK);
  }

  private void chooseDark() {
    // The schemes in their order: auto, light, dark.
    browser.click("scheme-button");
    browser.click("scheme-button");
    browser.awaitText("scheme-button", "Theme: dark");
  }

  private Object ground() {
    return Objects.requireNonNull(
        browser.script("return getComputedStyle(document.body).backgroundColor"));
  }

  private Object themeColour() {
    return Objects.requireNonNull(
        browser.script(
            """
            return [...document.querySelectorAll('meta[name=theme-color]')]
              .find(({ media }) => matchMedia(media).matches).content;
            """));
  }
}
