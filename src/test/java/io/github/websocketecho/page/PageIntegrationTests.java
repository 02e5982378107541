package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.transcript.TranscriptClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/** The test page in English. */
class PageIntegrationTests extends PageInBrowser {

  private static final String RECEIVED_BLUE = "rgba(26, 79, 196, 1)";
  private static final String WORKS = "WebSocket works between your browser and this server.";
  private static final String ERROR_RED = "rgba(179, 32, 26, 1)";

  @Test
  void demoShowsThatWebSocketWorks() {
    open("");
    browser.awaitText("verdict-answer", WORKS);
    browser.await(
        () ->
            assertThat(browser.log())
                .containsExactly(
                    "connected | CONNECTED " + server(""),
                    "sent | SENT: WebSocket rocks",
                    "received | RESPONSE: WebSocket rocks",
                    "disconnected | DISCONNECTED 1000 Normal Closure · “Deliberate disconnection”"
                        + " · You closed the connection and the server confirmed."));
    assertThat(browser.text("verdict-detail"))
        .matches("Echo in [0-9.,]+ (ms|s) at \\d\\d:\\d\\d:\\d\\d\\.");
    assertThat(browser.colourOf("received")).isEqualTo(RECEIVED_BLUE);
  }

  @Test
  void pageWorksAtItsOtherPath() {
    open(".ws");
    browser.awaitText("verdict-answer", WORKS);
    assertThat(browser.value("address")).isEqualTo(server(""));
  }

  @Test
  void demoDoesNotRunIfItIsOff() {
    assertThat(browser.text("verdict-answer")).isEqualTo("The automatic check is off.");
    assertThat(browser.log()).isEmpty();
    assertThat(browser.text("state-name")).isEqualTo("CLOSED (3)");
    assertThat(browser.text("state-words")).isEqualTo("not connected yet");
    assertThat(browser.text("state-counts")).isEmpty();
  }

  @Test
  void connectionIsClosedWithTheCodeAndReasonOfTheFields() throws Exception {
    openConnection("?connection=closed-by-the-visitor");
    browser.type("close-code", "4001");
    browser.type("close-reason", "再见");
    assertThat(browser.text("close-reason-count")).isEqualTo("6/123 bytes");
    showTab("lesson");
    assertThat(browser.text("close-call")).isEqualTo("socket.close(4001, \"再见\");");
    showTab("closing");
    browser.click("close-button");

    browser.awaitText("closing-summary", "You closed the connection and the server confirmed.");
    JsonNode seen =
        new TranscriptClient(port).ended("closed-by-the-visitor").at("/closing/received");
    assertThat(seen.get("code").intValue()).isEqualTo(4001);
    assertThat(seen.get("reason").stringValue()).isEqualTo("再见");
    // The browser reports the server's close frame.
    assertThat(browser.text("closing-code")).isEqualTo("4001");
    assertThat(browser.text("closing-reason")).isEqualTo("再见");
    assertThat(browser.text("closing-clean")).startsWith("true");
    assertThat(browser.text("closing-initiator")).isEqualTo("you");
    assertThat(browser.text("closing-timing")).matches("[0-9.,]+ (ms|s)");
    assertThat(browser.text("closing-meaning")).startsWith("Private use: ");
  }

  @Test
  void closeByTheServerIsShown() {
    openAddress(server("close/1011?reason=out%20of%20coffee"));
    browser.awaitText("closing-name", "1011 Internal Error");
    assertThat(browser.text("closing-summary"))
        .isEqualTo("The server closed the connection and your browser confirmed.");
    assertThat(browser.text("closing-reason")).isEqualTo("out of coffee");
    assertThat(browser.text("closing-clean")).startsWith("true");
    assertThat(browser.text("closing-initiator")).isEqualTo("the server");
    assertThat(browser.text("closing-close-call")).isEqualTo("close() was not called");
    assertThat(browser.text("closing-meaning"))
        .isEqualTo("The server had an internal error and could not continue.");
  }

