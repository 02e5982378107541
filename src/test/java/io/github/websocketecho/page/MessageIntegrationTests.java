package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The messages that the page sends. */
class MessageIntegrationTests extends PageInBrowser {

  @Test
  void messageWithoutAConnectionConnectsAndIsSent() {
    assertThat(browser.text("send-button")).isEqualTo("Connect and send");
    browser.type("text-view", "hello");
    browser.press(Keys.ENTER);
    browser.await(
        () ->
            assertThat(browser.log())
                .containsExactly(
                    "connected | CONNECTED " + server(""),
                    "sent | SENT: hello",
                    "received | RESPONSE: hello"));
    assertThat(browser.text("send-button")).isEqualTo("Send");
  }

  @Test
  void messageDuringTheClosingHandshakeWaitsForItsEnd() {
    openConnection("ignore-close?hold=3s");
    browser.click("close-button");
    browser.awaitText("state-name", "CLOSING (2)");
    browser.type("address", server(""));
    browser.type("text-view", "after the end");
    browser.click("send-button");
    browser.awaitText("send-note", "waiting for the end, then connecting …");
    browser.await(() -> assertThat(browser.log()).contains("received | RESPONSE: after the end"));
    browser.awaitText("send-note", "");
  }

  @Test
  void invalidAddressIsReportedInsteadOfSending() {
    browser.type("address", "hello");
    browser.click("send-button");
    browser.await(() -> assertThat(browser.text("address-problem")).startsWith("Not a valid"));
    assertThat(browser.text("send-note")).isEmpty();
  }

  @Test
  void earlierMessagesAreFoundWithTheArrowKeys() {
    openConnection();
    for (String message : List.of("one", "two")) {
      browser.type("text-view", message);
      browser.press(Keys.ENTER);
    }
    browser.type("text-view", "draft");
    browser.press(Keys.UP);
    assertThat(browser.value("text-view")).isEqualTo("two");
    browser.press(Keys.UP);
    assertThat(browser.value("text-view")).isEqualTo("one");
    browser.press(Keys.DOWN, Keys.DOWN);
    assertThat(browser.value("text-view")).isEqualTo("draft");
    open("?demo=off");
    browser.type("text-view", "");
    browser.press(Keys.UP);
    assertThat(browser.value("text-view")).isEqualTo("two");
  }

  @Test
  void emptyMessagesAreSent() {
    openConnection();
    browser.type("text-view", "");
    assertThat(browser.text("message-size")).isEqualTo("0 B");
    browser.click("send-button");
    selectKind("binary");
    browser.type("hex-view", "");
    browser.click("send-button");
    browser.await(
        () ->
            assertThat(browser.log())
                .contains("received | RESPONSE: empty message", "received | RESPONSE: binary"));
  }

  @Test
  void syntaxErrorInJsonIsLocatedWhileTyping() {
    openConnection();
    selectKind("json");
    browser.type("json-view", "{\"a\": 1,\n\"b\": [1, 2,]}");
    browser.awaitText(
        "json-problem", "Line 2, column 12: One more entry is expected after the comma.");
    assertThat(browser.attribute("json-view", "aria-invalid")).isEqualTo("true");
    assertThat(browser.attribute("send-button", "title")).isEqualTo("Fix the JSON first.");
    browser.press(Keys.chord(Keys.CONTROL, Keys.ENTER));
    assertThat(browser.text("state-counts")).isEqualTo("0 sent, 0 received");

    browser.type("json-view", "{\"a\":[1,2]}");
    browser.awaitText("json-problem", "");
    assertThat(browser.text("message-size")).isEqualTo("11 B");
    browser.click("json-format");
    assertThat(browser.value("json-view")).isEqualTo("{\n  \"a\": [\n    1,\n    2\n  ]\n}");
    browser.script("document.getElementById('json-view').focus()");
    browser.press(Keys.chord(Keys.CONTROL, Keys.ENTER));
    browser.await(
        () ->
            assertThat(browser.log())
                .contains("received | RESPONSE: {\n  \"a\": [\n    1,\n    2\n  ]\n}"));
  }

