package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.transcript.TranscriptClient;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/** The test page in English. */
class PageIntegrationTests extends PageInBrowser {

  private static final String RECEIVED_BLUE = "rgba(26, 79, 196, 1)";
  private static final String ERROR_RED = "rgba(179, 32, 26, 1)";

  @Test
  void demoShowsThatWebSocketWorks() {
    open("");
    browser.awaitText("verdict-answer", "WebSocket works from here.");
    browser.await(
        () ->
            assertThat(browser.log())
                .containsExactly(
                    "connected | CONNECTED " + server(""),
                    "sent | SENT: WebSocket rocks",
                    "received | RESPONSE: WebSocket rocks",
                    "disconnected | DISCONNECTED 1000 Normal Closure Deliberate disconnection"
                        + " You closed, and the server agreed."));
    assertThat(browser.text("verdict-detail"))
        .matches("15 B went there and came back in [0-9.,]+ (ms|s)\\.");
    assertThat(browser.colourOf("received")).isEqualTo(RECEIVED_BLUE);
  }

  @Test
  void pageWorksAtItsOtherPath() {
    open(".ws");
    browser.awaitText("verdict-answer", "WebSocket works from here.");
    assertThat(browser.value("address")).isEqualTo(server(""));
  }

  @Test
  void demoDoesNotRunIfItIsOff() {
    assertThat(browser.text("verdict-answer"))
        .isEqualTo("The demo is off. Open a connection to try it.");
    assertThat(browser.log()).isEmpty();
    assertThat(browser.text("state-name")).isEqualTo("CLOSED (3)");
  }

  @Test
  void connectionIsClosedWithTheCodeAndReasonOfTheFields() throws Exception {
    openConnection("?connection=closed-by-the-visitor");
    browser.type("close-code", "4001");
    browser.type("close-reason", "再见");
    assertThat(browser.text("close-call")).isEqualTo("close(4001, \"再见\")");
    assertThat(browser.text("close-reason-count")).isEqualTo("6/123 bytes");
    browser.click("close-button");

    browser.awaitText("closing-summary", "You closed, and the server agreed.");
    JsonNode seen =
        new TranscriptClient(port).ended("closed-by-the-visitor").at("/closing/received");
    assertThat(seen.get("code").intValue()).isEqualTo(4001);
    assertThat(seen.get("reason").stringValue()).isEqualTo("再见");
    // The browser reports the server's close frame.
    assertThat(browser.text("closing-code")).isEqualTo("4001");
    assertThat(browser.text("closing-reason")).isEqualTo("再见");
    assertThat(browser.text("closing-clean")).isEqualTo("true");
    assertThat(browser.text("closing-initiator")).isEqualTo("you");
    assertThat(browser.text("closing-duration")).matches("[0-9.,]+ (ms|s)");
    assertThat(browser.text("closing-meaning")).startsWith("A code for applications");
  }

  @Test
  void closeByTheServerIsShown() {
    openAddress(server("close/1011?reason=out%20of%20coffee"));
    browser.awaitText("closing-name", "1011 Internal Error");
    assertThat(browser.text("closing-summary"))
        .isEqualTo("The server closed, and your browser agreed.");
    assertThat(browser.text("closing-reason")).isEqualTo("out of coffee");
    assertThat(browser.text("closing-clean")).isEqualTo("true");
    assertThat(browser.text("closing-initiator")).isEqualTo("the server");
    assertThat(browser.text("closing-duration")).isEqualTo("you did not call close()");
    assertThat(browser.text("closing-meaning"))
        .isEqualTo("The server met an error of its own and could not go on.");
  }

  @Test
  void brokenConnectionIsExplained() throws Exception {
    try (var server = FaultyServer.breakingOffAfterTheHandshake()) {
      openAddress(server.address());
      browser.awaitText("closing-name", "1006 Abnormal Closure");
      assertThat(browser.text("closing-summary"))
          .isEqualTo("The connection broke off: no close frame came.");
      assertThat(browser.text("closing-meaning")).contains("The cause is the network or the peer");
      assertThat(browser.text("closing-initiator")).isEqualTo("nobody");
      assertThat(browser.text("closing-clean")).isEqualTo("false");
    }
  }

