package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The log of the page. */
class LogIntegrationTests extends PageInBrowser {

  private static final long FEW_ROWS = 100;

  @Override
  void openStartPage() {
    super.openStartPage();
    browser.script(
        """
        URL.createObjectURL = blob => { window.saved = blob; return 'blob:none'; };
        HTMLAnchorElement.prototype.click = function () { window.savedName = this.download; };
        """);
  }

  @Test
  void logRetains10000LinesButFewRowsInTheDocument() {
    log(
        "for (let i = 0; i < 12_345; i++) { add('line ' + i, i % 7 === 0 ? 'long '.repeat(90) : ''); }");
    browser.awaitText(
        "log-dropped", "The first 2,345 lines are gone: the log keeps the last 10,000.");
    assertThat(browser.text("log-count")).isEqualTo("10,000 lines");
    assertThat(count(".line")).isBetween(5L, FEW_ROWS);
    assertThat(lastVisible()).startsWith("line 12344");

    scrollTo("0");
    browser.await(() -> assertThat(firstVisible()).startsWith("line 2345"));
    scrollTo("list.scrollHeight / 2");
    browser.await(() -> assertThat(firstVisible()).matches("line [6-8]\\d{3}.*"));
    assertThat(count(".line")).isBetween(5L, FEW_ROWS);
  }

  @Test
  void addingALineIsFastInAFullLog() {
    Object ratio =
        browser.asyncScript(
            VIEW
                + """
            .then(async ({ view, add }) => {
              const medianTime = () => {
                const times = [];
                for (let round = 0; round < 15; round++) {
                  const start = performance.now();
                  for (let i = 0; i < 200; i++) { add('line ' + i); }
                  view.update();
                  times.push(performance.now() - start);
                }
                return times.sort((a, b) => a - b)[7];
              };
              medianTime();
              const empty = medianTime();
              for (let i = 0; i < 10_000; i++) { add('line ' + i); }
              view.update();
              const full = medianTime();
              done(full / empty);
            });
            """);
    // With all rows in the document, it would be more than ten times as slow.
    assertThat(((Number) Objects.requireNonNull(ratio)).doubleValue()).isLessThan(6);
  }

  @Test
  void oldestPayloadsAreDroppedAbove64MiB() {
    log(
        """
        for (let i = 0; i < 9; i++) {
          const data = i + 'x'.repeat(8 * 1024 * 1024 - 1);
          view.add({ kind: 'sent', data, size: data.length });
        }
        """);
    browser.await(() -> assertThat(browser.log()).hasSize(9));
    assertThat(browser.log().getFirst())
        .isEqualTo("sent | SENT: The content is gone: the log keeps the last 64 MiB.");
    assertThat(browser.log().get(1)).startsWith("sent | SENT: 1xxx");
  }

  @Test
  void filterAppliesToShownAndSavedLines() {
    openConnection();
    send("Tomato");
    send("potato");
    browser.awaitText("log-count", "5 lines");
    browser.type("log-filter", "TOMATO");
    browser.awaitText("log-count", "2 of 5 lines");
    export("log-save");
    assertThat(saved()).contains("SENT: Tomato", "RESPONSE: Tomato").doesNotContain("potato");

    toggle("sent");
    browser.awaitText("log-count", "1 of 5 lines");
    assertThat(browser.log()).containsExactly("received | RESPONSE: Tomato");
    send("another tomato");
    browser.awaitText("log-count", "2 of 7 lines");
    assertThat(browser.log())
        .containsExactly("received | RESPONSE: Tomato", "received | RESPONSE: another tomato");

    browser.type("log-filter", "(");
    browser.awaitText("log-nothing", "No matching lines.");
    browser.type("log-filter", " ");
    browser.press(Keys.BACK_SPACE);
    toggle("state");
    browser.awaitText("log-count", "6 of 9 lines");
    assertThat(browser.log())
        .startsWith("state | readyState 0 CONNECTING", "state | readyState 1 OPEN")
        .contains("received | RESPONSE: potato");

    browser.click("log-clear");
    browser.awaitText("log-count", "0 lines");
    assertThat(browser.text("log-empty")).isEqualTo("No events yet.");
  }