  @Test
  void hexIsSentAsBytes() {
    openConnection();
    selectKind("binary");
    assertHexProblem("00 0", "Line 1, column 4: Each byte needs two hex digits.");
    assertHexProblem("00\n0g", "Line 2, column 2: Not a hex digit.");
    assertHexProblem("00 x", "Line 1, column 4: Not a hex digit.");
    assertThat(browser.attribute("send-button", "title")).isEqualTo("Fix the hex digits first.");
    assertHexProblem("0x00, 0xFF\n4142 7f", "");
    assertThat(browser.text("message-size")).isEqualTo("5 B");
    browser.press(Keys.chord(Keys.CONTROL, Keys.ENTER));
    browser.await(
        () ->
            assertThat(browser.log())
                .contains(
                    "sent | SENT: 00 ff 41 42 7f binary",
                    "received | RESPONSE: 00 ff 41 42 7f binary"));
  }

  private void assertHexProblem(String hex, String problem) {
    browser.type("hex-view", hex);
    browser.awaitText("hex-problem", problem);
  }

  @Test
  void selectedFileIsSent(@TempDir Path folder) throws IOException {
    openConnection();
    selectKind("binary");
    Path file = Files.write(folder.resolve("four bytes.bin"), new byte[] {1, 2, 3, -1});
    browser.selectFile("file-view", file);
    browser.awaitText("file-name", "four bytes.bin");
    assertThat(browser.text("message-size")).isEqualTo("4 B");
    browser.click("send-button");
    browser.await(
        () -> assertThat(browser.log()).contains("received | RESPONSE: 01 02 03 ff binary"));

    browser.click("file-remove");
    assertThat(browser.text("message-size")).isEqualTo("6 B");
    Path large = folder.resolve("large.bin");
    Files.write(large, new byte[16 * 1024 * 1024 + 1]);
    browser.selectFile("file-view", large);
    browser.awaitText("file-problem", "large.bin has 16.8 MB; at most 16 MiB can be sent.");
    assertThat(browser.text("message-size")).isEqualTo("6 B");
  }

  @Test
  void droppedFileIsSent() {
    openConnection();
    browser.script(
        """
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([new Uint8Array([7, 8, 9])], 'dropped.bin'));
        const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
        document.getElementById('send-button').dispatchEvent(event);
        """);
    browser.awaitText("file-name", "dropped.bin");
    browser.click("send-button");
    browser.await(() -> assertThat(browser.log()).contains("received | RESPONSE: 07 08 09 binary"));
  }

  @Test
  void repeatedMessageContainsItsNumber() {
    openConnection();
    browser.click("repeat-toggle");
    browser.type("text-view", "number {n}");
    repeat("3", "20");
    browser.awaitText("repeat-progress", "3 of 3, done");
    browser.await(
        () ->
            assertThat(browser.log().stream().filter(line -> line.startsWith("received")))
                .containsExactly(
                    "received | RESPONSE: number 1",
                    "received | RESPONSE: number 2",
                    "received | RESPONSE: number 3"));
    browser.click("send-button");
    browser.await(() -> assertThat(browser.log()).contains("sent | SENT: number {n}"));
  }

  @Test
  void repetitionEndsIfItIsStoppedOrTheConnectionEnds() {
    openConnection();
    browser.click("repeat-toggle");
    browser.type("repeat-count", "10001");
    browser.awaitText("repeat-count-problem", "From 1 to 10,000 times.");
    browser.type("repeat-interval", "60001");
    browser.awaitText("repeat-interval-problem", "From 0 to 60,000 ms.");
    assertThat(browser.attribute("repeat-button", "title")).isEqualTo("Fix the numbers first.");

    repeat("10000", "10");
    browser.await(() -> assertThat(browser.text("repeat-progress")).matches("\\d+ of 10,000"));
    browser.await(() -> assertThat(browser.text("repeat-button")).isEqualTo("Stop"));
    browser.click("repeat-button");
    assertThat(browser.text("repeat-progress")).matches("\\d+ of 10,000, stopped");
    assertThat(browser.text("repeat-button")).isEqualTo("Repeat");

    repeat("10000", "10");
    browser.click("close-button");
    browser.await(
        () ->
            assertThat(browser.text("repeat-progress"))
                .matches("\\d+ of 10,000; the connection ended"));
    assertThat(browser.attribute("repeat-button", "title")).isEqualTo("Connect first.");
  }

