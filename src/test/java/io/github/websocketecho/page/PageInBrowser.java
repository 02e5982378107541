package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Browser;
import io.github.websocketecho.support.BrowserTest;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The base of the tests of the page: a server, and a browser without stored data. */
@BrowserTest
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class PageInBrowser {

  Browser browser;

  @LocalServerPort int port;

  @BeforeEach
  final void setUp(Browser browser) {
    this.browser = browser;
    openStartPage();
  }

  /** Opens the page on which each test starts. The default is the test page without its demo. */
  void openStartPage() {
    open("?demo=off");
  }

  /** Opens a path of the server, such as {@code scenarios#close}. */
  final void open(String path) {
    browser.open("http://localhost:" + port + "/" + path);
  }

  /** Opens a path as a new page, even if only the fragment of the address differs. */
  final void openNewPage(String path) {
    browser.open("about:blank");
    open(path);
  }

  /** The WebSocket address of a path of the server. */
  final String server(String path) {
    return "ws://localhost:" + port + "/" + path;
  }

  final void openAddress(String address) {
    browser.type("address", address);
    browser.click("open-button");
  }

  final void openConnection(String path) {
    openAddress(server(path));
    browser.awaitText("state-name", "OPEN (1)");
  }

  /** Shows a panel below the log, such as {@code round-trips}. */
  final void showTab(String panel) {
    browser.click(panel + "-tab");
  }

  /** Shows the fields for the subprotocols and for reconnecting. */
  final void showOptions() {
    browser.click("options-button");
  }

  /** Whether the page has loaded Chart.js, which it does for the plots alone. */
  final boolean hasChartLibrary() {
    return Boolean.TRUE.equals(
        browser.script(
            "return performance.getEntriesByType('resource').some("
                + "({ name, responseStatus }) => name.includes('/chart.umd') && responseStatus === 200)"));
  }

  final void assertFitsIntoEveryWidth(int... widths) {
    for (int width : widths) {
      browser.resize(width, 900);
      assertThat(browser.scrollsHorizontally()).as("overflow at %d", width).isFalse();
    }
  }
}
