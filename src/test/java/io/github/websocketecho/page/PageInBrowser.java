package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Browser;
import io.github.websocketecho.support.BrowserTest;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the tests of the page have in common: a server, and a browser that has not been there. */
@BrowserTest
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class PageInBrowser {

  Browser browser;

  @LocalServerPort int port;

  @BeforeEach
  final void take(Browser browser) {
    this.browser = browser;
    begin();
  }

  /** How each test begins: on the page, without its demo. */
  void begin() {
    open("?demo=off");
  }

  /** Opens what the server has at a path, such as {@code scenarios#close}. */
  final void open(String path) {
    browser.open("http://localhost:" + port + "/" + path);
  }

  /** Opens it even if only the fragment of the address is another one. */
  final void openAnew(String path) {
    browser.open("about:blank");
    open(path);
  }

  /** The address of a WebSocket. */
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

  final void assertFitsIntoEveryWidth(int... widths) {
    for (int width : widths) {
      browser.resize(width, 900);
      assertThat(browser.scrollsSideways()).as("overflow at %d", width).isFalse();
    }
  }
}
