package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The card that shows how a connection ended, with the sides of the browser and of the server. */
class ClosingIntegrationTests extends PageInBrowser {

  @Test
  void sidesAgreeIfTheVisitorCloses() {
    openConnection("");
    close("4001", "bye");
    awaitTranscript();
    assertThat(facts("closing"))
        .startsWith(
            "code 4001", "reason bye", "clean true", "initiator you", "close-call 4001 bye");
    assertThat(facts("server"))
        .startsWith(
            "code 4001", "reason bye", "clean true", "initiator your side", "close-call 4001 bye")
        .contains("status 101", "tcp the server ended it");
    assertThat(browser.text("server-between")).matches("answered after [0-9.]+ ms");
    assertThat(browser.text("server-cause")).isEqualTo("It was asked to close.");
    assertThat(browser.text("server-detail")).isEqualTo("The client closed.");
    assertThat(explanations()).isEmpty();
    assertThat(sequence())
        .matches(
            "From your browser to the server: close frame, 4001\\. After 0\\.0 ms\\. "
                + "From the server to your browser: close frame, 4001\\. After [0-9.]+ ms\\. "
                + "From the server to your browser: end of TCP\\. After [0-9.]+ ms\\.");
  }

  @Test
  void sidesAgreeIfTheServerCloses() {
    openAddress(server("close/1011?reason=out%20of%20coffee"));
    awaitTranscript();
    assertThat(facts("closing"))
        .startsWith("code 1011", "reason out of coffee", "clean true", "initiator the server");
    assertThat(facts("server"))
        .startsWith(
            "code 1011 Internal Error",
            "reason out of coffee",
            "clean true",
            "initiator the server");
    assertThat(browser.text("server-between")).startsWith("your side answered after ");
    assertThat(explanations()).isEmpty();
    assertThat(sequence())
        .startsWith(
            "From the server to your browser: close frame, 1011. After 0.0 ms. From your browser"
                + " to");
  }

  @Test
  void dropIsExplainedByTheServersSide() {
    openAddress(server("drop"));
    awaitTranscript();
    assertThat(facts("closing"))
        .startsWith("code 1006", "reason none", "clean false", "initiator nobody");
    assertThat(facts("server"))
        .startsWith("code no close frame", "reason none", "clean false", "initiator the server");
    assertThat(explanations())
        .containsExactly(
            "Code: The server sent no close frame. 1006 is your browser’s number for that.",
            "Who began: The server ended TCP without a close frame."
                + " A browser cannot see who does that.");
    assertThat(marks())
        .containsExactly(
            "closing-code note",
            "closing-initiator note",
            "server-code note",
            "server-initiator note");
    assertThat(sequence()).isEqualTo("From the server to your browser: end of TCP. After 0.0 ms.");
  }

  @Test
  void resetIsShownAsAReset() {
    openAddress(server("reset"));
    awaitTranscript();
    assertThat(browser.text("server-detail")).isEqualTo("The server reset TCP.");
    assertThat(sequence())
        .isEqualTo("From the server to your browser: TCP reset (RST). After 0.0 ms.");
  }

  @Test
  void causeThatTheBrowserSentToTheServerIsShown() {
    openAddress(server("illegal/rsv2"));
    awaitTranscript();
    assertThat(browser.text("server-close-call")).startsWith("1002 ");
    assertThat(explanations())
        .satisfiesExactly(
            code ->
                assertThat(code).contains("shows the page 1006, but told the server why: 1002 “"),
            initiator -> assertThat(initiator).contains("It was your browser by itself"));
  }

  @Test
  void rejectedHandshakeIsShownWithStatusAndAdvice() {
    openAddress(server("refuse/503"));
    awaitTranscript();
    assertThat(facts("closing")).contains("code 1006", "open it was never open");
    assertThat(facts("server"))
        .containsExactly(
            "status 503",
            "cause The scenario at this address did this on purpose."
                + " The server rejected the opening handshake with 503.",
            "tcp a FIN came from your side",
            "verdict Passed. The client sent nothing more.");
    assertThat(explanations())
        .containsExactly(
            "Opening handshake: The server refused with 503. A browser shows 1006 for every opening"
                + " that fails, and keeps the status from the page.");
    browser.awaitText(
        "closing-advice",
        "This address fails on purpose. To see a connection that works, open ws://localhost:%d/."
            .formatted(port));
  }

  @Test
  void responseThatTheBrowserRejectsIsMarked() {
    openAddress(server("handshake/wrong-accept"));
    awaitTranscript();
    assertThat(browser.text("server-status")).isEqualTo("101");
    assertThat(marks()).containsExactly("server-status differs");
  }

  @Test
  void cancelledConnectionIsShownAsUnanswered() {
    openAddress(server("hang?hold=20s"));
    browser.awaitText("state-name", "CONNECTING (0)");
    browser.click("open-button");
    awaitTranscript();
    assertThat(browser.text("closing-summary"))
        .isEqualTo("You stopped the connection before it was open.");
    assertThat(browser.text("server-status")).isEqualTo("never answered");
    assertThat(explanations())
        .containsExactly("Opening handshake: You gave up before the server had answered.");
  }

