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
    assertThat(browser.text("log-count")).isEqualTo("10,000 of 10,000");
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
          view.add({ kind: 'sent', label: 'SENT:', data, size: data.length });
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
    browser.await(() -> assertThat(browser.text("log-count")).isEqualTo("5 of 7"));
    browser.type("log-filter", "TOMATO");
    browser.awaitText("log-count", "2 of 7");
    browser.click("log-save");
    assertThat(saved()).contains("SENT: Tomato", "RESPONSE: Tomato").doesNotContain("potato");

    browser.script("document.querySelector('#log-kinds [value=sent]').click()");
    browser.awaitText("log-count", "1 of 7");
    assertThat(browser.log()).containsExactly("received | RESPONSE: Tomato");
    send("another tomato");
    browser.awaitText("log-count", "2 of 9");
    assertThat(browser.log())
        .containsExactly("received | RESPONSE: Tomato", "received | RESPONSE: another tomato");

    browser.type("log-filter", "(");
    browser.awaitText("log-nothing", "No line passes the filter.");
    browser.type("log-filter", " ");
    browser.press(Keys.BACK_SPACE);
    browser.script("document.querySelector('#log-kinds [value=state]').click()");
    browser.awaitText("log-count", "6 of 9");
    assertThat(browser.log())
        .startsWith("state | readyState 0 CONNECTING", "state | readyState 1 OPEN")
        .contains("received | RESPONSE: potato");

    browser.click("log-clear");
    browser.awaitText("log-count", "0 of 0");
    assertThat(browser.text("log-empty")).isEqualTo("Nothing has happened yet.");
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
    browser.press(Keys.HOME);
    browser.await(() -> assertThat(firstVisible()).isEqualTo("line 0"));
    browser.press(Keys.END);
    browser.await(() -> assertThat(lastVisible()).isEqualTo("line 299"));
    browser.press(Keys.TAB);
    assertThat(focusedLine()).isEqualTo("line 299");
    for (int i = 0; i < 60; i++) {
      browser.press(Keys.ARROW_UP);
    }
    assertThat(focusedLine()).isEqualTo("line 239");
    // The row with the focus stays in the document, wherever the list is scrolled to.
    scrollTo("0");
    browser.await(() -> assertThat(firstVisible()).isEqualTo("line 0"));
    assertThat(focusedLine()).isEqualTo("line 239");
    browser.press(Keys.TAB);
    assertThat(browser.script("return document.activeElement.closest('#output')")).isNull();
  }

  @Test
  void payloadAndLongSelectionAreCopied() {
    browser.script(
        """
        Object.defineProperty(navigator, 'clipboard', { value: { writeText: text => { window.copied = text; return Promise.resolve(); } } });
        """);
    log(
        """
        for (let i = 0; i < 300; i++) { add('line ' + i); }
        view.add({ kind: 'received', label: 'RESPONSE:', data: new Uint8Array([0, 255, 65]).buffer, size: 3 });
        """);
    browser.await(() -> assertThat(lastVisible()).isEqualTo("00 ff 41"));
    browser.script("document.querySelector('.line:last-child [data-action=copy]').click()");
    browser.awaitText("log-feedback", "copied");
    assertThat(browser.script("return copied")).isEqualTo("00 ff 41");

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
        .isEqualTo("SENT: line 0 |SENT: line 15|RESPONSE: 00 ");
    assertThat(count(".line")).isLessThan(FEW_ROWS);
  }

  @Test
  void binaryMessageUnfoldsAsADump() {
    log(
        """
        const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => i);
        view.add({ kind: 'received', label: 'RESPONSE:', data: bytes.buffer, size: bytes.length, roundTrip: 1.25 });
        """);
    browser.await(() -> assertThat(count("[data-action=dump]")).isEqualTo(1L));
    browser.script("document.querySelector('[data-action=dump]').click()");
    String dump =
        (String)
            Objects.requireNonNull(
                browser.script("return document.querySelector('.dump').textContent"));
    assertThat(dump.lines().limit(5))
        .startsWith(
            "00000000  00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f  |................|")
        .endsWith("00000040  40 41 42 43 44 45 46 47  48 49 4a 4b 4c 4d 4e 4f  |@ABCDEFGHIJKLMNO|");
    assertThat(dump.lines()).hasSize(4096);
    assertThat(browser.log().getFirst()).endsWith("the first 65.5 kB");
    assertThat(browser.script("return document.querySelector('.trip').textContent"))
        .isEqualTo("after 1.3 ms");
    assertThat(browser.script("return document.activeElement.dataset.action")).isEqualTo("dump");
    browser.script("document.activeElement.click()");
    assertThat(count(".dump")).isZero();
  }

  @Test
  void jsonIsFormattedWithoutChangingItsValues() {
    openConnection();
    send("{\"big\":12345678901234567890,\"list\":[1,{}],\"text\":\"a, b: [c]\"}");
    send("{no json}");
    browser.await(() -> assertThat(browser.log()).hasSize(5));
    assertThat(count("[data-kind=received] [data-action=json]")).isEqualTo(1L);
    browser.script("document.querySelector('[data-kind=received] [data-action=json]').click()");
    assertThat(
            browser.script(
                "return document.querySelector('[data-kind=received] .payload').textContent"))
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
    // A row that has grown moves the next rows down.
    assertThat(
            browser.script(
                """
                const rows = [...document.querySelectorAll('#output .line')].map(row => row.getBoundingClientRect());
                return rows.slice(1).every((row, i) => Math.abs(row.top - rows[i].bottom) < 1);
                """))
        .isEqualTo(true);
  }

  @Test
  void binaryMessageIsSavedCompletelyAsJson() {
    log(
        """
        const bytes = Uint8Array.from({ length: 300 }, (_, i) => i);
        view.add({ kind: 'received', label: 'RESPONSE:', data: bytes.buffer, size: 300, roundTrip: 2.5 });
        """);
    browser.click("log-save-json");
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
    browser.click("log-save-json");
    String json = saved();
    assertThat(JsonPath.<List<String>>read(json, "$[*].kind"))
        .containsExactly("connected", "sent", "received", "disconnected");
    assertThat(JsonPath.<List<String>>read(json, "$[*].data")).containsExactly("你好", "你好");
    assertThat(JsonPath.<List<Integer>>read(json, "$[*].bytes")).containsExactly(6, 6);
    assertThat(JsonPath.<List<Double>>read(json, "$[*].roundTripMillis")).hasSize(1);
    assertThat(JsonPath.<Integer>read(json, "$[3].code")).isEqualTo(1000);
    assertThat(JsonPath.<Boolean>read(json, "$[3].wasClean")).isTrue();

    browser.click("log-save");
    assertThat(browser.script("return savedName")).asString().endsWith("Z.txt");
    assertThat(saved().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).matches("[0-9:.]{12} CONNECTED ws://.*"),
            line -> assertThat(line).matches("[0-9:.]{12} SENT: 你好 6 B"),
            line -> assertThat(line).matches("[0-9:.]{12} RESPONSE: 你好 6 B after .* ms"),
            line -> assertThat(line).contains("DISCONNECTED 1000 Normal Closure"));
  }

  @Test
  void loneSurrogateIsLoggedAndSavedAsItIsSent() {
    openConnection();
    browser.script("document.getElementById('text-view').value = 'half \\ud83d'");
    browser.click("send-button");
    browser.await(() -> assertThat(browser.log()).hasSize(3));
    browser.click("log-save-json");
    String json = saved();
    assertThat(JsonPath.<List<String>>read(json, "$[*].data"))
        .containsExactly("half \ufffd", "half \ufffd");
    assertThat(JsonPath.<List<Double>>read(json, "$[*].roundTripMillis")).hasSize(1);
  }

  @Test
  void loneSurrogateIsNotSavedAsAnEscape() {
    log(
        "view.add({ kind: 'error', label: 'ERROR', payload: 'ws://x/\\ud83d', detail: '\\udc4b' });");
    browser.click("log-save-json");
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
    assertThat(browser.attribute("output", "aria-live")).isEqualTo("off");
    log("add('one')");
    browser.await(() -> assertThat(live()).isEqualTo("SENT: one "));
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
          const add = (data, more = '') => view.add({ kind: 'sent', label: 'SENT:', data: data + more, size: data.length });
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

  private Object focusedLine() {
    return String.valueOf(
        browser.script(
            "return document.activeElement.closest('.line')?.querySelector('.payload').textContent"));
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
