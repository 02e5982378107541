package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that is gone without an end of TCP does not pass for one that is there. */
class ReachIntegrationTests extends PageInBrowser {

  /** The page asks every five seconds: too slow for a test. */
  @BeforeEach
  void beFaster() {
    browser.script(
        """
        const realSetTimeout = setTimeout;
        window.setTimeout = (action, wait = 0, ...rest) => realSetTimeout(action, wait / 20, ...rest);
        const realFetch = fetch;
        window.asked = [];
        window.answer = null;
        window.fetch = (address, options) => {
          if (options?.method !== 'HEAD') { return realFetch(address, options); }
          if (!(options.signal instanceof AbortSignal)) { throw new Error('This may wait for ever.'); }
          window.asked.push(String(address));
          return window.answer === null ? realFetch(address, options) : window.answer();
        };
        """);
  }

  @Test
  void saysSoWhileTheServerDoesNotAnswerAndNoLonger() {
    openConnection("");
    browser.await(() -> assertThat(asked()).hasSizeGreaterThan(1));
    assertThat(browser.text("state-words")).isEqualTo("messages go both ways");
    answer("Promise.reject(new DOMException('The time is up.', 'TimeoutError'))");
    browser.awaitText("state-words", "open for the browser, but the server cannot be reached");
    assertThat(browser.text("state-name")).isEqualTo("OPEN (1)");
    browser.script("window.answer = null");
    browser.awaitText("state-words", "messages go both ways");
  }

  @Test
  void takesAProxyThatHasNoServerForNoServer() {
    openConnection("");
    answer("Promise.resolve(new Response(null, { status: 502 }))");
    browser.awaitText("state-words", "open for the browser, but the server cannot be reached");
    answer("Promise.resolve(new Response(null, { status: 404 }))");
    browser.awaitText("state-words", "messages go both ways");
  }

  @Test
  void aServerThatSaysThatItIsBusyIsThere() {
    openConnection("");
    answer("Promise.resolve(new Response(null, { status: 503 }))");
    browser.awaitText("state-words", "open for the browser, but the server cannot be reached");
    answer(
        """
        Promise.resolve(new Response(null, {
          status: 503, headers: { 'Content-Type': 'application/problem+json' } }))""");
    browser.awaitText("state-words", "messages go both ways");
  }

  @Test
  void aMessageThatComesIsAnAnswer() {
    openConnection("");
    answer("Promise.reject(new TypeError('It is gone.'))");
    browser.awaitText("state-words", "open for the browser, but the server cannot be reached");
    browser.script(
        """
        window.words = [];
        new MutationObserver(() => words.push(document.getElementById('state-words').textContent))
          .observe(document.getElementById('state-words'), { childList: true, subtree: true });
        """);
    browser.click("send-button");
    browser.await(
        () -> assertThat(browser.script("return words[0]")).isEqualTo("messages go both ways"));
  }

  @Test
  void stopsAskingOnceTheConnectionHasEnded() {
    openConnection("");
    answer("Promise.reject(new TypeError('It is gone.'))");
    browser.awaitText("state-words", "open for the browser, but the server cannot be reached");
    browser.click("stop-button");
    browser.awaitText("state-words", "over, until it is opened again");
    browser.script("window.answer = null; window.asked = []");
    openConnection("");
    browser.await(() -> assertThat(asked()).hasSizeGreaterThan(2));
    assertThat(asked().stream().distinct()).hasSize(1);
    assertThat(browser.text("state-words")).isEqualTo("messages go both ways");
  }

  private void answer(String promise) {
    browser.script("window.answer = () => " + promise);
  }

  /** The addresses by which the server was asked. */
  private List<String> asked() {
    return Objects.toString(browser.script("return asked.join('\\n')")).lines().toList();
  }
}
