package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of addresses in a browser. */
class AddressBrowserIntegrationTests extends PageInBrowser {

  private static final int[] WIDTHS = {320, 360, 1366};

  @Override
  void openStartPage() {
    // Each test opens its own page.
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void pagesAreAccessibleAndFit(String language) throws Exception {
    browser.preferLanguage(language);
    try (var client = RawClient.connect(port)) {
      client.handshake("/close/1000?burst=20&connection=seen");
      client.sendClose(1000, "");
    }
    for (String path :
        new String[] {
          "close/4001?reason=bye",
          "close/999",
          "clsoe/1000",
          "any/thing",
          "connections/none",
          "connections/seen",
          "x".repeat(500),
        }) {
      open(path);
      browser.preferScheme("light");
      assertThat(browser.accessibilityViolations()).as(path).isEmpty();
      browser.preferScheme("dark"); // It changes only colours.
      assertThat(browser.contrastViolations()).as("%s dark", path).isEmpty();
      assertFitsIntoEveryWidth(WIDTHS);
    }
  }

  @Test
  void linkShowsTheScenarioWithTheValuesOfTheAddress() {
    open("close/4001?reason=see+you");
    assertThat(browser.text("address")).contains(server("close/4001?reason=see+you"));
    browser.clickLink("Run it here");
    browser.await(() -> assertThat(browser.value("close?reason")).isEqualTo("see you"));
    assertThat(browser.value("close?code")).isEqualTo("4001");
  }

  @Test
  void linkFillsTheAddressIntoTheTestPage() {
    open("any/thing?x=y");
    browser.clickLink("Open it in the test page");
    browser.await(() -> assertThat(browser.value("address")).isEqualTo(server("any/thing?x=y")));
  }

  @Test
  void addressesAreThoseOfTheProxy() throws Exception {
    try (var proxy = ReverseProxy.removingPrefix("/tools/echo", port)) {
      browser.open(proxy.page("tools/echo/any/thing"));
      String address = proxy.server("tools/echo/any/thing");
      browser.await(
          () -> assertThat(browser.text("address")).contains('"' + address + "?connection="));
      browser.clickLink("Open it in the test page");
      browser.await(() -> assertThat(browser.value("address")).isEqualTo(address));
    }
  }
}
