package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The page behind a proxy that removes a prefix, and behind one that does not forward upgrades. */
class ReverseProxyIntegrationTests extends PageInBrowser {

  @Override
  void openStartPage() {
    // Each test opens the page through its own proxy.
  }

  @Test
  void pageWorksBehindAProxyThatRemovesAPrefix() throws Exception {
    try (var proxy = ReverseProxy.removingPrefix("/prefix", port)) {
      browser.open(proxy.page("prefix/"));
      browser.awaitText("verdict-answer", "WebSocket works between your browser and this server.");
      assertThat(browser.value("address")).isEqualTo(proxy.server("prefix/"));
      browser.click("round-trips-tab");
      browser.await(() -> assertThat(hasChartLibrary()).isTrue());
    }
  }

  @Test
  void proxyWithoutUpgradeIsExplained() throws Exception {
    try (var proxy = ReverseProxy.withoutUpgrade(port)) {
      browser.open(proxy.page(""));
      browser.awaitText(
          "verdict-answer", "Your browser could not open a WebSocket to this server.");
      browser.await(
          () ->
              assertThat(browser.text("cause"))
                  .contains("a reverse proxy that does not forward Upgrade and Connection"));
      assertThat(browser.log().getFirst()).startsWith("error | ERROR: ws://localhost:");
    }
  }
}