  @Test
  void tenThousandMessagesAreSentWithoutAnInterval() {
    openConnection();
    browser.click("repeat-toggle");
    repeat("10000", "0");
    browser.awaitText("state-counts", "10,000 sent, 10,000 received");
    browser.awaitText(
        "log-dropped", "The first 10,003 lines are gone: the log keeps the last 10,000.");
  }

  @Test
  void savedTemplatesSurviveAReload() {
    browser.click("template-button");
    selectKind("json");
    browser.type("json-view", "{\"kept\": \"“这条”\"}");
    save("first");
    selectKind("binary");
    browser.type("hex-view", "0a 0b");
    save("second");

    open("?demo=off");
    browser.click("template-button");
    use("saved:first");
    assertThat(browser.value("json-view")).isEqualTo("{\"kept\": \"“这条”\"}");
    assertThat(browser.focused()).isEqualTo("json-view");
    use("saved:second");
    assertThat(browser.value("hex-view")).isEqualTo("0a 0b");

    browser.click("template-delete");
    assertThat(names()).isEqualTo("first");
    assertThat(browser.attribute("template-delete", "title"))
        .isEqualTo("Only a saved message can be deleted.");
    use("page:large");
    assertThat(browser.text("message-size")).isEqualTo("65.5 kB");
  }

  @Test
  void everyExampleCanBeSent() {
    openConnection();
    browser.click("template-button");
    for (String example : new String[] {"json", "emoji", "large", "bytes"}) {
      use("page:" + example);
      browser.click("send-button");
    }
    browser.awaitText("state-counts", "4 sent, 4 received");
  }

  @Test
  void numberAndSizeOfTemplatesAreLimited() {
    browser.click("template-button");
    browser.click("template-save");
    browser.awaitText("template-problem", "Enter a name.");
    use("page:large");
    browser.type("template-name", "too large");
    browser.click("template-save");
    browser.awaitText(
        "template-problem",
        "The saved messages would exceed 64 kB. Delete one, or save a shorter one.");
    browser.type("text-view", "short");
    for (int i = 1; i <= 20; i++) {
      browser.script("document.getElementById('template-name').value = 'name " + i + "'");
      browser.click("template-save");
    }
    assertThat(names()).startsWith("name 1,name 2,").endsWith(",name 20");
    browser.type("template-name", "one more");
    browser.click("template-save");
    browser.awaitText(
        "template-problem", "20 messages are saved, which is the limit. Delete one first.");
    browser.type("template-name", "name 7");
    browser.click("template-save");
    browser.awaitText("template-problem", "");
    assertThat(names().split(",")).hasSize(20);
  }

  @Test
  void bufferedAmountIsShownUntilItIsSent() {
    openConnection();
    browser.script(
        """
        const real = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'bufferedAmount');
        window.waiting = 12_345;
        Object.defineProperty(WebSocket.prototype, 'bufferedAmount', { ...real, get: () => window.waiting });
        """);
    browser.click("send-button");
    browser.awaitText("state-buffered", ", 12.3 kB not sent yet (bufferedAmount)");
    browser.script("window.waiting = 0");
    browser.awaitText("state-buffered", "");
  }

  private void openConnection() {
    browser.click("open-button");
    browser.awaitText("state-name", "OPEN (1)");
  }

  private void selectKind(String kind) {
    browser.script("document.querySelector('#message-kinds [value=" + kind + "]').click()");
  }

  private void repeat(String count, String interval) {
    browser.type("repeat-count", count);
    browser.type("repeat-interval", interval);
    browser.click("repeat-button");
  }

  private void save(String name) {
    browser.type("template-name", name);
    browser.press(Keys.ENTER);
    browser.await(() -> assertThat(browser.value("template-list")).isEqualTo("saved:" + name));
  }

  private void use(String template) {
    browser.script(
        """
        const list = document.getElementById('template-list');
        list.value = arguments[0];
        list.dispatchEvent(new Event('change'));
        """,
        template);
    browser.click("template-use");
  }

  private String names() {
    return String.valueOf(
        browser.script(
            "return [...document.getElementById('template-saved').children].map(o => o.text).join()"));
  }
}
