package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The tab that shows what reached the server, and lets the server send and close. */
class ServerIntegrationTests extends PageInBrowser {

  @Test
  void nothingIsRequestedWhileTheTabIsHidden() {
    browser.script(
        """
        window.streams = 0;
        const Real = EventSource;
        window.EventSource = class extends Real {
          constructor(url) { super(url); streams++; }
        };
        """);
    openConnection("");
    assertThat(browser.script("return streams")).isEqualTo(0L);
    browser.click("server-tab");
    browser.await(() -> assertThat(fact("state")).isEqualTo("open"));
    assertThat(browser.script("return streams")).isEqualTo(1L);

    browser.click("closing-tab");
    send("unseen");
    browser.await(() -> assertThat(browser.log()).hasSize(3));
    assertThat(frames()).isEmpty();
    browser.click("server-tab");
    browser.await(() -> assertThat(frames()).hasSize(2));
  }

  @Test
  void factsOfTheConnectionAreShown() {
    browser.click("server-tab");
    assertThat(browser.text("seen-absence")).isEqualTo("Connect to see what reaches the server.");
    openConnection("?connection=seen");
    browser.await(() -> assertThat(fact("state")).isEqualTo("open"));
    assertThat(browser.text("seen-which")).isEqualTo("Current connection:");
    assertThat(fact("request")).isEqualTo("GET /?connection=seen HTTP/1.1");
    assertThat(fact("client")).matches(".*:[0-9]+");
    assertThat(fact("status")).isEqualTo("101");
    assertThat(fact("subprotocol")).isEqualTo("none");
    assertThat(fact("extensions")).startsWith("permessage-deflate");
    assertThat(browser.attribute("seen-link", "href")).endsWith("/connections/seen");

    browser.click("close-button");
    browser.await(() -> assertThat(fact("state")).isEqualTo("ended"));
    browser.awaitText("seen-which", "Last connection:");
    // All facts stay, and the next connection replaces them.
    assertThat(fact("status")).isEqualTo("101");
    openConnection("?connection=next");
    browser.await(() -> assertThat(fact("request")).isEqualTo("GET /?connection=next HTTP/1.1"));
  }

  @Test
  void requestHeadersAreShownAsTheyReachedTheServer() throws Exception {
    try (var proxy = ReverseProxy.addingHeader("X-Forwarded-For: 192.0.2.7", port)) {
      browser.open(proxy.page("?demo=off"));
      browser.click("server-tab");
      openAddress(proxy.server(""));
      browser.await(
          () ->
              assertThat(headers())
                  .contains(
                      "X-Forwarded-For | 192.0.2.7 | Typically added by a proxy.",
                      "Upgrade | websocket | ")
                  .anyMatch(
                      header ->
                          header.matches(
                              "Host \\| localhost:"
                                  + port
                                  + " \\| ≠ Your browser sent localhost:.*")));
    }
  }

  @Test
  void framesAreShownLiveAndFiltered() {
    browser.click("server-tab");
    openConnection("");
    send("hello");
    browser.await(() -> assertThat(frames()).hasSize(2));
    browser.click("close-button");
    browser.await(
        () ->
            assertThat(frames())
                .satisfiesExactly(
                    text -> assertThat(text).startsWith("→ received text FIN RSV1 MASK"),
                    echo -> assertThat(echo).startsWith("← sent text FIN RSV1"),
                    close ->
                        assertThat(close)
                            .startsWith("→ received close FIN MASK")
                            .endsWith("1000 Deliberate disconnection"),
                    answer -> assertThat(answer).startsWith("← sent close FIN")));
    assertThat(browser.text("seen-count")).isEqualTo("4 of 4 frames.");

    select("seen-opcode", "close");
    browser.awaitText("seen-count", "2 of 4 frames.");
    select("seen-direction", "received");
    browser.awaitText("seen-count", "1 of 4 frames.");
    browser.type("seen-words", "nothing contains this");
    browser.awaitText("seen-count", "0 of 4 frames.");
  }

  @Test
  void pingsPongsAndViolationsAreShown() {
    browser.click("server-tab");
    openAddress(server("illegal/rsv2"));
    browser.await(
        () ->
            assertThat(frames())
                .anyMatch(frame -> frame.startsWith("← sent ping"))
                .anyMatch(frame -> frame.startsWith("→ received pong"))
                .anyMatch(frame -> frame.contains("⚠ RSV bits that no extension defines")));
  }

