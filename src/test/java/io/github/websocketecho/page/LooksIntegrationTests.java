package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Browser;
import io.github.websocketecho.support.BrowserTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The page in its main states, in both languages and colour schemes: it keeps nobody out, as far as
 * axe can tell, does not scroll sideways on a small screen, and leaves its picture in {@code
 * target/looks}.
 */
@BrowserTest
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class LooksIntegrationTests {

  private static final Path PICTURES = Path.of("target", "looks");
  private static final int SMALL = 360;
  private static final int LARGE = 1440;
  private static final int HEIGHT = 900;

  @LocalServerPort private int port;

  @ParameterizedTest
  @CsvSource({"en, light", "en, dark", "zh-CN, light", "zh-CN, dark"})
  void keepsNobodyOutAndFitsOnASmallScreen(String language, String scheme) {
    try (Browser browser = Browser.start(language)) {
      browser.preferScheme(scheme);
      var album = new Album(browser, language, scheme);

      browser.open(page("/"));
      browser.await(
          () -> assertThat(browser.text("closing-name")).isEqualTo("1000 Normal Closure"));
      album.add("demo");

      browser.type("address", "nothing");
      browser.click("open-button");
      browser.type("close-code", "999");
      browser.type("close-reason", "x".repeat(124));
      album.add("wrong-fields");

      browser.click("own-server-button");
      browser.click("open-button");
      browser.awaitText("state-name", "OPEN (1)");
      browser.click("send-button");
      browser.await(() -> assertThat(browser.log()).hasSize(7));
      album.add("open");

      browser.open(page("/?demo=off"));
      browser.type("address", "ws://localhost:" + port + "/drop?after=0");
      browser.click("open-button");
      browser.awaitText("closing-name", "1006 Abnormal Closure");
      album.add("unclean");

      browser.open(page("/endings"));
      album.add("endings");
    }
  }

  @Test
  void axeFindsALabelThatIsMissing() {
    try (Browser browser = Browser.start("en")) {
      browser.open(page("/?demo=off"));
      browser.script("document.querySelector('label[for=address]').remove()");
      assertThat(browser.barriers()).anyMatch(barrier -> barrier.startsWith("label: "));
    }
  }

  private String page(String path) {
    return "http://localhost:" + port + path;
  }

  /** Looks at the page as it is now, and keeps the pictures. */
  private record Album(Browser browser, String language, String scheme) {

    void add(String state) {
      browser.resize(SMALL, HEIGHT);
      photograph(state, SMALL);
      assertThat(browser.scrollsSideways()).as("%s scrolls sideways", state).isFalse();
      browser.resize(LARGE, HEIGHT);
      photograph(state, LARGE);
      assertThat(browser.barriers()).as("%s, %s, %s", state, language, scheme).isEmpty();
    }

    private void photograph(String state, int width) {
      browser.photograph(
          PICTURES.resolve("%s-%s-%s-%d.png".formatted(state, language, scheme, width)));
    }
  }
}
