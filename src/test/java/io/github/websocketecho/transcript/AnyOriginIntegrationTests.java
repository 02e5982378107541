package io.github.websocketecho.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** With {@code *}, pages of every origin can use the HTTP API, also below a context path. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "websocket-echo.api.allowed-origins=*",
      "server.servlet.context-path=/tools/echo"
    })
class AnyOriginIntegrationTests {

  @LocalServerPort private int port;

  /** The answer names the origin, because Chrome demands that for a private network. */
  @ParameterizedTest
  @CsvSource({
    "https://app.example, https://app.example",
    "null,                null",
    "chrome-extension://abc, chrome-extension://abc",
    "http://[::1]:8080,   http://[::1]:8080",
    "http://a_b,          http://a_b",
    "http://a:b:c,        ''",
    "'https://a, https://b', ''",
  })
  void everyOriginIsAllowedUnlessItIsMalformed(String origin, String allowed) throws Exception {
    String id = RawClient.newId();
    var client = new TranscriptClient(port);
    try (var socket = RawClient.open(port, "/tools/echo/?connection=" + id)) {
      String path = "/tools/echo/connections/" + id;
      HttpResponse<String> read = client.get(path, "Origin", origin);
      assertThat(read.statusCode()).isEqualTo(200);
      assertThat(read.headers().firstValue("Access-Control-Allow-Origin").orElse(""))
          .isEqualTo(allowed);
      HttpResponse<String> preflight =
          client.send(
              "OPTIONS",
              path + "/messages",
              BodyPublishers.noBody(),
              "Origin",
              origin,
              "Access-Control-Request-Method",
              "POST");
      assertThat(preflight.statusCode()).isEqualTo(allowed.isEmpty() ? 403 : 200);
      if (!allowed.isEmpty()) {
        HttpResponse<String> sent =
            client.send(
                "POST",
                path + "/messages",
                BodyPublishers.ofString("hello"),
                "Content-Type",
                "text/plain",
                "Origin",
                origin);
        assertThat(sent.statusCode()).isEqualTo(202);
        assertThat(socket.read()).hasToString("text \"hello\"");
      }
    }
  }
}