  @Test
  void filterByRegularExpression() {
    openConnection();
    send("Tomato");
    send("to (be)");
    browser.awaitText("log-count", "5 lines");
    browser.type("log-filter", "to$");
    browser.awaitText("log-count", "0 of 5 lines");
    browser.click("log-filter-regex");
    browser.awaitText("log-count", "2 of 5 lines");
    browser.type("log-filter", "(");
    browser.awaitText("log-filter-problem", "Not a valid regular expression. Nothing is filtered.");
    browser.awaitText("log-count", "5 lines");
    assertThat(browser.attribute("log-filter", "aria-invalid")).isEqualTo("true");
    browser.type("log-filter", "(o+)+$");
    browser.await(
        () -> assertThat(browser.text("log-filter-problem")).startsWith("A repetition within"));
    browser.click("log-filter-regex");
    browser.awaitText("log-filter-problem", "");
    assertThat(browser.attribute("log-filter", "aria-invalid")).isNull();
  }

  @Test
  void newLinesDoNotMoveTheScrollPosition() {
    log("for (let i = 0; i < 500; i++) { add('line ' + i); }");
    browser.await(() -> assertThat(lastVisible()).isEqualTo("line 499"));
    assertThat(isHidden("log-newest")).isTrue();
    scrollTo("1000");
    browser.awaitText("log-newest", "To the newest");
    Object before = firstVisible();
    log("for (let i = 0; i < 40; i++) { add('more'); }");
    browser.awaitText("log-newest", "To the newest (40 new)");
    assertThat(firstVisible()).isEqualTo(before);
    // Lines that are dropped at the start do not move it either.
    scrollTo("list.scrollHeight * 0.8");
    Object position = firstVisible();
    log("for (let i = 0; i < 9600; i++) { add('many'); }");
    browser.awaitText(
        "log-dropped", "The first 140 lines are gone: the log keeps the last 10,000.");
    assertThat(firstVisible()).isEqualTo(position);

    browser.click("log-newest");
    browser.await(() -> assertThat(lastVisible()).isEqualTo("many"));
    assertThat(isHidden("log-newest")).isTrue();
    assertThat(browser.focused()).isEqualTo("output");
    log("add('the last')");
    browser.await(() -> assertThat(lastVisible()).isEqualTo("the last"));
  }

  @Test
  void keyboardReachesEveryRow() {
    log("for (let i = 0; i < 300; i++) { add('line ' + i); }");
    browser.await(() -> assertThat(lastVisible()).isEqualTo("line 299"));
    browser.script("document.getElementById('output').focus()");
    browser.press(Keys.ARROW_DOWN);
    assertThat(currentLine()).isEqualTo("line 299");
    browser.press(Keys.HOME);
    browser.await(() -> assertThat(firstVisible()).isEqualTo("line 0"));
    assertThat(currentLine()).isEqualTo("line 0");
    browser.press(Keys.PAGE_DOWN, Keys.PAGE_UP, Keys.END);
    browser.await(() -> assertThat(lastVisible()).isEqualTo("line 299"));
    for (int i = 0; i < 60; i++) {
      browser.press(Keys.ARROW_UP);
    }
    assertThat(currentLine()).isEqualTo("line 239");
    // The current row stays in the document, wherever the list is scrolled to.
    scrollTo("0");
    browser.await(() -> assertThat(firstVisible()).isEqualTo("line 0"));
    assertThat(currentLine()).isEqualTo("line 239");
    browser.press(Keys.ARROW_DOWN);
    assertThat(currentLine()).isEqualTo("line 240");
    assertThat(isInView("[aria-selected=true]")).isTrue();
    assertThat(browser.focused()).isEqualTo("output");
    assertThat(count(":is(a, button, [tabindex])")).as("tab stops in rows").isZero();
  }

  @Test
  void paneShowsTheCurrentLine() {
    log("for (let i = 0; i < 300; i++) { add('line ' + i); }");
    browser.await(() -> assertThat(lastVisible()).isEqualTo("line 299"));
    browser.script("document.getElementById('output').focus()");
    browser.press(Keys.ARROW_UP);
    assertThat(browser.isShown("log-detail")).isFalse();
    scrollTo("1000");
    String first = firstVisible();
    browser.script("document.querySelectorAll('#output .line')[20].click()");
    browser.awaitText("log-detail-heading", "SENT:");
    assertThat(browser.text("log-content")).isEqualTo(currentLine());
    assertThat(firstVisible()).isEqualTo(first);

    String before = browser.text("log-content");
    browser.press(Keys.ARROW_DOWN);
    browser.await(() -> assertThat(browser.text("log-content")).isNotEqualTo(before));
    assertThat(browser.text("log-content")).isEqualTo(currentLine());
    browser.press(Keys.ESCAPE);
    assertThat(browser.isShown("log-detail")).isFalse();
    browser.press(Keys.ENTER);
    browser.awaitText("log-content", currentLine());
    browser.script("document.getElementById('log-content').focus()");
    browser.press(Keys.ESCAPE);
    assertThat(browser.isShown("log-detail")).isFalse();
    assertThat(browser.focused()).isEqualTo("output");
  }

