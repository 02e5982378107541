package io.github.websocketecho.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/** The effects of a test on the browser do not reach the next test. */
@BrowserTest
class BrowserTestIntegrationTests {

  private static HttpServer server;

  @BeforeAll
  static void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String language = exchange.getRequestHeaders().getFirst("Accept-Language");
          byte[] page = ("<p id=language>" + language).getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @RepeatedTest(2)
  void browserIsResetBetweenTests(Browser browser) {
    browser.open("http://localhost:" + server.getAddress().getPort() + "/");
    assertThat(browser.text("language")).isEqualTo("en");
    assertThat(
            browser.script(
                """
                return [localStorage.length, sessionStorage.length, document.cookie, innerWidth, navigator.language,
                  matchMedia('(prefers-color-scheme: dark)').matches].join();
                """))
        .isEqualTo("0,0,,1440,en,false");

    browser.resize(360, 900);
    browser.preferScheme("dark");
    browser.preferLanguage("zh-CN");
    browser.script(
        """
        localStorage.left = sessionStorage.left = 'something';
        document.cookie = 'left=something; max-age=600';
        setInterval(() => { localStorage.late = 'something'; });
        open('/');
        """);
    assertThat(browser.script("return localStorage.left + document.cookie + innerWidth"))
        .isEqualTo("somethingleft=something360");
  }
}