  @Test
  void answerWithAnotherCodeIsExplained() {
    openConnection("answer-close?delay=50ms&code=4002&reason=other");
    close("4001", "bye");
    awaitTranscript();
    assertThat(browser.text("closing-code")).isEqualTo("4002");
    assertThat(browser.text("closing-close-call")).isEqualTo("4001 bye");
    assertThat(explanations())
        .containsExactly(
            "Code: You closed with 4001, and the server answered with 4002."
                + " A browser reports the answer.");
  }

  @Test
  void codeChangedByAProxyIsMarked() throws Exception {
    try (var proxy = ReverseProxy.replacingCloseCode(1000, port)) {
      browser.open(proxy.page("?demo=off"));
      openAddress(proxy.server("close/4001?reason=bye"));
      awaitTranscript();
      assertThat(browser.text("closing-code")).isEqualTo("1000");
      assertThat(browser.text("server-code")).isEqualTo("4001");
      assertThat(explanations())
          .containsExactly(
              "differs Code: The server sent 4001, and 1000 arrived."
                  + " Something on the way, such as a proxy, changed it.",
              "differs Reason: The server sent a reason, and none arrived."
                  + " Something on the way took it out.");
      assertThat(marks())
          .containsExactly(
              "closing-code differs",
              "closing-reason differs",
              "server-code differs",
              "server-reason differs");
      assertThat(sequence())
          .startsWith(
              "From the server to your browser: close frame, 4001, arrives as 1000. After 0.0");
    }
  }

  @Test
  void closeFrameLostAtAProxyIsMarked() throws Exception {
    try (var proxy = ReverseProxy.cuttingInsteadOfClosing(port)) {
      browser.open(proxy.page("?demo=off"));
      openAddress(proxy.server("close/4001?reason=bye"));
      awaitTranscript();
      assertThat(browser.text("closing-code")).isEqualTo("1006");
      assertThat(explanations())
          .containsExactly(
              "differs Code: The server sent a close frame (4001), but it did not reach your"
                  + " browser. Something on the way cut the connection.",
              "differs Reason: The reason was in the server’s close frame, which your browser does"
                  + " not report.",
              "differs Who began: The server began with a close frame that did not reach your"
                  + " browser.");
      assertThat(sequence())
          .startsWith(
              "From the server to your browser: close frame, 4001, which does not arrive. After 0.0"
                  + " ms.");
    }
  }

  @Test
  void connectionCutByAProxyIsMarked() throws Exception {
    try (var proxy = ReverseProxy.to(port)) {
      browser.open(proxy.page("?demo=off"));
      openAddress(proxy.server(""));
      browser.awaitText("state-name", "OPEN (1)");
      proxy.cut();
      awaitTranscript();
      assertThat(explanations())
          .containsExactly(
              "Code: The server sent no close frame. 1006 is your browser’s number for that.",
              "differs Who began: Your browser saw the connection break off, and so did the server."
                  + " Something between them, such as a proxy or the network, cut it.");
      assertThat(sequence())
          .startsWith(
              "From something on the way to your browser: end of TCP. From something on the way"
                  + " to");
    }
  }

  @Test
  void responseAboutAnEarlierConnectionIsIgnored() {
    browser.script(
        """
        const realFetch = fetch;
        window.fetch = async (address, options) => {
          const { signal, ...rest } = options;
          const response = await realFetch(address, rest);
          if (window.release === undefined) {
            await new Promise(resolve => { window.release = resolve; });
            window.released = true;
          }
          return response;
        };
        """);
    openAddress(server("close/4001"));
    browser.awaitText("closing-name", "4001");
    browser.await(
        () -> assertThat(browser.script("return typeof window.release")).isEqualTo("function"));
    browser.awaitText("server-state", "Asking the server …");
    openAddress(server("close/4002"));
    browser.awaitText("server-code", "4002");
    browser.script("release()");
    browser.await(() -> assertThat(browser.script("return window.released")).isEqualTo(true));
    assertThat(browser.asyncScript("setTimeout(arguments[0], 0, true)")).isEqualTo(true);
    assertThat(browser.text("server-code")).isEqualTo("4002");
    assertThat(browser.text("closing-name")).isEqualTo("4002");
    assertThat(explanations()).isEmpty();
  }

  @Test
  void otherServerIsShownWithoutATranscript() throws Exception {
    try (var server = FaultyServer.breakingOffAfterTheHandshake()) {
      openAddress(server.address());
      browser.awaitText(
          "server-state",
          "This address belongs to another server, which keeps no transcript for this page.");
      assertThat(facts("server")).isEmpty();
      assertThat(explanations()).isEmpty();
      assertThat(sequence()).isEqualTo("Your browser: onclose.");
      assertThat(browser.text("closing-sequence-caption"))
          .isEqualTo("Only what your browser knows, on its clock.");
    }
  }