  @Test
  void reasonOfARejectedHandshakeIsShown() {
    openAddress(server("close/999"));
    browser.await(
        () ->
            assertThat(browser.text("closing-advice"))
                .isEqualTo(
                    "The server says: Invalid value “999” for the parameter code."
                        + " Allowed: 1000-1003, 1007-1014, 3000-4999."));
    assertThat(browser.text("closing-summary")).isEqualTo("The connection could not be opened.");
    assertThat(browser.log())
        .containsExactly(
            "error | ERROR " + server("close/999") + " The connection could not be opened.",
            "disconnected | DISCONNECTED 1006 Abnormal Closure The connection could not be"
                + " opened.");
    assertThat(browser.colourOf("error")).isEqualTo(ERROR_RED);
  }

  @Test
  void failedDemoGivesAdvice() throws Exception {
    // The server serves the page and its scripts, but rejects the opening handshake.
    open("");
    browser.awaitText("verdict-answer", "WebSocket works from here.");
    browser.script(
        """
        const RealWebSocket = WebSocket;
        window.WebSocket = class extends RealWebSocket {
          constructor(address) { super(new URL('/close/1004', address)); }
        };
        """);
    browser.asyncScript(
        """
        const done = arguments[0];
        Promise.all([import('/assets/verdict/demo.js'), import('/assets/connection/connection.js')]).then(([demo, connection]) => {
          const subject = new connection.Connection();
          demo.runDemo(subject, address => subject.open(address));
          done();
        });
        """);
    browser.awaitText("verdict-answer", "WebSocket does not work from here.");
    browser.await(
        () ->
            assertThat(browser.text("verdict-advice"))
                .contains(
                    "The server answers HTTP, so something on the way does not let WebSocket"
                        + " through")
                .contains("Try https and wss"));
  }

  @Test
  void receivedMarkupIsShownAsText() {
    openConnection("");
    String evil = "<img src=x onerror=\"document.title='hacked'\">";
    browser.type("text-view", evil);
    browser.click("send-button");
    browser.await(
        () ->
            assertThat(browser.log())
                .containsSubsequence("sent | SENT: " + evil, "received | RESPONSE: " + evil));
    assertThat(browser.script("return document.querySelectorAll('#output img').length"))
        .isEqualTo(0L);
    assertThat(browser.title()).isEqualTo("WebSocket Test");
  }

  @Test
  void sizeOfAMessageIsShownInBytes() {
    openConnection("");
    browser.type("text-view", "你好");
    assertThat(browser.text("text-view-size")).isEqualTo("6 B");
    browser.click("send-button");
    browser.await(
        () ->
            assertThat(
                    browser.script(
                        "return [...document.querySelectorAll('#output .size')].map(e =>"
                            + " e.textContent).join()"))
                .isEqualTo(",6 B,6 B"));
  }

  @Test
  void longTextIsFolded() {
    openConnection("");
    browser.script("document.getElementById('text-view').value = 'x'.repeat(100_000)");
    browser.click("send-button");
    String unfolded =
        "return document.querySelector('[data-kind=received] .payload')?.textContent.length ?? 0";
    browser.await(() -> assertThat(browser.script(unfolded)).isEqualTo(201L));
    browser.script("document.querySelector('[data-kind=received] [data-action=all]').click()");
    assertThat(browser.script(unfolded)).isEqualTo(100_000L);
    browser.script("document.querySelector('[data-kind=received] [data-action=all]').click()");
    assertThat(browser.script(unfolded)).isEqualTo(201L);
  }

