package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The page for a browser whose preferred language is Chinese. */
class PageLanguageIntegrationTests extends PageInBrowser {

  @Override
  void openStartPage() {
    browser.preferLanguage("zh-CN");
  }

  @Test
  void pageIsChineseAndSwitchesToEnglishAndBack() {
    open("");
    browser.awaitText("verdict-answer", "WebSocket 连接正常。");
    browser.await(
        () ->
            assertThat(browser.log())
                .containsExactly(
                    "connected | WebSocket 已连接 " + server(""),
                    "sent | 已发送： WebSocket rocks",
                    "received | 收到： WebSocket rocks",
                    "disconnected | WebSocket 已断开 1000 Normal Closure · “Deliberate disconnection”"
                        + " · 已关闭连接，服务器已确认。"));
    assertThat(browser.script("return document.documentElement.lang")).isEqualTo("zh-Hans");

    browser.clickLink("English");
    browser.awaitText("verdict-answer", "WebSocket works between your browser and this server.");
    assertThat(browser.script("return document.documentElement.lang")).isEqualTo("en");

    open("?demo=off");
    browser.awaitText("verdict-answer", "The automatic check is off.");
    browser.clickLink("中文");
    browser.awaitText("verdict-answer", "自动检测已关闭。");
  }

  @Test
  void switchingTheLanguageLosesNothing() {
    open("?demo=off#text=from-the-link");
    openConnection("");
    browser.click("send-button");
    browser.awaitText("state-counts", "已发送 1，已收到 1");
    browser.type("text-view", "half-written");
    browser.type("close-code", "4001");
    browser.click("options-button");

    browser.clickLink("English");
    browser.awaitText("state-counts", "1 sent, 1 received");
    assertThat(browser.text("state-name")).isEqualTo("OPEN (1)");
    assertThat(browser.text("state-words")).isEqualTo("connected");
    assertThat(browser.text("open-button")).isEqualTo("Connect");
    assertThat(browser.text("send-button")).isEqualTo("Send");
    assertThat(browser.value("text-view")).isEqualTo("half-written");
    assertThat(browser.value("close-code")).isEqualTo("4001");
    assertThat(browser.isShown("options")).isTrue();
    assertThat(browser.script("return location.hash")).isEqualTo("#text=from-the-link");
    assertThat(browser.script("return document.documentElement.lang")).isEqualTo("en");
    assertThat(browser.script("return document.querySelector('[aria-current]').lang"))
        .isEqualTo("en");
    // No word of the other language is left.
    assertThat(browser.script("return document.body.innerText.match(/\\p{Script=Han}+/gu).join()"))
        .isEqualTo("中文");
    browser.click("close-button");
    browser.awaitText("closing-name", "4001");

    open("?demo=off");
    assertThat(browser.text("open-button")).isEqualTo("Connect");
  }
}