  @Test
  void brokenConnectionIsExplained() throws Exception {
    try (var server = FaultyServer.breakingOffAfterTheHandshake()) {
      openAddress(server.address());
      browser.awaitText("closing-name", "1006 Abnormal Closure");
      assertThat(browser.text("closing-summary"))
          .isEqualTo("The connection was lost without a close frame.");
      assertThat(browser.text("closing-meaning")).contains("The cause is the network or the peer");
      assertThat(browser.text("closing-initiator")).isEqualTo("— (connection lost)");
      assertThat(browser.text("closing-clean")).startsWith("false");
    }
  }

  @Test
  void reasonOfARejectedHandshakeIsShown() {
    openAddress(server("close/999"));
    browser.await(
        () ->
            assertThat(browser.text("closing-advice"))
                .isEqualTo(
                    "The server answered: Invalid value “999” for the parameter code."
                        + " Allowed: 1000-1003, 1007-1014, 3000-4999."));
    assertThat(browser.text("closing-summary")).isEqualTo("The connection could not be opened.");
    assertThat(browser.log())
        .containsExactly(
            "error | ERROR: " + server("close/999") + " · The connection could not be opened.",
            "disconnected | DISCONNECTED 1006 Abnormal Closure · The connection could not be"
                + " opened.");
    assertThat(browser.colourOf("error")).isEqualTo(ERROR_RED);
  }

  @Test
  void failedCheckReplacesTheVerdictAndGivesAdvice() {
    open("");
    browser.awaitText("verdict-answer", WORKS);
    browser.awaitText("state-name", "CLOSED (3)");
    // The server rejects the opening handshake, as if something in between had changed it.
    browser.script(
        """
        const RealWebSocket = WebSocket;
        window.WebSocket = class extends RealWebSocket {
          constructor(address) { super(new URL('/close/1004', address)); }
        };
        """);
    browser.click("open-button");
    browser.await(
        () ->
            assertThat(browser.text("cause"))
                .contains(
                    "The server answers plain HTTP, so something in between blocks WebSocket"));
    browser.awaitText("verdict-answer", "Your browser could not open a WebSocket to this server.");
    browser.script("document.querySelector('#cause-more summary').click()");
    assertThat(browser.text("cause-advice")).contains("Try https and wss");
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
    assertThat(browser.title()).isEqualTo("● localhost:" + port + " – WebSocket Echo");
  }

  @Test
  void sizeOfAMessageIsShownInBytes() {
    openConnection("");
    browser.type("text-view", "你好");
    assertThat(browser.text("message-size")).isEqualTo("6 B");
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
  void longTextIsCutInTheListAndCompleteInThePane() {
    openConnection("");
    browser.script("document.getElementById('text-view').value = 'x'.repeat(100_000)");
    browser.click("send-button");
    String shown =
        "return document.querySelector('[data-kind=received] .payload')?.textContent.length ?? 0";
    browser.await(() -> assertThat(browser.script(shown)).isEqualTo(201L));
    browser.script("document.querySelector('[data-kind=received]').click()");
    assertThat(browser.script("return document.getElementById('log-content').textContent.length"))
        .isEqualTo(100_000L);
  }

  @Test
  void argumentsThatTheBrowserRejectsAreReportedAtTheField() {
    openConnection("");
    assertProblems(
        "999",
        "x",
        "A page can close only with 1000 or 3000-4999; for 999, the browser throws an"
            + " InvalidAccessError.",
        "");
    assertProblems(
        "1001",
        "x",
        "A page can close only with 1000 or 3000-4999; for 1001, the browser throws an"
            + " InvalidAccessError.",
        "");
    assertProblems(
        "2999",
        "x",
        "A page can close only with 1000 or 3000-4999; for 2999, the browser throws an"
            + " InvalidAccessError.",
        "");
    assertProblems(
        "5000",
        "x",
        "A page can close only with 1000 or 3000-4999; for 5000, the browser throws an"
            + " InvalidAccessError.",
        "");
    assertProblems("x", "x", "Enter 1000 or a number from 3000 to 4999.", "");
    assertProblems("", "x", "A reason can only be sent with a code.", "");
    assertProblems(
        "3000",
        "再".repeat(41) + "!",
        "",
        "The reason has 124 bytes, 1 too many; the browser would throw a SyntaxError.");
    browser.type("close-reason", "");
    browser.script(
        """
        const reason = document.getElementById('close-reason');
        reason.value = 'half \\ud83d';
        reason.dispatchEvent(new Event('input'));
        """);
    browser.awaitText(
        "close-reason-problem", "The reason contains an incomplete character (a lone surrogate).");

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
      assertThat(browser.text("state-words")).isEqualTo("not connected");

      showOptions();
      browser.click("reconnect");
      browser.click("open-button");
      String address = server.address();
      browser.awaitText("state-words", "reconnecting to " + address + " in 1 s (attempt 1 of 20)");
      browser.awaitText("state-words", "reconnecting to " + address + " in 2 s (attempt 2 of 20)");
      browser.awaitText("state-words", "reconnecting to " + address + " in 1 s (attempt 2 of 20)");
      assertThat(browser.log()).contains("note | reconnecting, attempt 1 of 20");

      browser.awaitText("state-words", "reconnecting to " + address + " in 4 s (attempt 3 of 20)");
      browser.click("reconnect-now");
      browser.await(() -> assertThat(browser.text("state-words")).contains("(attempt 4 of 20)"));
      browser.click("reconnect-stop");
      browser.awaitText("state-words", "not connected");
      assertThat(browser.isShown("reconnect-now")).isFalse();
    }
  }

