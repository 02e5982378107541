package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** The page of a server with a context path. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "server.servlet.context-path=/tools/echo")
class ContextPathIntegrationTests extends PageInBrowser {

  @Override
  void openStartPage() {
    // There is no page at the root.
  }

  @ParameterizedTest
  @ValueSource(strings = {"tools/echo/", "tools/echo", "tools/echo/.ws"})
  void pageWorksUnderAContextPath(String path) {
    open(path);
    browser.awaitText("verdict-answer", "WebSocket works between your browser and this server.");
    assertThat(browser.value("address")).isEqualTo(server("tools/echo/"));
    assertThat(browser.log()).contains("received | RESPONSE: WebSocket rocks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tools/echo/?demo=off", "tools/echo/.ws?demo=off"})
  void chartLibraryIsFoundUnderAContextPath(String path) {
    open(path);
    browser.click("round-trips-tab");
    browser.await(() -> assertThat(hasChartLibrary()).isTrue());
  }
}