  @Test
  void argumentsThatTheBrowserRejectsAreReportedAtTheField() {
    openConnection("");
    assertProblems(
        "999",
        "x",
        "A page may only close with 1000 or 3000-4999; the browser would throw an error for 999.",
        "");
    assertProblems(
        "1001",
        "x",
        "A page may only close with 1000 or 3000-4999; the browser would throw an error for 1001.",
        "");
    assertProblems(
        "2999",
        "x",
        "A page may only close with 1000 or 3000-4999; the browser would throw an error for 2999.",
        "");
    assertProblems(
        "5000",
        "x",
        "A page may only close with 1000 or 3000-4999; the browser would throw an error for 5000.",
        "");
    assertProblems("x", "x", "A code is a number: 1000 or 3000-4999.", "");
    assertProblems("", "x", "A reason needs a code before it.", "");
    assertProblems(
        "3000",
        "再".repeat(41) + "!",
        "",
        "The reason has 124 bytes, 1 too many; the browser would throw an error.");
    browser.type("close-reason", "");
    browser.script(
        """
        const reason = document.getElementById('close-reason');
        reason.value = 'half \\ud83d';
        reason.dispatchEvent(new Event('input'));
        """);
    browser.awaitText(
        "close-reason-problem",
        "The reason holds half a character (a lone surrogate), which cannot be sent.");

    browser.click("close-button");
    assertThat(browser.text("state-name")).isEqualTo("OPEN (1)");
    assertThat(browser.focused()).isEqualTo("close-reason");

    assertProblems("4999", "再".repeat(41), "", "");
    assertThat(browser.attribute("close-button", "aria-disabled")).isNull();
    browser.click("close-button");
    browser.awaitText("closing-name", "4999");
    assertThat(browser.text("closing-reason")).isEqualTo("再".repeat(41));
  }

  private void assertProblems(
      String code, String reason, String codeProblem, String reasonProblem) {
    browser.type("close-code", code);
    browser.type("close-reason", reason);
    browser.awaitText("close-code-problem", codeProblem);
    browser.awaitText("close-reason-problem", reasonProblem);
    assertThat(browser.attribute("close-code", "aria-invalid"))
        .isEqualTo(codeProblem.isEmpty() ? null : "true");
    assertThat(browser.attribute("close-reason", "aria-invalid"))
        .isEqualTo(reasonProblem.isEmpty() ? null : "true");
  }

  @Test
  void closeRulesAgreeWithTheBrowser() {
    // The browser's close() accepts exactly the arguments that the page accepts.
    Object disagreements =
        browser.asyncScript(
            """
            const done = arguments[arguments.length - 1];
            import('/assets/connection/close-rules.js').then(({ readClose }) => {
              const codes = ['0', '999', '1000', '1001', '1011', '2999', '3000', '4999', '5000', '65535', '65536', '70536'];
              const reasons = ['', 'a'.repeat(123), 'a'.repeat(124), '再'.repeat(41), '再'.repeat(41) + 'a', '👋'.repeat(30), '👋'.repeat(31)];
              const disagreements = [];
              for (const code of codes) {
                for (const reason of reasons) {
                  const read = readClose(code, reason);
                  const page = read.codeProblem === null && read.reasonProblem === null;
                  let browser = true;
                  const socket = new WebSocket('ws://localhost:1/');
                  try { socket.close(Number(code), reason); } catch { browser = false; socket.close(); }
                  if (page !== browser && !(Number(code) > 65535)) { disagreements.push(code + ' ' + reason.length); }
                  if (Number(code) > 65535 && page) { disagreements.push(code); }
                }
              }
              done(disagreements.join('; '));
            });
            """);
    assertThat(disagreements).isEqualTo("");
  }

  @Test
  void connectionCanBeReopenedAfterItsEnd() {
    openConnection("");
    browser.click("close-button");
    browser.awaitText("state-name", "CLOSED (3)");
    browser.click("open-button");
    browser.awaitText("state-name", "OPEN (1)");
    browser.click("send-button");
    browser.awaitText("state-counts", "1 sent, 1 received");
  }

  @Test
  void lostConnectionReconnectsOnlyIfEnabled() throws Exception {
    try (var server = FaultyServer.breakingOffAfterTheHandshake()) {
      openAddress(server.address());
      browser.awaitText("closing-name", "1006 Abnormal Closure");
      assertThat(browser.text("state-words")).isEqualTo("closed");

      browser.click("reconnect");
      browser.click("open-button");
      browser.awaitText("state-words", "reconnecting in 1.0 s, attempt 1 of 20");
      browser.awaitText("state-words", "reconnecting in 2.0 s, attempt 2 of 20");
      assertThat(browser.log()).contains("note | reconnecting, attempt 1 of 20");

      browser.click("reconnect");
      browser.awaitText("state-words", "closed");
    }
  }

  @Test
  void connectionClosedByTheVisitorDoesNotReconnect() {
    browser.click("reconnect");
    openConnection("");
    browser.click("close-button");
    browser.awaitText("state-words", "closed");
  }