  @Test
  void connectionClosedByTheVisitorDoesNotReconnect() {
    showOptions();
    browser.click("reconnect");
    openConnection("");
    browser.click("close-button");
    browser.awaitText("state-words", "not connected");
  }

  @Test
  void connectionReconnectsOnlyAfterTheCodesOfTheField() {
    showOptions();
    browser.click("reconnect");
    openAddress(server("close/1000"));
    browser.awaitText("closing-name", "1000 Normal Closure");
    assertThat(browser.text("state-words")).isEqualTo("not connected");
    browser.type("reconnect-codes", "1000-x");
    browser.awaitText(
        "reconnect-codes-problem",
        "Enter close codes from 1000 to 4999 and ranges, separated by commas: 1001, 1005-1006.");
    browser.type("reconnect-codes", "1000");
    browser.awaitText("reconnect-codes-problem", "");
    browser.click("open-button");
    browser.await(() -> assertThat(browser.text("state-words")).startsWith("reconnecting to"));
    browser.click("reconnect");
    browser.awaitText("state-words", "not connected");
  }

  @Test
  void openedAddressIsStored() {
    openConnection("some/path");
    open("?demo=off");
    assertThat(browser.value("address")).isEqualTo(server("some/path"));
    showOptions();
    browser.click("own-server-button");
    assertThat(browser.value("address")).isEqualTo(server(""));
    assertThat(browser.focused()).isEqualTo("address");
  }

  @Test
  void recentAddressesAreOffered() {
    browser.click("address-history-button");
    assertThat(browser.text("address-history")).isEqualTo("No addresses yet.");
    browser.press(Keys.ESCAPE);
    for (String path : List.of("one", "two", "one")) {
      openConnection(path);
      browser.click("close-button");
      browser.awaitText("state-name", "CLOSED (3)");
    }
    open("?demo=off");
    browser.click("address-history-button");
    assertThat(browser.text("address-history-list"))
        .isEqualTo(server("one") + "\n" + server("two"));
    browser.script("document.querySelectorAll('#address-history-list button')[1].click()");
    assertThat(browser.value("address")).isEqualTo(server("two"));
    assertThat(browser.focused()).isEqualTo("address");
    browser.click("address-history-button");
    browser.click("address-history-clear");
    assertThat(browser.text("address-history")).isEqualTo("No addresses yet.");
  }

  @Test
  void addressIsCompletedAsABrowserDoes() {
    openAddress("/close/4001?reason=bye");
    browser.awaitText("closing-name", "4001");
    assertThat(browser.value("address")).isEqualTo(server("close/4001?reason=bye"));
    openAddress("localhost:" + port + "/close/4002");
    browser.awaitText("closing-name", "4002");
    openAddress("http://localhost:" + port + "/close/4003");
    browser.awaitText("closing-name", "4003");
  }

