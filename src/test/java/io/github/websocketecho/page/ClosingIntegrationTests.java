package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tab that shows how a connection ended, on the side of the browser and of the server. */
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
            "code 4001",
            "reason bye",
            "clean true",
            "initiator your browser",
            "close-call 4001 bye")
        .contains("status 101", "tcp the server ended it");
    assertThat(browser.text("server-timing")).matches("answered after [0-9.]+ m?s");
    assertThat(browser.text("server-cause"))
        .isEqualTo("The client requested it. The client closed.");
    assertThat(explanations()).isEmpty();
    browser.awaitText("closing-agreement", "Browser and server agree.");
    assertThat(sequence())
        .matches(
            "From your browser to the server: opening handshake\\. After 0\\.0 ms\\. "
                + "From the server to your browser: HTTP status 101\\. "
                + "From your browser to the server: close frame, 4001\\. After [0-9.]+ m?s\\. "
                + "From the server to your browser: close frame, 4001\\. After [0-9.]+ m?s\\. "
                + "From the server to your browser: end of TCP\\. After [0-9.]+ m?s\\.");
  }

  @Test
  void sidesAgreeIfTheServerCloses() {
    openAddress(server("close/1011?reason=out%20of%20coffee"));
    awaitTranscript();
    assertThat(facts("closing"))
        .startsWith(
            "code 1011 Internal Error",
            "reason out of coffee",
            "clean true",
            "initiator the server");
    assertThat(facts("server"))
        .startsWith(
            "code 1011 Internal Error",
            "reason out of coffee",
            "clean true",
            "initiator the server");
    assertThat(browser.text("server-timing")).startsWith("your browser answered after ");
    assertThat(explanations()).isEmpty();
    assertThat(sequence())
        .containsPattern(
            "From the server to your browser: close frame, 1011\\. After [0-9.]+ m?s\\. "
                + "From your browser to");
  }

  @Test
  void dropIsExplainedByTheServersSide() {
    openAddress(server("drop"));
    awaitTranscript();
    assertThat(facts("closing"))
        .startsWith(
            "code 1006 Abnormal Closure",
            "reason none",
            "clean false",
            "initiator — (connection lost)");
    assertThat(facts("server"))
        .startsWith("code no close frame", "reason none", "clean false", "initiator the server");
    assertThat(explanations())
        .containsExactly(
            "code | Note: The server sent no close frame. The browser reports 1006 for that.",
            "initiator | Note: The server ended TCP without a close frame."
                + " A browser cannot see who ended it.");
    assertThat(marks()).containsExactly("code note", "initiator note");
    browser.awaitText("closing-agreement", "Browser and server agree.");
    assertThat(sequence())
        .containsPattern("From the server to your browser: end of TCP\\. After [0-9.]+ m?s\\.$");
  }

  @Test
  void resetIsShownAsAReset() {
    openAddress(server("reset"));
    awaitTranscript();
    assertThat(browser.text("server-cause")).endsWith("The server reset TCP.");
    assertThat(sequence()).contains("From the server to your browser: TCP reset (RST). After ");
  }

  @Test
  void causeThatTheBrowserSentToTheServerIsShown() {
    openAddress(server("illegal/rsv2"));
    awaitTranscript();
    assertThat(browser.text("server-close-call")).startsWith("1002 ");
    assertThat(explanations())
        .satisfiesExactly(
            code -> assertThat(code).contains("1006 to the page, but told the server why: 1002 “"),
            initiator -> assertThat(initiator).contains("Your browser itself closed"));
  }

  @Test
  void rejectedHandshakeIsShownWithStatusAndAdvice() {
    openAddress(server("refuse/503"));
    awaitTranscript();
    assertThat(facts("closing")).contains("code 1006 Abnormal Closure", "duration never open");
    assertThat(facts("server"))
        .containsExactly(
            "status 503",
            "cause The scenario at this address does this on purpose."
                + " The server rejected the opening handshake with 503.",
            "tcp your side ended it (FIN)",
            "verdict Passed. The client sent nothing more.");
    assertThat(explanations())
        .containsExactly(
            "status | Note: The server rejected the handshake with 503. A browser reports 1006 for"
                + " every failed handshake and hides the status from the page.");
    browser.awaitText(
        "closing-advice",
        "This address fails on purpose. For a connection that works, use ws://localhost:%d/."
            .formatted(port));
  }

  @Test
  void responseThatTheBrowserRejectsIsMarked() {
    openAddress(server("handshake/wrong-accept"));
    awaitTranscript();
    assertThat(browser.text("server-status")).isEqualTo("101");
    assertThat(marks()).containsExactly("status differs");
  }

  @Test
  void cancelledConnectionIsShownAsUnanswered() {
    openAddress(server("hang?hold=20s"));
    browser.awaitText("state-name", "CONNECTING (0)");
    browser.click("leave-button");
    awaitTranscript();
    assertThat(browser.text("closing-summary"))
        .isEqualTo("You cancelled the connection before it was open.");
    assertThat(browser.text("server-status")).isEqualTo("no response");
    assertThat(facts("closing"))
        .contains("initiator you", "close-call close() before the connection was open")
        .noneMatch(fact -> fact.startsWith("timing"));
    assertThat(facts("server")).noneMatch(fact -> fact.contains("without a close frame"));
    assertThat(explanations())
        .containsExactly("status | Note: You cancelled before the server answered.");
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
            "code | Note: You closed with 4001, and the server answered with 4002."
                + " A browser reports the answer.");
    assertThat(browser.text("closing-summary"))
        .isEqualTo("You closed with 4001; the server answered with 4002.");
  }

  @Test
  void codeChangedByAProxyIsMarked() throws Exception {
    try (var proxy = ReverseProxy.replacingCloseCode(1000, port)) {
      browser.open(proxy.page("?demo=off"));
      openAddress(proxy.server("close/4001?reason=bye"));
      awaitTranscript();
      assertThat(row("code")).startsWith("1000 Normal Closure | 4001 | ≠ differs: ");
      assertThat(explanations())
          .containsExactly(
              "code | ≠ differs: The server sent 4001, and 1000 arrived."
                  + " Something in between, such as a proxy, changed it.",
              "reason | ≠ differs: The server sent a reason, but none arrived."
                  + " Something in between removed it.");
      assertThat(marks()).containsExactly("code differs", "reason differs");
      browser.awaitText("closing-agreement", "≠ Browser and server differ in: code, reason");
      assertThat(sequence())
          .contains("From the server to your browser: close frame, 4001, arrives as 1000. After ");
    }
  }

  @Test
  void closeFrameLostAtAProxyIsMarked() throws Exception {
    try (var proxy = ReverseProxy.cuttingInsteadOfClosing(port)) {
      browser.open(proxy.page("?demo=off"));
      openAddress(proxy.server("close/4001?reason=bye"));
      awaitTranscript();
      assertThat(browser.text("closing-code")).startsWith("1006");
      assertThat(explanations())
          .containsExactly(
              "code | ≠ differs: The server sent a close frame (4001), but it did not reach your"
                  + " browser. Something in between cut the connection.",
              "reason | ≠ differs: The reason was in the server’s close frame, which your browser"
                  + " does not report.",
              "initiator | ≠ differs: The server closed first, but its close frame did not reach"
                  + " your browser.");
      assertThat(sequence())
          .contains(
              "From the server to your browser: close frame, 4001, which does not arrive. After ");
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
              "code | Note: The server sent no close frame. The browser reports 1006 for that.",
              "initiator | ≠ differs: Both your browser and the server lost the connection."
                  + " Something in between, such as a proxy or the network, cut it.");
      assertThat(sequence())
          .contains(
              "From something in between to your browser: end of TCP. From something in between"
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
          "server-state", "Server side: not available for servers on another origin.");
      assertThat(facts("server")).isEmpty();
      assertThat(explanations()).isEmpty();
      assertThat(sequence()).contains("Your browser: onopen.", "Your browser: onclose.");
      assertThat(browser.text("closing-sequence-caption"))
          .isEqualTo(
              "Only what your browser knows, by its clock. Each time is measured from the time above"
                  + " it.");
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
                  .startsWith("Server side: the server has no record. The handshake never"));
      browser.await(
          () ->
              assertThat(browser.text("closing-advice"))
                  .contains("something in between blocks WebSocket"));
    }
  }

  @Test
  void unreachableServerIsExplained() throws Exception {
    try (var proxy = ReverseProxy.to(port)) {
      browser.open(proxy.page("?demo=off"));
      openAddress(proxy.server(""));
      browser.awaitText("state-name", "OPEN (1)");
      proxy.stop();
      browser.awaitText("server-state", "Server side: the server cannot be reached right now.");
      browser.awaitText(
          "closing-advice",
          """
          The server cannot be reached by HTTP either. Is it running, and is the address right?
          Fix the cause and try again, or turn on “Reconnect automatically” in the options.\
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
    assertThat(facts("server"))
        .anyMatch(fact -> fact.startsWith("tcp"))
        .noneMatch(fact -> fact.startsWith("verdict"))
        .noneMatch(fact -> fact.startsWith("remark"));
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
                .startsWith("Server side: another open connection has this id"));
    browser.awaitText(
        "closing-advice",
        "Another connection with this id is still open. Close it, or remove ?connection= from the"
            + " address.");
  }

  @Test
  void fitsIntoEveryWidth() {
    openAddress(server("close/4001?reason=" + "w".repeat(123)));
    awaitTranscript();
    assertFitsIntoEveryWidth(320, 360, 640, 768, 1088, 1440);
  }

  @Test
  void abandonedConnectionShowsWhatTheServerSaw() {
    openConnection("ignore-close?hold=5s");
    close("4001", "bye");
    browser.awaitText("state-name", "CLOSING (2)");
    browser.click("leave-button");
    browser.awaitText("closing-name", "No close event");
    assertThat(browser.text("closing-summary"))
        .isEqualTo("You did not wait for the end of the closing handshake.");
    browser.await(
        () -> {
          assertThat(row("code"))
              .startsWith("unknown: the page stopped waiting | no close frame | Note: The page");
          assertThat(row("closeCall")).isEqualTo("4001 bye | 4001 bye");
          assertThat(row("timing")).startsWith("stopped waiting after ");
        });
    assertThat(sequence()).contains("From your browser to the server: close frame, 4001.");
  }

  @Test
  void earlierConnectionsCanBeShown() {
    for (String address : List.of("close/4001", "close/4002", "close/4003")) {
      openAddress(server(address));
      browser.awaitText("closing-name", address.substring("close/".length()));
      awaitTranscript();
    }
    assertThat(browser.text("closing-which")).isEqualTo("Last connection:");
    assertThat(browser.text("closing-address")).isEqualTo(server("close/4003"));
    assertThat(choices())
        .satisfiesExactly(
            last -> assertThat(last).matches("[0-9:]{8} ws://localhost:.*/close/4003 4003"),
            middle -> assertThat(middle).endsWith("/close/4002 4002"),
            first -> assertThat(first).endsWith("/close/4001 4001"));

    choose(2);
    assertThat(browser.text("closing-which")).isEqualTo("Earlier connection:");
    assertThat(browser.text("closing-name")).isEqualTo("4001");
    assertThat(row("code")).startsWith("4001 | 4001");

    // The visitor is comparing, so a new end does not replace what is shown.
    openAddress(server("close/4004"));
    browser.await(() -> assertThat(choices()).hasSize(4));
    assertThat(browser.text("closing-name")).isEqualTo("4001");
    choose(0);
    assertThat(browser.text("closing-name")).isEqualTo("4004");
  }

  @Test
  void endIsMarkedAsPreviousWhileAnotherConnectionIsOpen() {
    openAddress(server("close/4001"));
    browser.awaitText("closing-name", "4001");
    openConnection("");
    browser.awaitText("closing-which", "Previous connection, while another one is open:");
    close("4002", "");
    browser.awaitText("closing-which", "Last connection:");
    browser.awaitText("closing-address", server(""));
  }

  @Test
  void nobodyIsAdvisedToReconnectAutomaticallyWhileThePageDoes() throws Exception {
    browser.click("options-button");
    browser.click("reconnect");
    try (var server = FaultyServer.breakingOffAfterTheHandshake()) {
      openAddress(server.address());
      browser.awaitText("closing-advice", "Fix the cause. The page reconnects automatically.");
    }
  }

  @Test
  void everyWordChangesWithTheLanguage() {
    openAddress(server("drop"));
    awaitTranscript();
    browser.clickLink("中文");
    browser.awaitText("closing-summary", "连接中断，未收到关闭帧。");
    assertThat(row("code")).startsWith("1006 Abnormal Closure | 没有关闭帧 | 说明：");
    assertThat(browser.text("closing-which")).isEqualTo("上一个连接：");
    browser.await(() -> assertThat(row("verdict")).contains("客户端"));
  }

  private void awaitTranscript() {
    browser.await(() -> assertThat(browser.text("closing-agreement")).isNotEmpty());
    browser.awaitText("server-state", "");
  }

  /** The facts of a side, each as the suffix of its id and its text. */
  private List<String> facts(String side) {
    return lines(
        """
        return [...document.querySelectorAll(`#closing-rows td[id^=${arguments[0]}-]:not(.nothing)`)]
          .map(cell => {
            const code = cell.querySelector('code');
            return `${cell.id.slice(arguments[0].length + 1)} ${(code ?? cell).textContent}`;
          })
          .join('\\n');
        """,
        side);
  }

  /** The visible cells of a row, without its header. */
  private String row(String member) {
    return String.join(
        " | ",
        lines(
            """
            return [...document.querySelectorAll(`#closing-rows tr[data-member=${arguments[0]}] td`)]
              .map(cell => cell.textContent.trim()).join('\\n');
            """,
            member));
  }

  /** The rows with an explanation, each as its member and the explanation. */
  private List<String> explanations() {
    return lines(
        """
        return [...document.querySelectorAll('#closing-rows .explanation:not(:empty)')]
          .map(cell => `${cell.parentElement.dataset.member} | ${cell.textContent}`).join('\\n');
        """);
  }

  /** The marked rows, with the kinds of their marks. */
  private List<String> marks() {
    return lines(
        """
        return [...document.querySelectorAll('#closing-rows tr:has(.mark)')]
          .map(({ dataset: { member, kind } }) => `${member} ${kind}`).join('\\n');
        """);
  }

  private List<String> choices() {
    return lines(
        "return [...document.getElementById('closing-choice').options].map(option =>"
            + " option.textContent).join('\\n');");
  }

  private void choose(int index) {
    browser.script(
        """
        const choice = document.getElementById('closing-choice');
        choice.selectedIndex = arguments[0];
        choice.dispatchEvent(new Event('change'));
        """,
        index);
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