  @Test
  void selectedTextOpensNoPane() {
    log("add('some words');");
    browser.await(() -> assertThat(lastVisible()).isEqualTo("some words"));
    browser.script(
        """
        getSelection().selectAllChildren(document.querySelector('#output .payload'));
        document.querySelector('#output .payload').click();
        """);
    assertThat(browser.isShown("log-detail")).isFalse();
  }

  @Test
  void paneIsBesideTheListOrBelowIt() {
    log("for (let i = 0; i < 50; i++) { add('line ' + i); }");
    browser.script("document.querySelector('#output .line:last-child').click()");
    assertThat(isBeside()).isTrue();
    browser.resize(360, 640);
    browser.await(() -> assertThat(isBeside()).isFalse());
    assertThat(browser.scrollsHorizontally()).isFalse();
  }

  @Test
  void barHasOneLine() {
    log("add('line');");
    for (int width : List.of(1366, 1152, 1151, 768, 360)) {
      browser.resize(width, 640);
      assertThat(
              browser.script(
                  "return document.querySelector('.log-bar').getBoundingClientRect().height <= 2.2 * 16"))
          .as("%d", width)
          .isEqualTo(true);
    }
    browser.click("log-filter-button");
    assertThat(browser.isShown("log-filter")).isTrue();
    browser.press(Keys.ESCAPE);
    assertThat(browser.isShown("log-filter")).isFalse();
  }

  @Test
  void longSelectionIsCopied() {
    log("for (let i = 0; i < 300; i++) { add('line ' + i); }");
    browser.await(() -> assertThat(lastVisible()).isEqualTo("line 299"));
    assertThat(
            browser.asyncScript(
                """
                const done = arguments[0];
                const list = document.getElementById('output');
                const settled = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
                const last = list.querySelector('.line:last-child .payload').firstChild;
                (async () => {
                  getSelection().setBaseAndExtent(last, 3, last, 0);
                  list.scrollTop = 0;
                  await settled();
                  getSelection().extend(list.querySelector('.line .payload').firstChild, 0);
                  await settled();
                  const clipboardData = new DataTransfer();
                  list.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }));
                  done(clipboardData.getData('text/plain').split('\\n').map(line => line.slice(13, 26)).filter((line, i, all) => i === 0 || i === 150 || i === all.length - 2).join('|'));
                })();
                """))
        .isEqualTo("SENT: line 0 |SENT: line 15|SENT: line 29");
    assertThat(count(".line")).isLessThan(FEW_ROWS);
  }

  @Test
  void binaryMessageIsShownAndCopiedInEachView() {
    recordCopies();
    log(
        """
        const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => i);
        view.add({ kind: 'received', data: bytes.buffer, size: bytes.length, roundTrip: 1.25 });
        """);
    show("received");
    String dump = browser.text("log-content");
    assertThat(dump.lines().limit(5))
        .startsWith(
            "00000000  00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f  |................|")
        .endsWith("00000040  40 41 42 43 44 45 46 47  48 49 4a 4b 4c 4d 4e 4f  |@ABCDEFGHIJKLMNO|");
    assertThat(dump.lines()).hasSize(4096);
    assertThat(browser.text("log-limit"))
        .isEqualTo("Only the first 65.5 kB are shown. Copy copies everything.");
    assertThat(browser.text("log-detail-about"))
        .endsWith("70.0 kB · 1.3 ms round trip · same as sent");
    assertThat(browser.script("return document.querySelector('.trip').textContent"))
        .isEqualTo("1.3 ms round trip");
    browser.click("log-detail-copy");
    browser.awaitText("log-feedback", "copied");
    assertThat(copied()).hasSize(3 * 70_000 - 1).startsWith("00 01 02");

    browser.script("document.querySelector('#log-views [value=base64]').click()");
    assertThat(browser.text("log-content")).startsWith("AAECAwQF");
    browser.script("document.querySelector('#log-views [value=text]').click()");
    browser.awaitText("log-limit", "Not valid UTF-8: each invalid part is shown as \ufffd.");
  }