  @Test
  void invalidAddressIsReportedAtTheField() {
    assertAddressProblem("ftp://localhost/", "A WebSocket address begins with ws:// or wss://.");
    String invalid = "Not a valid WebSocket address. Example: " + server("");
    assertAddressProblem("hello", invalid);
    assertAddressProblem("ws://local host/", invalid);
    assertAddressProblem("ws://", invalid);
    assertAddressProblem("ws://localhost/#part", "A WebSocket address cannot contain “#”.");
    assertAddressProblem(" ", "Enter a WebSocket address, for example " + server("") + ".");
    assertThat(browser.focused()).isEqualTo("address");
    browser.script("document.querySelector('#address-problem button').click()");
    browser.awaitText("state-name", "OPEN (1)");
    assertThat(browser.text("address-problem")).isEmpty();
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
    // The disabled button keeps the focus, and says why it does nothing when it is pressed.
    assertThat(browser.focused()).isEqualTo("close-button");
    assertThat(browser.attribute("close-button", "aria-disabled")).isEqualTo("true");
    assertThat(browser.text("reason")).isEmpty();
    browser.press(Keys.SPACE);
    assertThat(browser.text("reason"))
        .isEqualTo("No connection is open: close() is called only if readyState is OPEN.");
    browser.press(Keys.ESCAPE);
    assertThat(browser.text("reason")).isEmpty();
  }

