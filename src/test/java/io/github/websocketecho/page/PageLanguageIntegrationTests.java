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
    browser.awaitText("verdict-answer", "从这里可以使用 WebSocket。");
    browser.await(
        () ->
            assertThat(browser.log())
                .containsExactly(
                    "connected | WebSocket 已连接 " + server(""),
                    "sent | 已发送： WebSocket rocks",
                    "received | 收到： WebSocket rocks",
                    "disconnected | WebSocket 已断开 1000 Normal Closure Deliberate disconnection"
                        + " 您关闭了连接，服务器同意了。"));
    assertThat(browser.script("return document.documentElement.lang")).isEqualTo("zh-Hans");

    browser.clickLink("English");
    browser.awaitText("verdict-answer", "WebSocket works from here.");
    assertThat(browser.script("return document.documentElement.lang")).isEqualTo("en");

    open("?demo=off");
    browser.awaitText("verdict-answer", "The demo is off. Open a connection to try it.");
    browser.clickLink("中文");
    browser.awaitText("verdict-answer", "演示已关闭。请打开一个连接试一试。");
  }
}
