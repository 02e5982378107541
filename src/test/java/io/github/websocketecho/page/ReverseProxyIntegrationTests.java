package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The page behind a proxy that takes a prefix off the path, and behind one that knows no upgrade.
 */
class ReverseProxyIntegrationTests extends PageInBrowser {

  @Override
  void begin() {
    // Each opens the page through a proxy.
  }

  @Test
  void worksWhereAProxyTakesAPrefixOffThePath() throws Exception {
    try (var proxy = ReverseProxy.thatTakesOff("/prefix", port)) {
      browser.open(proxy.page("prefix/"));
      browser.awaitText("verdict-answer", "WebSocket works from here.");
      assertThat(browser.value("address")).isEqualTo(proxy.server("prefix/"));
      browser.script("document.getElementById('round-trips-fold').open = true");
      browser.await(
          () -> assertThat(browser.script("return window.Chart?.version")).isEqualTo("4.5.1"));
    }
  }

  @Test
  void explainsAProxyThatDoesNotPassTheUpgradeOn() throws Exception {
    try (var proxy = ReverseProxy.thatKnowsNoUpgrade(port)) {
      browser.open(proxy.page(""));
      browser.awaitText("verdict-answer", "WebSocket does not work from here.");
      browser.await(
          () ->
              assertThat(browser.text("verdict-advice"))
                  .contains(
                      "a reverse proxy that does not pass on the headers Upgrade and Connection"));
      assertThat(browser.log().getFirst()).startsWith("error | ERROR ws://localhost:");
    }
  }
}
