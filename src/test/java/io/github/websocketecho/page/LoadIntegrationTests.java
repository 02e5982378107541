package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/** How much a browser loads for the pages, how often, and what the visitor sees if it cannot. */
class LoadIntegrationTests extends PageInBrowser {

  private static final int MOST_REQUESTS = 12;
  private static final int MOST_BYTES = 120_000;

  private static final String BYTES =
      """
      return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .reduce((sum, { transferSize }) => sum + transferSize, 0);
      """;

  @Autowired private Requests requests;

  @Override
  void openStartPage() {
    // Each test opens its own page.
  }

  @ParameterizedTest
  @CsvSource({"?demo=off, page", "scenarios, catalogue"})
  void firstVisitIsSmall(String path, String name) {
    openAndWait(path);
    assertThat(requests.files()).as(name).hasSizeLessThanOrEqualTo(MOST_REQUESTS);
    assertThat(((Number) Objects.requireNonNull(browser.script(BYTES))).intValue())
        .as(name)
        .isBetween(1, MOST_BYTES);
  }

  @Test
  void firstVisitWithTheDemoIsSmall() {
    open("");
    browser.awaitText("verdict-answer", "WebSocket works between your browser and this server.");
    assertThat(requests.files()).hasSizeLessThanOrEqualTo(MOST_REQUESTS);
  }

  @ParameterizedTest
  @CsvSource({"?demo=off, /", "scenarios, /scenarios"})
  void reloadLoadsThePageAlone(String path, String page) {
    openAndWait(path);
    requests.clear();
    browser.script("document.documentElement.removeAttribute('data-ready'); location.reload()");
    awaitReady();
    // The catalogue's page loads its entries as JSON too.
    assertThat(requests.files()).containsOnly(page);
  }

  @Test
  void blockedModuleIsReported() {
    browser.block("*/page-*.js");
    open("");
    browser.await(
        () ->
            assertThat(browser.text("verdict-answer"))
                .matches(
                    "This page could not load completely: http://localhost:\\d+/assets/bundle/page-"
                        + "[0-9A-Z]+\\.js did not arrive\\. A content filter, a browser extension or"
                        + " a proxy may have blocked it\\."));
    assertThat(browser.attribute("verdict", "data-state")).isEqualTo("fails");
  }

  @Test
  void blockedImportIsReported() {
    browser.block("*/chunk-*.js");
    open("");
    browser.await(
        () ->
            assertThat(browser.text("verdict-answer"))
                .startsWith("This page could not load completely: "));
  }

  @Test
  void blockedModuleIsReportedInTheVisitorsLanguage() {
    browser.block("*/page-*.js");
    open("?lang=zh-Hans");
    browser.await(() -> assertThat(browser.text("verdict-answer")).startsWith("此页面未能完全加载："));
  }

  @Test
  void catalogueReportsABlockedModule() {
    browser.block("*/scenarios-page-*.js");
    open("scenarios");
    browser.await(
        () ->
            assertThat(browser.text("start-problem"))
                .startsWith("This page could not load completely: "));
  }

  @Test
  void catalogueReportsNothingIfItWorks() {
    openAndWait("scenarios");
    assertThat(browser.isShown("start-problem")).isFalse();
  }

  private void openAndWait(String path) {
    open(path);
    awaitReady();
  }

  private void awaitReady() {
    browser.await(
        () ->
            assertThat(browser.script("return document.documentElement.dataset.ready"))
                .isEqualTo(""));
  }

  /** The requests that reached the server. */
  record Requests(BlockingQueue<String> paths) {

    /** The paths of all requests but opening handshakes and those for transcripts. */
    List<String> files() {
      return paths.stream().filter(path -> !path.startsWith("/connections/")).toList();
    }

    void clear() {
      paths.clear();
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Recording {

    @Bean
    static Requests requests() {
      return new Requests(new LinkedBlockingQueue<>());
    }

    @Bean
    static FilterRegistrationBean<Filter> recordingFilter(Requests requests) {
      var registration =
          new FilterRegistrationBean<Filter>(
              (request, response, chain) -> {
                var http = (HttpServletRequest) request;
                if (http.getHeader("Upgrade") == null) {
                  requests.paths().add(http.getRequestURI());
                }
                chain.doFilter(request, response);
              });
      registration.setOrder(FilterRegistrationBean.HIGHEST_PRECEDENCE);
      return registration;
    }
  }
}
