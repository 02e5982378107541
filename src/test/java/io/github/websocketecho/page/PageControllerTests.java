package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.EchoProperties;
import jakarta.servlet.http.Cookie;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(PageController.class)
@EnableConfigurationProperties(EchoProperties.class)
@Import({Assets.class, LanguageConfiguration.class, ScriptTexts.class})
class PageControllerTests {

  @Autowired private MockMvcTester mvc;

  @ParameterizedTest
  @ValueSource(strings = {"/", "/.ws"})
  void pageHasItsMainParts(String path) {
    assertThat(mvc.get().uri(path))
        .hasStatusOk()
        .hasContentTypeCompatibleWith(MediaType.TEXT_HTML)
        .bodyText()
        .contains("<h1>WebSocket Echo</h1>")
        .contains("id=\"output\"")
        .contains("id=\"text-view\"")
        .contains("id=\"close-button\"")
        .contains("data-demo=\"on\"")
        .contains("href=\"scenarios\"");
  }

  @ParameterizedTest
  @CsvSource({
    "'',                     en,      Connect",
    "en-GB,                  en,      Connect",
    "'fr, de;q=0.5',         en,      Connect",
    "zh,                     zh-Hans, 连接",
    "'zh-CN,zh;q=0.9,en;q=0.8', zh-Hans, 连接",
    "zh-TW,                  zh-Hans, 连接",
    "'fr, zh;q=0.9, en;q=0.8', zh-Hans, 连接",
  })
  void pageIsInTheFirstSupportedAcceptedLanguage(String accepted, String tag, String connect) {
    var request = mvc.get().uri("/");
    if (!accepted.isEmpty()) {
      request.header(HttpHeaders.ACCEPT_LANGUAGE, accepted);
    }
    assertLanguage(request.exchange(), tag, connect);
  }

  @Test
  void switchedLanguageIsStoredInACookie() {
    MvcTestResult switched =
        mvc.get().uri("/?lang=zh-Hans").header(HttpHeaders.ACCEPT_LANGUAGE, "en").exchange();
    assertLanguage(switched, "zh-Hans", "连接");
    var cookie =
        Objects.requireNonNull(switched.getResponse().getCookie("websocket-echo-language"));
    assertThat(cookie.isHttpOnly()).isTrue();
    assertLanguage(
        mvc.get().uri("/").header(HttpHeaders.ACCEPT_LANGUAGE, "en").cookie(cookie).exchange(),
        "zh-Hans",
        "连接");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr", "", "x", "zz_ZZ", "<script>"})
  void unsupportedLanguageIsIgnored(String tag) {
    MvcTestResult result =
        mvc.get().uri("/").param("lang", tag).header(HttpHeaders.ACCEPT_LANGUAGE, "zh").exchange();
    assertLanguage(result, "zh-Hans", "连接");
    assertThat(result.getResponse().getCookies()).isEmpty();
  }

  @Test
  void demoIsOffIfTheAddressSaysSo() {
    assertThat(mvc.get().uri("/?demo=off")).bodyText().contains("data-demo=\"off\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"maybe", ""})
  void otherValuesOfDemoAreOn(String demo) {
    assertThat(mvc.get().uri("/").param("demo", demo))
        .hasStatusOk()
        .bodyText()
        .contains("data-demo=\"on\"");
  }

  @Test
  void pageTellsOtherSitesAndSearchEnginesWhatItIs() {
    assertThat(mvc.get().uri("/"))
        .bodyText()
        .contains("<title>WebSocket Echo</title>")
        .contains("<meta property=\"og:title\" content=\"WebSocket Echo\">")
        .contains("<meta property=\"og:description\" content=\"Checks WebSocket from your browser")
        .containsPattern("rel=\"alternate\"\\s+hreflang=\"en\"\\s+href=\"\\?lang=en\"")
        .containsPattern("rel=\"alternate\"\\s+hreflang=\"zh-Hans\"\\s+href=\"\\?lang=zh-Hans\"");
  }

  @Test
  void pageEndsWithTheProductAndMorePages() {
    assertThat(mvc.get().uri("/"))
        .bodyText()
        .contains("<footer class=\"footer\">")
        .contains("WebSocket Echo")
        .contains("development version")
        .contains("href=\"./scenarios\"")
        .contains("href=\"./actuator/health\"");
  }

  @Test
  void pageHasAStrictContentSecurityPolicyAndNoInlineCode() {
    assertThat(mvc.get().uri("/"))
        .hasHeader(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                + " connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'")
        .hasHeader("X-Content-Type-Options", "nosniff")
        .hasHeader("Referrer-Policy", "no-referrer")
        .bodyText()
        .doesNotContainPattern("<script(?![^>]*src=)")
        .doesNotContain("<style")
        .doesNotContainPattern("\\son[a-z]+=")
        .doesNotContainPattern("\\sstyle=");
  }

  @Test
  void pageIsNotCachedForOtherLanguages() {
    assertThat(mvc.get().uri("/"))
        .hasHeader(HttpHeaders.CACHE_CONTROL, "no-cache, private")
        .hasHeader(HttpHeaders.VARY, "Accept-Language, Cookie");
  }

  @Test
  void filesHaveRelativeUrls() {
    assertThat(mvc.get().uri("/"))
        .bodyText()
        .doesNotContainPattern("(src|href)=\"/")
        .contains("src=\"./assets/page.js\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void chosenSchemeIsInThePage(String scheme) {
    String media = "media=\"" + (scheme.equals("light") ? "all" : "not all") + "\"";
    assertThat(mvc.get().uri("/").cookie(new Cookie("websocket-echo-scheme", scheme)))
        .bodyText()
        .contains("<html lang=\"en\" data-scheme=\"" + scheme + "\">")
        .containsPattern("content=\"#f3f5f7\"\\s+data-scheme=\"light\"\\s+" + media);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "auto", "Dark", "%zz", "x\"><script>"})
  void otherSchemeCountsAsAbsent(String scheme) {
    assertThat(mvc.get().uri("/").cookie(new Cookie("websocket-echo-scheme", scheme)))
        .hasStatusOk()
        .bodyText()
        .contains("<html lang=\"en\">")
        .contains("media=\"(prefers-color-scheme: light)\"")
        .contains("media=\"(prefers-color-scheme: dark)\"");
  }

  @ParameterizedTest
  @CsvSource({"/, testing, Testing WebSocket …", "/?demo=off, off, The automatic check is off."})
  void verdictHasWordsBeforeAScriptRuns(String target, String state, String words) {
    assertThat(mvc.get().uri(target))
        .bodyText()
        .contains("data-state=\"" + state + "\"")
        .containsPattern("<span\\s+class=\"needs-script\"\\s*>" + Pattern.quote(words))
        .contains("data-blocked=\"This page could not load completely: {0} did not arrive.")
        .contains("<noscript>This page needs JavaScript");
  }

  @Test
  void otherMethodsGet405() {
    assertThat(mvc.post().uri("/"))
        .hasStatus(HttpStatus.METHOD_NOT_ALLOWED)
        .hasHeader(HttpHeaders.ALLOW, "GET")
        .bodyText()
        .contains(
            "This address does not support POST. The header Allow lists the supported methods.");
  }

  private static void assertLanguage(MvcTestResult result, String tag, String connect) {
    assertThat(result).hasStatusOk();
    assertThat(result)
        .bodyText()
        .contains("<html lang=\"" + tag + "\">")
        .containsPattern("id=\"open-button\"[^>]*>" + connect + "</button>");
  }
}
