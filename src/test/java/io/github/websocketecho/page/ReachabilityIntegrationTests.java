package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page detects a server that is lost without an end of TCP. */
class ReachabilityIntegrationTests extends PageInBrowser {

  /** The page polls the server every five seconds, which is too slow for a test. */
  @BeforeEach
  void speedUpTimers() {
    browser.script(
        """
        const realSetTimeout = setTimeout;
        window.setTimeout = (action, wait = 0, ...rest) => realSetTimeout(action, wait / 20, ...rest);
        const realFetch = fetch;
        window.requested = [];
        window.respond = null;
        window.fetch = (address, options) => {
          if (options?.method !== 'HEAD') { return realFetch(address, options); }
          if (!(options.signal instanceof AbortSignal)) { throw new Error('A request without a timeout.'); }
          window.requested.push(String(address));
          return window.respond === null ? realFetch(address, options) : window.respond();
        };
        """);
  }

  @Test
  void lostServerIsShownUntilItRespondsAgain() {
    openConnection("");
    browser.await(() -> assertThat(requested()).hasSizeGreaterThan(1));
    assertThat(browser.text("state-words")).isEqualTo("connected");
    respondWith("Promise.reject(new DOMException('The time is up.', 'TimeoutError'))");
    browser.awaitText("state-words", "open for the browser, but the server cannot be reached");
    assertThat(browser.text("state-name")).isEqualTo("OPEN (1)");
    browser.script("window.respond = null");
    browser.awaitText("state-words", "connected");
  }

  @Test
  void badGatewayCountsAsALostServer() {
    openConnection("");
    respondWith("Promise.resolve(new Response(null, { status: 502 }))");
    browser.awaitText("state-words", "open for the browser, but the server cannot be reached");
    respondWith("Promise.resolve(new Response(null, { status: 404 }))");
    browser.awaitText("state-words", "connected");
  }

  @Test
  void busyServerCountsAsReachable() {
    openConnection("");
    respondWith("Promise.resolve(new Response(null, { status: 503 }))");
    browser.awaitText("state-words", "open for the browser, but the server cannot be reached");
    respondWith(
        """
        Promise.resolve(new Response(null, {
          status: 503, headers: { 'Content-Type': 'application/problem+json' } }))""");
    browser.awaitText("state-words", "connected");
  }

  @Test
  void receivedMessageCountsAsAResponse() {
    openConnection("");
    respondWith("Promise.reject(new TypeError('It is gone.'))");
    browser.awaitText("state-words", "open for the browser, but the server cannot be reached");
    browser.script(
        """
        window.words = [];
        new MutationObserver(() => words.push(document.getElementById('state-words').textContent))
          .observe(document.getElementById('state-words'), { childList: true, subtree: true });
        """);
    browser.click("send-button");
    browser.await(() -> assertThat(browser.script("return words[0]")).isEqualTo("connected"));
  }

  @Test
  void pollingStopsAtTheEndOfTheConnection() {
    openConnection("");
    respondWith("Promise.reject(new TypeError('It is gone.'))");
    browser.awaitText("state-words", "open for the browser, but the server cannot be reached");
    browser.click("close-button");
    browser.awaitText("state-words", "not connected");
    browser.script("window.respond = null; window.requested = []");
    openConnection("");
    browser.await(() -> assertThat(requested()).hasSizeGreaterThan(2));
    assertThat(requested().stream().distinct()).hasSize(1);
    assertThat(browser.text("state-words")).isEqualTo("connected");
  }

  private void respondWith(String promise) {
    browser.script("window.respond = () => " + promise);
  }

  /** The addresses of the requests to the server. */
  private List<String> requested() {
    return Objects.toString(browser.script("return requested.join('\\n')")).lines().toList();
  }
}
