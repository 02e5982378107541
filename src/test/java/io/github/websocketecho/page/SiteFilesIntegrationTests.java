package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The files at the fixed addresses that browsers and search engines know. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SiteFilesIntegrationTests {

  @LocalServerPort private int port;

  @Test
  void iconHasTheAddressThatBrowsersKnow() throws Exception {
    HttpResponse<String> icon = get("/favicon.ico");
    assertThat(icon.statusCode()).isEqualTo(200);
    assertThat(icon.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
    assertThat(icon.headers().firstValue("Cache-Control")).hasValue("max-age=86400, public");
    assertThat(icon.body()).startsWith("<svg");
  }

  @Test
  void searchEnginesFindTheFirstPageAlone() throws Exception {
    HttpResponse<String> robots = get("/robots.txt");
    assertThat(robots.statusCode()).isEqualTo(200);
    assertThat(robots.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
    assertThat(robots.headers().firstValue("Cache-Control")).hasValue("max-age=86400, public");
    assertThat(robots.body().lines().filter(line -> !line.startsWith("#")))
        .containsExactly("User-agent: *", "Allow: /$", "Disallow: /");
  }

  private HttpResponse<String> get(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
              .header("Accept", "text/html")
              .build(),
          BodyHandlers.ofString());
    }
  }
}
