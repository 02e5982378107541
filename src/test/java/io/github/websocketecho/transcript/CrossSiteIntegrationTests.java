package io.github.websocketecho.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Pages of other sites cannot change a connection. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class CrossSiteIntegrationTests {

  @LocalServerPort private int port;

  private TranscriptClient transcripts;
  private final String id = RawClient.newId();

  @BeforeEach
  void connect() {
    transcripts = new TranscriptClient(port);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, anything",
    "Origin, https://example.com",
    "Origin, http://localhost:1",
    "Origin, null",
    "Origin, http://a:b:c",
    "Origin, 'http://localhost, http://localhost'",
  })
  void pageOfAnotherSiteCannotCloseOrSend(String header, String value) throws Exception {
    try (var client = RawClient.open(port, "/?connection=" + id)) {
      assertThat(send("DELETE", "", header, value).statusCode()).isEqualTo(403);
      HttpResponse<String> refused = send("POST", "/messages", header, value);
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains("Pages of other sites may not send this request.");
      client.sendText("untouched");
      assertThat(client.read()).hasToString("text \"untouched\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, same-origin",
    "Sec-Fetch-Site, none",
    "Origin, OWN",
    "Origin, MIXED_CASE"
  })
  void ownPageCanCloseAndSend(String header, String value) throws Exception {
    String own =
        value
            .replace("OWN", "http://localhost:" + port)
            .replace("MIXED_CASE", "HTTP://LocalHost:" + port);
    try (var client = RawClient.open(port, "/?connection=" + id)) {
      assertThat(send("POST", "/messages", header, own).statusCode()).isEqualTo(202);
      assertThat(client.read()).hasToString("text \"hello\"");
      assertThat(send("DELETE", "", header, own).statusCode()).isEqualTo(202);
      assertThat(client.read()).hasToString("close 1000");
    }
  }

  @Test
  void transcriptHasNoCorsHeaderForOtherSites() throws Exception {
    try (var _ = RawClient.open(port, "/?connection=" + id)) {
      HttpResponse<String> read =
          transcripts.get("/connections/" + id, "Origin", "https://example.com");
      assertThat(read.statusCode()).isEqualTo(200);
      assertHasNoCorsHeader(read);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/connections/x", "/connections/x/messages", "/scenarios"})
  void preflightIsAnsweredWithoutCorsHeaders(String path) throws Exception {
    assertHasNoCorsHeader(
        transcripts.send(
            "OPTIONS",
            path,
            BodyPublishers.noBody(),
            "Origin",
            "https://example.com",
            "Access-Control-Request-Method",
            "POST",
            "Access-Control-Request-Private-Network",
            "true"));
  }

  private static void assertHasNoCorsHeader(HttpResponse<String> response) {
    assertThat(response.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    assertThat(String.join(",", response.headers().allValues("Vary")).toLowerCase(Locale.ROOT))
        .doesNotContain("origin");
  }

  private HttpResponse<String> send(String method, String path, String header, String value)
      throws Exception {
    return transcripts.send(
        method,
        "/connections/" + id + path,
        BodyPublishers.ofString(path.isEmpty() ? "" : "hello"),
        "Content-Type",
        "text/plain",
        header,
        value);
  }
}
