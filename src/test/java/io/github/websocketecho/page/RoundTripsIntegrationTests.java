package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section for round trips: the table, the runs and the plots. */
class RoundTripsIntegrationTests extends PageInBrowser {

  private static final String PIXELS =
      """
      const { data } = document.getElementById(arguments[0]).getContext('2d').getImageData(0, 0, 2000, 2000);
      const colours = new Set();
      new Uint32Array(data.buffer).forEach(colour => colours.add(colour));
      """;

  @Test
  void everyEchoIsCountedUntilTheNextConnection() {
    show();
    assertThat(browser.text("trips-p50")).isEqualTo("–");
    assertThat(browser.attribute("trips-reset", "title"))
        .isEqualTo("Nothing has been measured yet.");
    openConnection("");
    browser.click("send-button");
    browser.awaitText("trips-count", "1");
    for (String time : new String[] {"min", "p50", "p90", "p99", "max"}) {
      assertThat(browser.text("trips-" + time)).as(time).matches("[0-9.,]+ (ms|s)");
    }
    browser.click("trips-reset");
    browser.awaitText("trips-count", "0");
    browser.click("send-button");
    browser.awaitText("trips-count", "1");
    browser.click("close-button");
    browser.awaitText("state-name", "CLOSED (3)");
    assertThat(browser.text("trips-count")).isEqualTo("1");
    openConnection("");
    browser.awaitText("trips-count", "0");
  }

  @ParameterizedTest
  @CsvSource({
    "pingPong, text,         0,   20, 'Ping-pong with 20 text messages of 0 B'",
    "pingPong, binary,       1,   20, 'Ping-pong with 20 binary messages of 1 B'",
    "flood,    text,        32, 3000, 'Flood of 3,000 text messages of 32 B'",
    "flood,    binary,       0,   50, 'Flood of 50 binary messages of 0 B'",
    "flood,    binary, 1048576,    6, 'Flood of 6 binary messages of 1.0 MB'",
    "flood,    text,   1048576,    2, 'Flood of 2 text messages of 1.0 MB'",
  })
  void runReportsItsResult(String mode, String kind, String size, int count, String name) {
    show();
    openConnection("");
    run(mode, kind, size, String.valueOf(count));
    browser.awaitText("run-result", "Done.");
    assertThat(browser.text("runs"))
        .contains(name + " ")
        .containsPattern(
            " done %,d [0-9.,]+ m?s [0-9.,]+ m?s [0-9.,]+ m?s [0-9.,]+ [0-9.,]+".formatted(count));
    browser.awaitText("trips-count", "%,d".formatted(count));
    browser.awaitText("run-progress-words", "%,d of %,d received".formatted(count, count));
    browser.awaitText("state-counts", "%,d sent, %,d received".formatted(count, count));
    // The log has the start and the result of the run, but not its messages.
    browser.await(
        () ->
            assertThat(browser.log())
                .hasSize(3)
                .startsWith("connected | CONNECTED " + server(""), "note | " + name + ": started"));
    assertThat(browser.log().getLast())
        .matches(
            "note \\| Done\\. "
                + name
                + ": %,d echoes with [0-9.,]+ k?M?B in [0-9.,]+ m?s, [0-9.,]+ messages/s,"
                    .formatted(count)
                + " [0-9.,]+ MB/s each way; p50 [0-9.,]+ m?s, p99 [0-9.,]+ m?s, longest [0-9.,]+ m?s\\.");
  }

  @Test
  void runNeedsAnOpenConnectionAndValidSettings() {
    show();
    assertDisabled("run-start", "Connect first: a run needs an open connection.");
    assertDisabled("run-stop", "No run is in progress.");
    openConnection("");
    browser.await(() -> assertThat(browser.attribute("run-start", "aria-disabled")).isNull());
    browser.type("run-size", "1048577");
    browser.awaitText("run-size-problem", "Enter a whole number from 0 to 1,048,576.");
    browser.type("run-size", "0");
    browser.awaitText("run-size-problem", "");
    for (String count : new String[] {"0", "1000001", "many", "-1", "1.5"}) {
      browser.type("run-count", count);
      browser.awaitText("run-count-problem", "Enter a whole number from 1 to 1,000,000.");
    }
    assertDisabled("run-start", "Fix the size or the number of messages first.");
    browser.click("run-start");
    assertThat(browser.focused()).isEqualTo("run-count");
    assertThat(browser.text("state-counts")).isEqualTo("0 sent, 0 received");
  }