  private boolean tabTo(String id) {
    for (int i = 0; i < 40; i++) {
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
                  .concat([...document.querySelectorAll('button, a')]
                    .filter(e => !e.hidden && !e.ariaLabel && e.textContent.trim() === ''))
                  .map(e => e.outerHTML).join()
                """))
        .isEqualTo("");
    assertThat(browser.attribute("output", "role")).isEqualTo("listbox");
    assertThat(browser.script("return document.querySelector('#verdict [role=status]') !== null"))
        .isEqualTo(true);
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
      browser.awaitText("leave-button", "Cancel");
      browser.click("close-button");
      assertThat(browser.text("reason")).startsWith("Not open yet:");
      browser.click("leave-button");
      browser.awaitText("state-name", "CLOSED (3)");
      browser.awaitText("closing-summary", "You cancelled the connection before it was open.");
      assertThat(browser.isShown("leave-button")).isFalse();
      assertThat(browser.isShown("cause")).isFalse();
    }
  }

  @Test
  void unansweredCloseCanBeAbandoned() {
    openConnection("ignore-close?hold=20s");
    browser.click("close-button");
    browser.awaitText("state-name", "CLOSING (2)");
    browser.click("close-button");
    assertThat(browser.text("reason")).startsWith("Already closing:");
    browser.awaitText("leave-button", "Give up waiting");
    browser.click("leave-button");
    browser.awaitText("state-name", "CLOSED (3)");
    browser.awaitText("closing-summary", "You did not wait for the end of the closing handshake.");
    openConnection("");
  }

  @Test
  void causeOfAFailureIsBelowTheAddressUntilTheNextConnection() {
    openAddress("wss://localhost:" + port + "/some/path");
    browser.await(
        () ->
            assertThat(browser.text("cause"))
                .startsWith(
                    "The connection could not be opened. This port does not speak TLS. Use "
                        + server("some/path")));
    browser.click("cause-details");
    assertThat(browser.isShown("closing")).isTrue();
    browser.script("document.querySelector('#cause-first button').click()");
    browser.awaitText("state-name", "OPEN (1)");
    assertThat(browser.value("address")).isEqualTo(server("some/path"));
    assertThat(browser.isShown("cause")).isFalse();
  }

  @Test
  void failedConnectionCanBeRetried() {
    openAddress(server("close/999"));
    browser.await(() -> assertThat(browser.isShown("cause-retry")).isTrue());
    browser.type("address", server("close/1000"));
    browser.click("cause-retry");
    browser.awaitText("closing-name", "1000 Normal Closure");
    assertThat(browser.isShown("cause")).isFalse();
  }

  @Test
  void exampleOfTheLessonRunsAtOnceAndItsCloseEventIsBesideIt() {
    showTab("lesson");
    assertThat(browser.text("lesson-result")).isEqualTo("No connection has ended yet.");
    browser.script("document.querySelector('[data-example^=\"close/4001\"]').click()");
    browser.awaitText("lesson-result", "4001 \"bye\" true");
    assertThat(browser.text("lesson-source")).startsWith(server("close/4001?reason=bye"));

    openConnection("");
    browser.script("document.querySelector('[data-example^=\"close/4001\"]').click()");
    assertThat(browser.text("reason")).isEqualTo("Already connected. Close the connection first.");
  }

  @Test
  void missingEchoIsReportedAfterTenSeconds() {
    openConnection("silent");
    browser.click("send-button");
    browser.script(
        """
        const now = performance.now.bind(performance);
        performance.now = () => now() + 9000;
        """);
    browser.await(
        () ->
            assertThat(browser.text("state-words")).matches("open, but no echo for 1[0-9]\\.0 s"));
  }

  @Test
  void checkCanBeRepeatedWhileAConnectionIsOpen() {
    openConnection("");
    browser.click("verdict-again");
    browser.awaitText("verdict-answer", WORKS);
    assertThat(browser.text("state-name")).isEqualTo("OPEN (1)");
    assertThat(browser.log()).hasSize(1);
  }

  @Test
  void shortcutsWorkAndAreListed() {
    browser.type("address", "");
    browser.press("?"); // In a field it is a character.
    assertThat(browser.value("address")).isEqualTo("?");
    assertThat(browser.isShown("shortcuts")).isFalse();
    browser.type("address", server(""));
    browser.script("document.activeElement.blur()");
    browser.press("?");
    assertThat(browser.isShown("shortcuts")).isTrue();
    browser.click("shortcuts-single");
    browser.click("shortcuts-close");
    assertThat(browser.isShown("shortcuts")).isFalse();
    browser.press("?");
    assertThat(browser.isShown("shortcuts")).isFalse();

    browser.press(Keys.chord(Keys.ALT, Keys.SHIFT, "o"));
    browser.awaitText("state-name", "OPEN (1)");
    browser.press(Keys.chord(Keys.ALT, Keys.SHIFT, "m"));
    assertThat(browser.focused()).isEqualTo("text-view");
    browser.press(Keys.chord(Keys.ALT, Keys.SHIFT, "x"));
    browser.await(() -> assertThat(browser.log()).isEmpty());
    browser.press(Keys.chord(Keys.ALT, Keys.SHIFT, "c"));
    browser.awaitText("state-name", "CLOSED (3)");
    browser.press(Keys.chord(Keys.ALT, Keys.SHIFT, "a"));
    assertThat(browser.focused()).isEqualTo("address");
  }

  @Test
  void firstScreenHoldsWhatAVisitorDoesFirst() {
    for (int[] window : new int[][] {{1366, 650}, {360, 640}}) {
      browser.resize(window[0], window[1]);
      open("");
      browser.awaitText("verdict-answer", WORKS);
      browser.await(() -> assertThat(browser.log()).hasSize(4));
      for (String id : List.of("address", "open-button", "close-button", "state", "send-button")) {
        assertThat(
                browser.script(
                    "return document.getElementById(arguments[0]).getBoundingClientRect().bottom",
                    id))
            .as("%s at %d", id, window[0])
            .isInstanceOfSatisfying(
                Number.class, bottom -> assertThat(bottom.intValue()).isLessThan(window[1]));
      }
      assertThat(
              browser.script(
                  """
                  const { top, bottom } = document.getElementById('output').getBoundingClientRect();
                  const line = [...document.querySelectorAll('#output .line')].at(-1).getBoundingClientRect();
                  return line.bottom <= bottom + 8 && line.bottom <= innerHeight;
                  """))
          .as("newest line at %d", window[0])
          .isEqualTo(true);
    }
  }
}