  @Test
  void handshakeLostAtAProxyIsExplained() throws Exception {
    try (var proxy = ReverseProxy.withoutUpgrade(port)) {
      browser.open(proxy.page("?demo=off"));
      openAddress(proxy.server(""));
      browser.await(
          () ->
              assertThat(browser.text("server-state"))
                  .startsWith("The server has no transcript of this connection: the opening"));
      browser.await(
          () ->
              assertThat(browser.text("closing-advice"))
                  .contains("something on the way does not let WebSocket through"));
    }
  }

  @Test
  void unreachableServerIsExplained() throws Exception {
    try (var proxy = ReverseProxy.to(port)) {
      browser.open(proxy.page("?demo=off"));
      openAddress(proxy.server(""));
      browser.awaitText("state-name", "OPEN (1)");
      proxy.stop();
      browser.awaitText("server-state", "The server cannot be asked right now.");
      browser.awaitText(
          "closing-advice",
          """
          The server cannot be reached by HTTP either. Is it running, and is the address right?
          Open it again once the cause is gone, or tick “Reconnect automatically”.\
          """);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ended,   true,  Passed.",
    "refused, true,  Passed.",
    "ended,   false, Failed.",
    "ended,   null,  Undecided.",
    "refused, null,  Undecided.",
    "closing, null,  Not decided yet.",
  })
  void verdictIsShownWithItsRemark(String state, String passed, String word) {
    browser.script(
        """
        const realFetch = fetch;
        window.fetch = async (address, options) => Response.json({
          ...await (await realFetch(address, options)).json(),
          state: '%s',
          verdict: { expected: '', observed: 'Seen.', passed: %s, remark: 'It came late.' },
        });
        """
            .formatted(state, passed));
    openAddress(server("close/4001"));
    browser.await(
        () ->
            assertThat(facts("server"))
                .contains("verdict " + word + " Seen.", "remark It came late."));
  }

  @Test
  void echoHasNoVerdict() {
    openConnection("");
    close("4001", "bye");
    awaitTranscript();
    assertThat(browser.isShown("server-tcp")).isTrue();
    assertThat(browser.isShown("server-verdict")).isFalse();
    assertThat(browser.isShown("server-remark")).isFalse();
  }

  @Test
  void transcriptOfAnotherConnectionWithTheSameIdIsNotShown() {
    browser.asyncScript(
        """
        const [address, done] = arguments;
        const first = new WebSocket(address);
        first.onopen = () => done(true);
        """,
        server("?connection=mine"));
    openAddress(server("?connection=mine"));
    browser.await(
        () ->
            assertThat(browser.text("server-state"))
                .startsWith("Another connection has this id and is still open"));
    browser.awaitText(
        "closing-advice",
        "A connection with this id is still open. Close it, or take ?connection= out of the"
            + " address.");
  }

  @Test
  void fitsIntoEveryWidth() {
    openAddress(server("close/4001?reason=" + "w".repeat(123)));
    awaitTranscript();
    assertFitsIntoEveryWidth(360, 640, 768, 1088, 1440);
  }

  private void awaitTranscript() {
    browser.await(() -> assertThat(browser.attribute("server-facts", "hidden")).isNull());
    browser.awaitText("server-state", "");
  }

  /** The visible rows of a side, each as the suffix of its id and its text. */
  private List<String> facts(String side) {
    return lines(
        """
        return [...document.querySelectorAll(`#closing dd`)]
          .filter(dd => !dd.classList.contains('mark') && dd.checkVisibility())
          .map(dd => [dd.querySelector('[id]') ?? dd, dd])
          .map(([named, dd]) => [dd.id || named.id, dd])
          .filter(([id]) => id.startsWith(`${arguments[0]}-`))
          .map(([id, dd]) => {
            const words = dd.querySelector('[id$=-clean-words]') === null ? dd.innerText : dd.querySelector('code').innerText;
            return `${id.slice(arguments[0].length + 1)} ${words.replace(/\\s+/g, ' ').trim()}`;
          })
          .join('\\n');
        """,
        side);
  }

  private List<String> explanations() {
    return lines(
        "return [...document.querySelectorAll('#closing-differences li')].map(li =>"
            + " li.innerText.trim()).join('\\n"
            + "')");
  }

  /** The ids of the marked rows, with the kinds of their marks. */
  private List<String> marks() {
    return lines(
        """
        return [...document.querySelectorAll('#closing dl .mark')].map(mark => {
          const dd = mark.parentElement.querySelector('dd');
          return `${dd.id || dd.querySelector('[id]').id} ${mark.dataset.kind}`;
        }).join('\\n');
        """);
  }

  private List<String> lines(String script, Object... arguments) {
    return Objects.requireNonNull(browser.script(script, arguments)).toString().lines().toList();
  }

  private String sequence() {
    return Objects.requireNonNullElse(browser.attribute("closing-sequence", "aria-label"), "");
  }

  private void close(String code, String reason) {
    browser.type("close-code", code);
    browser.type("close-reason", reason);
    browser.click("close-button");
  }
}