  @Test
  void openedAddressIsStored() {
    openConnection("some/path");
    open("?demo=off");
    assertThat(browser.value("address")).isEqualTo(server("some/path"));
    browser.click("own-server-button");
    assertThat(browser.value("address")).isEqualTo(server(""));
    assertThat(browser.focused()).isEqualTo("open-button");
  }

  @Test
  void invalidAddressIsReportedAtTheField() {
    assertAddressProblem("ftp://localhost/", "The address has to begin with ws:// or wss://.");
    assertAddressProblem(
        "http://localhost/", "The address has to begin with ws:// or wss://. Try ws://localhost/.");
    assertAddressProblem(
        "localhost", "This is no address that a browser understands. Try " + server("") + ".");
    assertAddressProblem("ws://localhost/#part", "The address cannot have a part behind #.");
    assertAddressProblem(
        "ws://", "This is no address that a browser understands. Try " + server("") + ".");
    assertAddressProblem(" ", "Give an address, such as " + server("") + ".");
    assertThat(browser.focused()).isEqualTo("address");
  }

  private void assertAddressProblem(String address, String problem) {
    openAddress(address);
    browser.awaitText("address-problem", problem);
    assertThat(browser.attribute("address", "aria-invalid")).isEqualTo("true");
    assertThat(browser.text("state-name")).isEqualTo("CLOSED (3)");
  }

  @Test
  void pageIsUsableByKeyboard() {
    browser.script("document.getElementById('address').focus()");
    browser.press(Keys.ENTER);
    browser.awaitText("state-name", "OPEN (1)");
    assertThat(tabTo("text-view")).isTrue();
    browser.press(
        Keys.chord(Keys.CONTROL, "a"),
        "one",
        Keys.chord(Keys.SHIFT, Keys.ENTER),
        "two",
        Keys.ENTER);
    browser.await(() -> assertThat(browser.log()).contains("received | RESPONSE: one\ntwo"));
    assertThat(browser.focused()).isEqualTo("text-view");
    browser.script("document.getElementById('close-code').focus()");
    browser.press(Keys.chord(Keys.CONTROL, "a"), "4321");
    assertThat(tabTo("close-button")).isTrue();
    browser.press(Keys.SPACE);
    browser.awaitText("closing-name", "4321");
    // The disabled button keeps the focus, and its title gives the reason.
    assertThat(browser.focused()).isEqualTo("close-button");
    assertThat(browser.attribute("close-button", "aria-disabled")).isEqualTo("true");
    assertThat(browser.attribute("close-button", "title"))
        .isEqualTo("There is no open connection to close.");
  }

  private boolean tabTo(String id) {
    for (int i = 0; i < 20; i++) {
      browser.press(Keys.TAB);
      if (browser.focused().equals(id)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void controlsHaveNamesAndLiveRegionsHaveRoles() {
    assertThat(
            browser.script(
                """
                return [...document.querySelectorAll('input, textarea')]
                  .filter(e => e.labels.length === 0 || e.labels[0].textContent.trim() === '')
                  .concat([...document.querySelectorAll('button, a')].filter(e => e.textContent.trim() === ''))
                  .map(e => e.outerHTML).join()
                """))
        .isEqualTo("");
    assertThat(browser.attribute("output", "role")).isEqualTo("log");
    assertThat(browser.attribute("verdict", "role")).isEqualTo("status");
    assertThat(browser.attribute("state", "role")).isEqualTo("status");
  }

  @Test
  void fitsIntoEveryWidth() {
    openConnection("");
    browser.type("text-view", "a word of " + "many".repeat(60) + " letters");
    browser.click("send-button");
    browser.await(() -> assertThat(browser.log()).hasSize(3));
    assertFitsIntoEveryWidth(360, 500, 768, 1024, 1440);
  }

  @Test
  void unansweredConnectionCanBeCancelled() throws Exception {
    try (var server = FaultyServer.withoutResponse()) {
      openAddress(server.address());
      browser.awaitText("state-name", "CONNECTING (0)");
      browser.awaitText("state-words", "the server has not answered the opening handshake yet");
      browser.awaitText("open-button", "Cancel");
      browser.click("open-button");
      browser.awaitText("closing-summary", "You stopped the connection before it was open.");
      browser.awaitText("open-button", "Open");
    }
  }
}