  @Test
  void jsonIsFormattedWithoutChangingItsValues() {
    openConnection();
    send("{\"big\":12345678901234567890,\"list\":[1,{}],\"text\":\"a, b: [c]\"}");
    send("{no json}");
    browser.await(() -> assertThat(browser.log()).hasSize(5));
    show("received");
    assertThat(browser.text("log-content"))
        .isEqualTo(
            """
            {
              "big": 12345678901234567890,
              "list": [
                1,
                {}
              ],
              "text": "a, b: [c]"
            }""");
    assertThat(browser.script("return document.querySelector('#log-content .number').textContent"))
        .isEqualTo("12345678901234567890");
    browser.script("document.querySelector('#output .line:last-child').click()");
    browser.awaitText("log-content", "{no json}");
    assertThat(
            browser.script("return document.querySelector('#log-views [value=json]').offsetParent"))
        .isNull();
  }

  @Test
  void messageIsSentAgain() {
    openConnection();
    send("once more");
    browser.awaitText("log-count", "3 lines");
    show("received");
    browser.click("log-detail-send");
    browser.awaitText("log-count", "5 lines");
    assertThat(browser.log()).endsWith("sent | SENT: once more", "received | RESPONSE: once more");
  }

  @Test
  void echoThatDiffersIsMarkedWithTheDifference() {
    browser.script(
        """
        const RealWebSocket = WebSocket;
        window.WebSocket = class extends RealWebSocket {
          send(data) { super.send(typeof data === 'string' ? data.toUpperCase() : data); }
        };
        """);
    openConnection();
    send("SAME");
    send("WebSocket ROCKS");
    browser.awaitText("log-count", "5 lines");
    assertThat(
            browser.script(
                "return [...document.querySelectorAll('#output .differs')].map(e => e.textContent).join()"))
        .isEqualTo("≠ differs from what was sent");
    browser.script("document.querySelector('#output .differs').click()");
    assertThat(browser.text("log-diff").lines())
        .containsExactly(
            "First difference at character 2.",
            "Sent",
            "WebSocket ROCKS",
            "Received",
            "WEBSOCKET ROCKS");
    assertThat(browser.script("return document.querySelector('#log-diff del').textContent"))
        .isEqualTo("ebSocket");
    assertThat(browser.text("log-detail-about")).endsWith("15 B · ≠ differs from what was sent");
  }

  @Test
  void endIsShownInFull() {
    openConnection();
    browser.click("close-button");
    browser.awaitText("log-count", "2 lines");
    show("disconnected");
    assertThat(browser.text("log-facts").lines())
        .startsWith("Code", "1000 Normal Closure", "Reason", "Deliberate disconnection", "Details");
    show("connected");
    assertThat(browser.text("log-facts").lines()).containsExactly("Address", server(""));
  }

  @Test
  void invisibleCharactersAreMarkedButCopiedAsTheyAre() {
    recordCopies();
    log("add('a\\u202eb\\u0000\\rc');");
    show("sent");
    for (String place : List.of("#output .payload", "#log-content")) {
      assertThat(browser.script("return document.querySelector(arguments[0]).textContent", place))
          .isEqualTo("a\u202eb\0\rc");
      assertThat(
              browser.script(
                  """
                  return [...document.querySelectorAll(arguments[0] + ' .control')]
                    .map(e => getComputedStyle(e, '::before').content).join();
                  """,
                  place))
          .isEqualTo("\"U+202E\",\"␀\",\"␍\"");
    }
    browser.click("log-detail-copy");
    browser.awaitText("log-feedback", "copied");
    assertThat(copied()).isEqualTo("a\u202eb\0\rc");
  }

  @Test
  void wordsAreWrittenAnewInAnotherLanguage() {
    log("view.add({ kind: 'note', label: () => document.documentElement.lang });");
    show("note");
    assertThat(browser.log()).containsExactly("note | en");
    browser.script(
        """
        document.documentElement.lang = 'zh';
        document.dispatchEvent(new Event('languagechange'));
        """);
    assertThat(browser.log()).containsExactly("note | zh");
    assertThat(browser.text("log-detail-heading")).isEqualTo("zh");
    export("log-save");
    assertThat(saved()).endsWith(" zh\n");
  }

