package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Browser;
import io.github.websocketecho.support.BrowserTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The page behind a proxy that takes a prefix off the path, and behind one that knows no upgrade.
 */
@BrowserTest
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ReverseProxyIntegrationTests {

  @LocalServerPort private int port;

  @Test
  void worksWhereAProxyTakesAPrefixOffThePath() throws Exception {
    try (var proxy = ReverseProxy.thatTakesOff("/prefix", port);
        Browser browser = Browser.start("en")) {
      browser.open("http://localhost:" + proxy.port() + "/prefix/");
      browser.awaitText("verdict-answer", "WebSocket works from here.");
      assertThat(browser.value("address")).isEqualTo("ws://localhost:" + proxy.port() + "/prefix/");
      browser.script("document.getElementById('round-trips-fold').open = true");
      browser.await(
          () -> assertThat(browser.script("return window.Chart?.version")).isEqualTo("4.5.1"));
    }
  }

  @Test
  void explainsAProxyThatDoesNotPassTheUpgradeOn() throws Exception {
    try (var proxy = ReverseProxy.thatKnowsNoUpgrade(port);
        Browser browser = Browser.start("en")) {
      browser.open("http://localhost:" + proxy.port() + "/");
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
