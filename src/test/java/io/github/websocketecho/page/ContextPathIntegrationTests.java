package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Browser;
import io.github.websocketecho.support.BrowserTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page where the server has a path before all of its own. */
@BrowserTest
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "server.servlet.context-path=/tools/echo")
class ContextPathIntegrationTests {

  @LocalServerPort private int port;

  @ParameterizedTest
  @ValueSource(strings = {"/tools/echo/", "/tools/echo", "/tools/echo/.ws"})
  void worksUnderAContextPath(String path) {
    try (Browser browser = Browser.start("en")) {
      browser.open("http://localhost:" + port + path);
      browser.awaitText("verdict-answer", "WebSocket works from here.");
      assertThat(browser.value("address")).isEqualTo("ws://localhost:" + port + "/tools/echo/");
      assertThat(browser.log()).contains("received | RESPONSE: WebSocket rocks");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tools/echo/?demo=off", "/tools/echo/.ws?demo=off"})
  void findsWhatItDrawsWithUnderAContextPath(String path) {
    try (Browser browser = Browser.start("en")) {
      browser.open("http://localhost:" + port + path);
      browser.script("document.getElementById('round-trips-fold').open = true");
      browser.await(
          () -> assertThat(browser.script("return window.Chart?.version")).isEqualTo("4.5.1"));
    }
  }
}
