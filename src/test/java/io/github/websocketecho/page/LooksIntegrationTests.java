package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Browser;
import io.github.websocketecho.support.Extent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page in its main states, in both languages and colour schemes: it keeps nobody out, as far as
 * axe can tell, and does not scroll sideways on a small screen. With {@code -Pthorough} it leaves
 * its pictures in {@code target/looks}.
 */
class LooksIntegrationTests extends PageInBrowser {

  private static final Path PICTURES = Path.of("target", "looks");
  private static final int SMALL = 360;
  private static final int LARGE = 1440;
  private static final int HEIGHT = 900;

  @Override
  void begin() {
    // Each opens what it looks at.
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void keepsNobodyOutAndFitsOnASmallScreen(String language) throws Exception {
    browser.preferLanguage(language);
    var album = new Album(browser, language);

    open("");
    browser.await(() -> assertThat(browser.text("server-code")).isEqualTo("1000 Normal Closure"));
    album.add("demo");

    openAddress("nothing");
    browser.type("close-code", "999");
    browser.type("close-reason", "x".repeat(124));
    browser.script(
        """
          for (const id of ['repeat-fold', 'template-fold']) { document.getElementById(id).open = true; }
          document.querySelector('#message-kinds [value=json]').click();
          """);
    browser.type("json-view", "{]");
    album.add("wrong-fields");

    browser.click("own-server-button");
    browser.click("open-button");
    browser.awaitText("state-name", "OPEN (1)");
    sendOneOfEachKind();
    runPingPong();
    album.add("open");

    try (var proxy = ReverseProxy.thatClosesWith(1000, port)) {
      browser.open(proxy.page("?demo=off"));
      openAddress(proxy.server("close/4001?reason=bye"));
      browser.await(() -> assertThat(browser.text("closing-differences")).isNotEmpty());
      album.add("different");
    }

    open("scenarios#illegal/rsv1");
    browser.await(() -> assertThat(isOpen("illegal/rsv1")).isTrue());
    browser.script("document.querySelector('[id=\"illegal/rsv1\"] [type=submit]').click()");
    browser.await(() -> assertThat(state("illegal/rsv1")).isEqualTo("passed"));
    album.add("scenarios");
  }

  @Test
  void axeFindsWordsThatCannotBeRead() {
    browser.preferScheme("dark");
    open("?demo=off");
    browser.script("document.getElementById('verdict-answer').style.color = '#333333'");
    assertThat(browser.barriers())
        .anyMatch(
            barrier ->
                barrier.startsWith("color-contrast: ") && barrier.contains("verdict-answer"));
  }

  @Test
  void axeFindsALabelThatIsMissing() {
    open("?demo=off");
    browser.script("document.querySelector('label[for=address]').remove()");
    assertThat(browser.barriers()).anyMatch(barrier -> barrier.startsWith("label: "));
  }

  private void sendOneOfEachKind() {
    for (String message : List.of("text", "json", "binary")) {
      browser.script(
          """
          document.querySelector(`#message-kinds [value=${arguments[0]}]`).click();
          const json = document.getElementById('json-view');
          json.value = '{"message": ["WebSocket", "rocks"]}';
          json.dispatchEvent(new Event('input'));
          document.getElementById('send-button').click();
          """,
          message);
    }
    browser.await(() -> assertThat(browser.log()).hasSize(11));
    browser.script("document.querySelector('#output [data-action=dump]').click()");
  }

  private void runPingPong() {
    browser.script(
        """
        document.getElementById('round-trips-fold').open = true;
        document.getElementById('run-count').value = '100';
        document.getElementById('run-start').click();
        """);
    browser.await(() -> assertThat(browser.text("run-result")).isNotEmpty());
  }

  private String state(String scenario) {
    return String.valueOf(
        browser.script("return document.getElementById(arguments[0]).dataset.state", scenario));
  }

  private boolean isOpen(String scenario) {
    return Boolean.TRUE.equals(
        browser.script("return document.getElementById(arguments[0]).open", scenario));
  }

  /** Looks at the page as it is now, and keeps the pictures. */
  private record Album(Browser browser, String language) {

    void add(String state) {
      for (String scheme : List.of("dark", "light")) {
        browser.preferScheme(scheme);
        browser.resize(SMALL, HEIGHT);
        photograph(state, scheme, SMALL);
        assertThat(browser.scrollsSideways()).as("%s scrolls sideways", state).isFalse();
        browser.resize(LARGE, HEIGHT);
        photograph(state, scheme, LARGE);
        // The scheme changes the colours alone, and the language none of them.
        if (scheme.equals("light") || language.equals("en")) {
          assertThat(browser.barriers()).as("%s, %s, %s", state, language, scheme).isEmpty();
        }
      }
    }

    private void photograph(String state, String scheme, int width) {
      if (Extent.isThorough()) {
        browser.photograph(
            PICTURES.resolve("%s-%s-%s-%d.png".formatted(state, language, scheme, width)));
      }
    }
  }
}
