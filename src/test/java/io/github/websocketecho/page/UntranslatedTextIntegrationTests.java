package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.AbstractMessageSource;

/**
 * Here every message is in brackets. A word outside brackets is hard-coded, unless it is marked as
 * the same in every language.
 */
class UntranslatedTextIntegrationTests extends PageInBrowser {

  private static final String HARD_CODED_TEXT =
      """
      // A message may contain another, so the innermost are removed first.
      const bare = text => {
        const rest = text.replace(/⟦[^⟦⟧]*⟧/gu, '');
        return rest === text ? /\\p{L}/u.test(text) : bare(rest);
      };
      const found = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const element = node.parentElement;
        // A link divides a message into several texts.
        if (element.translate && !element.closest('template, textarea, noscript')
            && bare(node.data) && bare(element.textContent)) {
          found.push(node.data.trim());
        }
      }
      for (const element of document.querySelectorAll('*')) {
        for (const name of ['title', 'aria-label', 'placeholder', 'alt']) {
          // A default value is the same in every language.
          if (!(name === 'placeholder' && !element.translate) && bare(element.getAttribute(name) ?? '')) { found.push(name + '=' + element.getAttribute(name)); }
        }
      }
      if (bare(document.title)) { found.push(document.title); }
      return found.join(' | ');
      """;

  @Override
  void openStartPage() {
    // Each test opens its own page.
  }

  @Test
  void pageShowsNoHardCodedText() throws Exception {
    open("");
    browser.awaitText("verdict-answer", "⟦WebSocket works between your browser and this server.⟧");
    browser.await(() -> assertThat(browser.log()).hasSize(4));
    assertThat(browser.script(HARD_CODED_TEXT)).as("after the demo").isEqualTo("");

    showOptions();
    openAddress("nothing");
    browser.type("close-code", "999");
    browser.type("close-reason", "x".repeat(124));
    browser.click("scheme-button");
    assertThat(browser.script(HARD_CODED_TEXT)).as("with wrong fields").isEqualTo("");

    browser.click("own-server-button");
    browser.click("open-button");
    browser.awaitText("state-name", "OPEN (1)");
    browser.type("text-view", "");
    browser.click("send-button");
    browser.script("document.getElementById('text-view').value = 'x'.repeat(1000)");
    browser.click("send-button");
    browser.await(() -> assertThat(browser.log()).hasSize(9));
    browser.click("log-export");
    browser.click("log-copy");
    browser.await(() -> assertThat(browser.text("log-feedback")).isNotEmpty());
    assertThat(browser.script(HARD_CODED_TEXT)).as("while open").isEqualTo("");

    browser.script(
        """
          for (const id of ['repeat-toggle', 'template-button']) { document.getElementById(id).click(); }
          const choose = kind => document.querySelector('#message-kinds [value=' + kind + ']').click();
          const fill = (id, value) => {
            const field = document.getElementById(id);
            field.value = value;
            field.dispatchEvent(new Event('input'));
          };
          choose('json');
          document.getElementById('send-button').click();
          fill('json-view', '[1,]');
          choose('binary');
          document.getElementById('send-button').click();
          fill('hex-view', '0');
          fill('repeat-count', '0');
          fill('repeat-interval', 'x');
          document.getElementById('template-save').click();
          document.querySelector('#log-kinds [value=state]').click();
          """);
    browser.await(() -> assertThat(browser.log()).hasSizeGreaterThan(13));
    assertThat(browser.script(HARD_CODED_TEXT)).as("wrong messages").isEqualTo("");
    browser.script(
        """
          document.querySelector('#output [data-kind=received]').click();
          document.querySelector('#message-kinds [value=text]').click();
          document.getElementById('repeat-count').value = '3';
          document.getElementById('repeat-interval').value = '0';
          document.getElementById('repeat-button').click();
          """);
    browser.await(() -> assertThat(browser.text("repeat-progress")).contains("done"));
    assertThat(browser.script(HARD_CODED_TEXT)).as("repeated").isEqualTo("");
    showTab("round-trips");
    browser.click("run-start");
    browser.await(() -> assertThat(browser.text("run-result")).isNotEmpty());
    browser.type("run-size", "x");
    browser.type("protocols", "a b");
    browser.script("location.hash = 'text=x&code=x'");
    browser.await(() -> assertThat(browser.text("link-problems")).isNotEmpty());
    browser.click("copy-link");
    browser.await(() -> assertThat(browser.text("link-feedback")).isNotEmpty());
    assertThat(browser.script(HARD_CODED_TEXT)).as("after a run").isEqualTo("");
    browser.type("protocols", "");
    showTab("closing");

    browser.type("close-code", "4000");
    browser.type("close-reason", "");
    browser.click("close-button");
    browser.awaitText("closing-name", "4000");
    awaitTranscript();
    assertThat(browser.script(HARD_CODED_TEXT)).as("after the end").isEqualTo("");

    for (String scenario : List.of("drop", "illegal/rsv2", "answer-close?delay=0s&code=4002")) {
      openAddress(server(scenario));
      if (scenario.startsWith("answer-close")) {
        browser.awaitText("state-name", "OPEN (1)");
        browser.click("close-button");
      }
      awaitTranscript();
      assertThat(browser.text("closing-rows")).contains("⟦Note:⟧");
      assertThat(browser.script(HARD_CODED_TEXT)).as(scenario).isEqualTo("");
    }

    openAddress(server("close/999"));
    browser.await(() -> assertThat(browser.text("closing-advice")).isNotEmpty());
    assertThat(browser.script(HARD_CODED_TEXT)).as("after a refusal").isEqualTo("");

    browser.click("reconnect");
    try (var server = FaultyServer.breakingOffAfterTheHandshake()) {
      openAddress(server.address());
      browser.await(() -> assertThat(browser.text("state-words")).startsWith("⟦reconnecting"));
      assertThat(browser.script(HARD_CODED_TEXT)).as("before a retry").isEqualTo("");
    }
  }

