package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A connection that cannot be opened is shown with advice. */
class DiagnosisIntegrationTests extends PageInBrowser {

  @Test
  void blockedPortIsNamed() {
    openAddress("ws://localhost:6667/");
    awaitAdvice(
        "Browsers connect to no server at port 6667: it belongs to another protocol."
            + " Let the server listen at another port, such as 8080.");
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
            + " it stricter: its connect-src has to allow ws://localhost:%d.".formatted(port));
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
        If it wants https (by a redirect, or by HSTS), ws:// does not work there: browsers follow no redirect for WebSocket. Try wss://127.0.0.1:2/chat.
        Open it again once the cause is gone, or tick “Reconnect automatically”.\
        """
            .formatted(port));
    openAddress("wss://127.0.0.1:2/chat");
    awaitAdvice(
        """
        Check that the server runs, that the address is right, and that it allows connections from http://localhost:%d.
        If the browser does not trust its certificate, it says nothing and gives up. Open https://127.0.0.1:2/ in a tab and accept the certificate there.
        Open it again once the cause is gone, or tick “Reconnect automatically”.\
        """
            .formatted(port));
    assertThat(browser.script("return document.querySelector('#closing-advice a').href"))
        .isEqualTo("https://127.0.0.1:2/");
  }

  private void awaitAdvice(String advice) {
    browser.awaitText("closing-advice", advice);
  }
}