  @Test
  void serverSendsTextAndCloses() {
    browser.click("server-tab");
    browser.type("order-text", "from the server");
    assertThat(browser.attribute("order-send", "aria-disabled")).isEqualTo("true");
    assertThat(browser.attribute("order-send", "title"))
        .isEqualTo("Connect first: the server can act only on an open connection.");

    openConnection("");
    browser.click("order-send");
    browser.awaitText("order-feedback", "The server has sent the text.");
    browser.await(
        () -> assertThat(browser.log()).anyMatch(line -> line.contains("from the server")));

    browser.type("order-code", "1005");
    browser.awaitText(
        "order-code-problem", "Enter a code that may be sent: 1000-1003, 1007-1014 or 3000-4999.");
    assertThat(browser.attribute("order-close", "aria-disabled")).isEqualTo("true");
    browser.type("order-code", "4005");
    browser.type("order-reason", "so sagt’s der Server");
    browser.click("order-close");
    browser.awaitText("state-name", "CLOSED (3)");
    browser.await(() -> assertThat(fact("state")).isEqualTo("ended"));
    assertThat(frames()).anyMatch(frame -> frame.endsWith("4005 so sagt’s der Server"));
    assertThat(browser.attribute("order-close", "aria-disabled")).isEqualTo("true");
  }

  @Test
  void transcriptIsRequestedRepeatedlyWithoutAnEventStream() {
    browser.click("server-tab");
    browser.script(
        """
        window.EventSource = class extends EventTarget {
          readyState = 2;
          constructor() {
            super();
            setTimeout(() => this.dispatchEvent(new Event('error')));
          }
          close() {}
        };
        """);
    openConnection("");
    browser.await(() -> assertThat(fact("state")).isEqualTo("open"));
    send("hello");
    browser.await(() -> assertThat(frames()).hasSize(2));
    browser.click("close-button");
    browser.await(() -> assertThat(fact("state")).isEqualTo("ended"));
  }

  @Test
  void reasonIsShownIfThereIsNoTranscript() throws Exception {
    browser.click("server-tab");
    try (var server = FaultyServer.breakingOffAfterTheHandshake()) {
      openAddress(server.address());
      browser.await(
          () ->
              assertThat(browser.text("seen-absence"))
                  .startsWith("Not available for servers on another origin"));
    }
    try (var proxy = ReverseProxy.withoutUpgrade(port)) {
      browser.open(proxy.page("?demo=off"));
      browser.click("server-tab");
      openAddress(proxy.server(""));
      browser.await(
          () -> assertThat(browser.text("seen-absence")).startsWith("The server has no record"));
    }
    assertThat(browser.isShown("seen-facts")).isFalse();
  }

  @Test
  void languageChangesWithoutLosingWhatWasTyped() {
    browser.click("server-tab");
    browser.type("order-text", "typed");
    openConnection("");
    browser.await(() -> assertThat(fact("state")).isEqualTo("open"));
    browser.clickLink("中文");
    browser.await(() -> assertThat(fact("state")).isEqualTo("已打开"));
    assertThat(browser.value("order-text")).isEqualTo("typed");
    assertThat(browser.text("seen-which")).isEqualTo("当前连接：");
  }

  @Test
  void isAccessibleAndFitsIntoEveryWidth() {
    browser.click("server-tab");
    openAddress(server("illegal/rsv2?connection=" + "w".repeat(60)));
    browser.await(() -> assertThat(fact("state")).isEqualTo("ended"));
    browser.script("document.querySelectorAll('#server details').forEach(d => d.open = true)");
    assertThat(browser.accessibilityViolations()).isEmpty();
    assertFitsIntoEveryWidth(320, 360, 640, 1088, 1440);
  }

  private void send(String message) {
    browser.type("text-view", message);
    browser.click("send-button");
  }

  private String fact(String name) {
    return Objects.requireNonNullElse(
            browser.script(
                "return document.querySelector(`#seen-facts [data-fact=${arguments[0]}]"
                    + " dd`)?.textContent ?? ''",
                name),
            "")
        .toString();
  }

  /** The rows of the request headers: name, value and note. */
  private List<String> headers() {
    return lines(
        """
        return [...document.querySelectorAll('#seen-headers tr')]
          .map(row => [...row.cells].map(cell => cell.textContent).join(' | ')).join('\\n');
        """);
  }

  /** The visible frames, without their times. */
  private List<String> frames() {
    return lines(
        """
        return [...document.querySelectorAll('#seen-frames tr:not([hidden])')]
          .map(row => [...row.cells].slice(1).map(cell => cell.textContent).join(' ')).join('\\n');
        """);
  }

  private void select(String id, String value) {
    browser.script(
        """
        const select = document.getElementById(arguments[0]);
        select.value = arguments[1];
        select.dispatchEvent(new Event('input'));
        """,
        id,
        value);
  }

  private List<String> lines(String script) {
    return Objects.requireNonNull(browser.script(script)).toString().lines().toList();
  }
}