  @Test
  void binaryMessageIsSavedCompletelyAsJson() {
    log(
        """
        const bytes = Uint8Array.from({ length: 300 }, (_, i) => i);
        view.add({ kind: 'received', data: bytes.buffer, size: 300, roundTrip: 2.5 });
        """);
    export("log-save-json");
    assertThat(browser.script("return savedName"))
        .asString()
        .matches("websocket-log-[0-9T.-]+Z\\.json");
    String json = saved();
    assertThat(JsonPath.<String>read(json, "$[0].at")).matches("[0-9-]+T[0-9:.]+Z");
    assertThat(JsonPath.<String>read(json, "$[0].kind")).isEqualTo("received");
    assertThat(JsonPath.<String>read(json, "$[0].type")).isEqualTo("binary");
    assertThat(JsonPath.<String>read(json, "$[0].hex")).hasSize(600).startsWith("000102");
    assertThat(JsonPath.<Integer>read(json, "$[0].bytes")).isEqualTo(300);
    assertThat(JsonPath.<Double>read(json, "$[0].roundTripMillis")).isEqualTo(2.5);
  }

  @Test
  void messagesAndTheEndAreSaved() {
    openConnection();
    send("你好");
    browser.await(() -> assertThat(browser.log()).hasSize(3));
    browser.click("close-button");
    browser.await(() -> assertThat(browser.log()).hasSize(4));
    export("log-save-json");
    String json = saved();
    assertThat(JsonPath.<List<String>>read(json, "$[*].kind"))
        .containsExactly("connected", "sent", "received", "disconnected");
    assertThat(JsonPath.<List<String>>read(json, "$[*].data")).containsExactly("你好", "你好");
    assertThat(JsonPath.<List<Integer>>read(json, "$[*].bytes")).containsExactly(6, 6);
    assertThat(JsonPath.<List<Double>>read(json, "$[*].roundTripMillis")).hasSize(1);
    assertThat(JsonPath.<Integer>read(json, "$[3].code")).isEqualTo(1000);
    assertThat(JsonPath.<Boolean>read(json, "$[3].wasClean")).isTrue();

    export("log-save");
    assertThat(browser.script("return savedName")).asString().endsWith("Z.txt");
    assertThat(saved().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).matches("[0-9:.]{12} CONNECTED ws://.*"),
            line -> assertThat(line).matches("[0-9:.]{12} SENT: 你好 6 B"),
            line -> assertThat(line).matches("[0-9:.]{12} RESPONSE: 你好 6 B .* ms round trip"),
            line -> assertThat(line).contains("DISCONNECTED 1000 Normal Closure"));
  }

  @Test
  void loneSurrogateIsLoggedAndSavedAsItIsSent() {
    openConnection();
    browser.script("document.getElementById('text-view').value = 'half \\ud83d'");
    browser.click("send-button");
    browser.await(() -> assertThat(browser.log()).hasSize(3));
    export("log-save-json");
    String json = saved();
    assertThat(JsonPath.<List<String>>read(json, "$[*].data"))
        .containsExactly("half \ufffd", "half \ufffd");
    assertThat(JsonPath.<List<Double>>read(json, "$[*].roundTripMillis")).hasSize(1);
  }

  @Test
  void loneSurrogateIsNotSavedAsAnEscape() {
    log("view.add({ kind: 'error', payload: 'ws://x/\\ud83d', detail: '\\udc4b' });");
    export("log-save-json");
    assertThat(JsonPath.<String>read(saved(), "$[0].detail")).isEqualTo("ws://x/\ufffd \ufffd");
    assertThat(saved()).doesNotContain("\\ud83d", "\\udc4b");
  }

  @Test
  void messagesOfARunAreNotLogged() {
    assertThat(
            browser.asyncScript(
                """
                const done = arguments[0];
                import('/assets/log/recorder.js').then(({ record }) => {
                  const connection = new EventTarget();
                  connection.state = WebSocket.OPEN;
                  const lines = [];
                  record(connection, { add: line => lines.push(line) });
                  for (const run of [null, 'a run']) {
                    connection.dispatchEvent(new CustomEvent('sent', { detail: { data: 'x', run } }));
                    connection.dispatchEvent(new CustomEvent('received', { detail: { data: 'x', run, roundTrip: 1 } }));
                  }
                  done(lines.map(line => line.kind).join());
                });
                """))
        .isEqualTo("sent,received");
  }

  @Test
  void fewNewLinesAreAnnouncedAndManyAreCounted() {
    log("add('one')");
    browser.await(() -> assertThat(live()).isEqualTo("SENT: one"));
    log("for (let i = 0; i < 5000; i++) { add('line ' + i); }");
    browser.await(() -> assertThat(live()).isEqualTo("5,000 new lines"));
  }

  private void openConnection() {
    browser.click("open-button");
    browser.awaitText("state-name", "OPEN (1)");
  }

  private void send(String text) {
    browser.type("text-view", text);
    browser.click("send-button");
  }

  // A separate log in a copy of the page's card. Scripts can add lines to it.
  private static final String VIEW =
      """
      const done = arguments[0];
      window.view ??= Promise.all([import('/assets/log/log.js'), import('/assets/log/log-view.js')])
        .then(([{ Log }, { LogView }]) => {
          const card = document.getElementById('log');
          card.replaceWith(card.cloneNode(true));
          document.getElementById('output').replaceChildren();
          const view = new LogView(new Log());
          const add = (data, more = '') => view.add({ kind: 'sent', data: data + more, size: data.length });
          return { view, add };
        });
      window.view""";

  private void log(String script) {
    browser.asyncScript(
        VIEW + ".then(({ view, add }) => {" + script + "; view.update(); done(); });");
  }

  private void scrollTo(String top) {
    browser.asyncScript(
        "const done = arguments[0]; const list = document.getElementById('output'); list.scrollTop = "
            + top
            + "; requestAnimationFrame(() => setTimeout(done));");
  }

  private long count(String selector) {
    Object found =
        browser.script("return document.querySelectorAll('#output " + selector + "').length");
    return (Long) Objects.requireNonNull(found);
  }

  private String firstVisible() {
    return visible("rows[0]");
  }

  private String lastVisible() {
    return visible("rows.at(-1)");
  }

  private String visible(String row) {
    return String.valueOf(
        browser.script(
            """
            const { top, bottom } = document.getElementById('output').getBoundingClientRect();
            const rows = [...document.querySelectorAll('#output .line')].filter(row => {
              const box = row.getBoundingClientRect();
              return box.bottom > top + 2 && box.top < bottom - 2;
            });
            return %s?.querySelector('.payload')?.textContent;
            """
                .formatted(row)));
  }

  /** The row that a screen reader is told of. */
  private String currentLine() {
    return String.valueOf(
        browser.script(
            """
            const row = document.getElementById(document.getElementById('output').getAttribute('aria-activedescendant'));
            return row?.ariaSelected === 'true' ? row.querySelector('.payload').textContent : 'none';
            """));
  }

  private boolean isInView(String selector) {
    return Boolean.TRUE.equals(
        browser.script(
            """
            const list = document.getElementById('output').getBoundingClientRect();
            const { top, bottom } = document.querySelector('#output ' + arguments[0]).getBoundingClientRect();
            return top >= list.top && bottom <= list.bottom;
            """,
            selector));
  }

  private boolean isBeside() {
    return Boolean.TRUE.equals(
        browser.script(
            """
            const list = document.getElementById('output').getBoundingClientRect();
            const pane = document.getElementById('log-detail').getBoundingClientRect();
            return pane.left >= list.right && pane.top < list.bottom;
            """));
  }

  private void show(String kind) {
    browser.script(
        "document.querySelector('#output [data-kind=' + arguments[0] + ']').click()", kind);
  }

  private void toggle(String kind) {
    browser.script(
        "document.querySelector('#log-kinds [value=' + arguments[0] + ']').click()", kind);
  }

  private void export(String id) {
    browser.click("log-export");
    browser.click(id);
  }

  private void recordCopies() {
    browser.script(
        """
        Object.defineProperty(navigator, 'clipboard', { value: { writeText: text => { window.copied = text; return Promise.resolve(); } } });
        """);
  }

  private String copied() {
    return String.valueOf(browser.script("return copied"));
  }

  private boolean isHidden(String id) {
    return Boolean.TRUE.equals(
        browser.script("return document.getElementById('" + id + "').hidden"));
  }

  private String live() {
    return String.valueOf(browser.script("return document.getElementById('log-live').textContent"));
  }

  private String saved() {
    return String.valueOf(
        browser.asyncScript("const done = arguments[0]; saved.text().then(done);"));
  }
}
