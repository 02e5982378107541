package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A connection that cannot be opened is shown with advice. */
class DiagnosisIntegrationTests extends PageInBrowser {

  @Test
  void blockedPortIsNamed() {
    openAddress("ws://localhost:6667/");
    awaitAdvice(
        "Browsers block port 6667, which is reserved for another protocol."
            + " Use a different one, such as 8080.");
  }

  @Test
  void addressBlockedByAPolicyIsNamed() {
    browser.script(
        """
        const policy = document.createElement('meta');
        policy.httpEquiv = 'Content-Security-Policy';
        policy.content = "connect-src 'none'";
        document.head.append(policy);
        """);
    openAddress(server("some/path"));
    awaitAdvice(
        "This page’s own security policy blocked the address. A proxy or a browser extension has"
            + " made"
            + " it stricter: its connect-src must allow ws://localhost:%d.".formatted(port));
  }

  @Test
  void offlineComputerIsReported() {
    browser.script("Object.defineProperty(navigator, 'onLine', { get: () => false })");
    openAddress("ws://localhost:1/");
    awaitAdvice("Your computer is offline. Connect it to a network and try again.");
  }

  @Test
  void otherServerGetsAChecklist() {
    openAddress("ws://127.0.0.1:2/chat");
    awaitAdvice(
        """
        Check that the server runs, that the address is right, and that it allows connections from http://localhost:%d.
        If the server requires https, ws:// fails: browsers do not follow redirects for WebSocket. Try wss://127.0.0.1:2/chat.
        Fix the cause and try again, or turn on “Reconnect automatically” in the options.\
        """
            .formatted(port));
    openAddress("wss://127.0.0.1:2/chat");
    awaitAdvice(
        """
        Check that the server runs, that the address is right, and that it allows connections from http://localhost:%d.
        An untrusted certificate fails silently. Open https://127.0.0.1:2/ in a new tab to check it.
        If this port does not speak TLS, use ws://127.0.0.1:2/chat
        Fix the cause and try again, or turn on “Reconnect automatically” in the options.\
        """
            .formatted(port));
    assertThat(browser.script("return document.querySelector('#closing-advice a').href"))
        .isEqualTo("https://127.0.0.1:2/");
  }

  private void awaitAdvice(String advice) {
    browser.awaitText("closing-advice", advice);
  }
}