  @Test
  void runCanBeStopped() {
    show();
    openConnection("");
    run("flood", "text", "100", "1000000");
    assertDisabled("run-start", "A run is in progress. Wait for its end, or stop it.");
    browser.await(() -> assertThat(browser.text("trips-count")).isNotEqualTo("0"));
    browser.click("run-stop");
    browser.await(() -> assertThat(browser.text("run-result")).startsWith("You stopped it."));
    assertDisabled("run-stop", "No run is in progress.");
    // Late echoes of the stopped run count for the connection, but not for the next run.
    run("pingPong", "text", "100", "10");
    browser.awaitText("run-result", "Done.");
    assertThat(browser.text("run-progress-words")).isEqualTo("10 of 10 received");
    // The newest run is the first row.
    assertThat(browser.text("runs"))
        .containsPattern("(?s)Ping-pong with 10 text.* done .*Flood of 1,000,000 text.* stopped ");
  }

  @Test
  void runWithoutEchoesEnds() {
    show();
    openConnection("silent");
    run("flood", "binary", "10", "5000");
    browser.awaitText(
        "run-result",
        "No echo for 5 s; stopped. The server may not be echoing. Unanswered: 1,000.");
    assertThat(browser.text("state-name")).isEqualTo("OPEN (1)");
  }

  @Test
  void runEndsWithItsConnection() {
    show();
    openConnection("close/1011?after=3");
    run("pingPong", "text", "10", "1000");
    browser.await(
        () ->
            assertThat(browser.text("run-result"))
                .startsWith("The connection ended during the run."));
    showTab("closing");
    assertThat(browser.text("closing-name")).isEqualTo("1011 Internal Error");
  }

  @Test
  void chartLibraryIsLoadedWhenTheTabIsShown() {
    openConnection("");
    assertThat(hasChartLibrary()).isFalse();
    show();
    browser.await(() -> assertThat(hasChartLibrary()).isTrue());
    browser.await(
        () ->
            assertThat(browser.script(PIXELS + "return colours.size > 1", "latency-plot"))
                .isEqualTo(true));
    assertThat(browser.attribute("latency-plot", "aria-label"))
        .isEqualTo("No echo in the last minute.");
    assertThat(has("latency-plot", "rgb(11, 107, 99)")).isFalse();

    run("pingPong", "text", "10", "200");
    browser.await(
        () ->
            assertThat(browser.attribute("latency-plot", "aria-label"))
                .matches(
                    "Round-trip times in the last minute; last p50 [0-9.,]+ ms, longest [0-9.,]+ ms\\."));
    assertThat(browser.attribute("rate-plot", "aria-label"))
        .matches("Echoes per second in the last minute; last [0-9.,]+\\.");
    browser.await(() -> assertThat(has("rate-plot", "rgb(26, 79, 196)")).isTrue());
    browser.await(() -> assertThat(has("latency-plot", "rgb(11, 107, 99)")).isTrue());

    // The schemes in their order: auto, light, dark.
    browser.click("scheme-button");
    browser.click("scheme-button");
    browser.await(() -> assertThat(has("rate-plot", "rgb(141, 182, 255)")).isTrue());
    browser.await(() -> assertThat(has("latency-plot", "rgb(79, 209, 192)")).isTrue());
  }

  @Test
  void runWorksIfThePlotsCannotBeLoaded() {
    browser.block("*/chart.umd*");
    show();
    browser.awaitText(
        "plot-problem",
        "The plots could not be loaded from the server. The table has the same numbers."
            + " Reload the page to try again.");
    openConnection("");
    run("pingPong", "text", "10", "5");
    browser.awaitText("trips-count", "5");
  }

  @Test
  void fitsIntoEveryWidth() {
    show();
    openConnection("");
    run("flood", "text", "10", "10");
    browser.awaitText("trips-count", "10");
    assertFitsIntoEveryWidth(360, 500, 768, 1024, 1440);
  }

  private void show() {
    showTab("round-trips");
  }

  private void run(String mode, String kind, String size, String count) {
    browser.script(
        """
        ['mode', 'kind', 'size', 'count'].forEach((name, index) => {
          const field = document.getElementById('run-' + name);
          field.value = arguments[index];
          field.dispatchEvent(new Event('input'));
        });
        """,
        mode,
        kind,
        size,
        count);
    browser.await(() -> assertThat(browser.attribute("run-start", "aria-disabled")).isNull());
    browser.click("run-start");
  }

  private void assertDisabled(String button, String reason) {
    browser.await(() -> assertThat(browser.attribute(button, "title")).isEqualTo(reason));
    assertThat(browser.attribute(button, "aria-disabled")).isEqualTo("true");
  }

  private boolean has(String canvas, String colour) {
    return Boolean.TRUE.equals(
        browser.script(
            PIXELS
                + """
                const [red, green, blue] = arguments[1].match(/\\d+/g).map(Number);
                return colours.has(((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0);
                """,
            canvas,
            colour));
  }
}