  private void awaitTranscript() {
    browser.awaitText("state-name", "CLOSED (3)");
    browser.awaitText("server-state", "");
    browser.await(() -> assertThat(browser.text("closing-agreement")).isNotEmpty());
  }

  @Test
  void catalogueShowsNoHardCodedText() {
    open("scenarios#close");
    browser.awaitText("scheme-button", "⟦Theme: system⟧");
    browser.await(
        () ->
            assertThat(browser.text("close"))
                .contains("/close/{code}", "⟦the close code⟧", "⟦Run⟧"));
    assertThat(browser.script(HARD_CODED_TEXT)).as("unfolded").isEqualTo("");

    browser.type("scenarios-words", "/close");
    browser.click("scenarios-run-all");
    browser.await(() -> assertThat(browser.text("scenarios-summary")).contains("passed"));
    browser.script(
        "document.querySelectorAll('.disclosure[aria-expanded=false]').forEach(row => row.click())");
    browser.await(() -> assertThat(browser.text("close")).contains("⟦Passed⟧", "⟦Copy⟧"));
    browser.script("document.getElementById('scenarios-copy').click()");
    browser.await(() -> assertThat(browser.text("scenarios-feedback")).isNotEmpty());
    assertThat(browser.script(HARD_CODED_TEXT)).as("after a run").isEqualTo("");

    browser.type("close?code", "999");
    browser.press(Keys.TAB);
    browser.await(() -> assertThat(browser.text("close?code.problem")).contains("999"));
    browser.type("scenarios-words", "nothing is called so");
    assertThat(browser.script(HARD_CODED_TEXT)).as("with wrong fields").isEqualTo("");
  }

  @Test
  void catalogueOnTheTestPageShowsNoHardCodedText() {
    open("?demo=off#no-pong");
    browser.await(
        () -> assertThat(browser.text("no-pong")).contains("⟦A page cannot do this in a browser"));
    assertThat(browser.script(HARD_CODED_TEXT)).isEqualTo("");
  }

  @Test
  void testOfAReconnectionShowsNoHardCodedText() {
    open("?demo=off#step=clos%2F1000&step=drop&minDelay=5");
    browser.await(() -> assertThat(browser.text("reconnection-steps")).contains("/close/{code}"));
    assertThat(browser.script(HARD_CODED_TEXT)).as("with wrong fields").isEqualTo("");
    browser.script("location.hash = 'step=drop&step=close%2F4001&maxDelay=1s'");
    browser.await(
        () -> assertThat(browser.attribute("reconnection-run", "aria-disabled")).isNull());
    browser.click("reconnection-run");
    browser.awaitText("reconnection-status", "⟦Done.⟧");
    assertThat(browser.text("reconnection-table")).contains("⟦closed with 4001⟧");
    assertThat(browser.script(HARD_CODED_TEXT)).as("after a run").isEqualTo("");
  }

  @Test
  void hardCodedTextIsFound() {
    open("?demo=off");
    browser.script("document.querySelector('main').append('hard-coded')");
    assertThat(browser.script(HARD_CODED_TEXT)).isEqualTo("hard-coded");
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Brackets {

    @Bean
    static MessageSource messageSource(
        @Value("${spring.messages.basename}") List<String> basenames) {
      Map<String, String> messages = new HashMap<>();
      for (String basename : basenames) {
        ResourceBundle bundle = ResourceBundle.getBundle(basename, Locale.ROOT);
        bundle.keySet().forEach(key -> messages.put(key, bundle.getString(key)));
      }
      return new AbstractMessageSource() {
        @Override
        protected @Nullable MessageFormat resolveCode(String code, Locale locale) {
          String message = resolveCodeWithoutArguments(code, locale);
          return message == null ? null : new MessageFormat(message, locale);
        }

        @Override
        protected @Nullable String resolveCodeWithoutArguments(String code, Locale locale) {
          return messages.containsKey(code) ? "⟦" + messages.get(code) + "⟧" : null;
        }
      };
    }
  }
}
