package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.transcript.TranscriptClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** Certificates on the pages. The browser of these tests trusts every certificate. */
@TestPropertySource(properties = "websocket-echo.tls.port=0")
class CertificatesPageIntegrationTests extends PageInBrowser {

  @Override
  void openStartPage() {
    // Each test opens its own page.
  }

  @Test
  void catalogueRunsACertificateAtItsName() {
    open("scenarios#certificate/expired");
    browser.await(() -> assertThat(browser.isShown("certificate/expired.run")).isTrue());
    browser.click("certificate/expired.run");
    browser.await(
        () ->
            assertThat(browser.text("certificate/expired"))
                .contains(
                    "The client accepted the certificate: it sent a request.",
                    "Your browser reported something other than the RFC requires."));
    assertThat(browser.text("certificate/expired"))
        .containsPattern("wss://\\{id}\\.expired\\.localhost:\\d+/certificate/expired");
    browser.click("certificate/tls13.run");
    browser.await(() -> assertThat(browser.text("certificate/tls13")).contains("Passed"));
    assertThat(browser.text("certificate/client-certificate"))
        .contains("Not possible in a browser");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void certificatesAreAccessibleAndFit(String language) {
    browser.preferLanguage(language);
    open("certificates");
    browser.script("document.querySelectorAll('details').forEach(part => (part.open = true))");
    assertThat(browser.accessibilityViolations()).isEmpty();
    browser.preferScheme("dark");
    assertThat(browser.contrastViolations()).isEmpty();
    assertFitsIntoEveryWidth(320, 1366);
  }

  @Test
  void addressOfACertificateNamesItsServer() throws Exception {
    String page =
        new TranscriptClient(port).get("/certificate/expired", "Accept", "text/html").body();
    assertThat(page)
        .containsPattern(
            "npx wscat --ca root\\.pem -c &quot;wss://my-[0-9a-f]{8}\\.expired\\.localhost:\\d+/"
                + "certificate/expired&quot;")
        .contains("/certificates/root.pem&quot;")
        .contains("href=\"../certificates\"");
  }
}
