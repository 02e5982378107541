package io.github.websocketecho.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** The security headers of each response. No response reflects input that a browser could run. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SecurityHeadersIntegrationTests {

  private static final String SCRIPT = "<script>alert(1)</script>";
  private static final String ENCODED = "%3Cscript%3Ealert(1)%3C/script%3E";
  private static final String PROBLEM = "application/problem+json";

  @LocalServerPort private int port;

  @ParameterizedTest
  @CsvSource({
    "GET,     /,                               200, text/html",
    "HEAD,    /,                               200, text/html",
    "GET,     /scenarios,                        200, application/json",
    "GET,     /assets/page.js,                 200, text/javascript",
    "GET,     /assets/page.css,                200, text/css",
    "GET,     /assets/icon.svg,                200, image/svg+xml",
    "GET,     /webjars/chart.js/4.5.1/dist/chart.umd.js, 200, text/javascript",
    "GET,     /actuator/health,                200, application/",
    "GET,     /actuator/info,                  200, application/",
    "GET,     /?demo=maybe,                    200, text/html",
    "GET,     /?lang=%ff,                      400, application/problem+json",
    "GET,     /any,                            426, application/problem+json",
    "GET,     /close/999,                      400, application/problem+json",
    "GET,     /assets/none.js,                 404, application/problem+json",
    "GET,     /connections,                    404, application/problem+json",
    "GET,     /connections/none,               404, application/problem+json",
    "DELETE,  /connections/none,               404, application/problem+json",
    "POST,    /,                               405, application/problem+json",
    "BREW,    /any,                            405, application/problem+json",
    "TRACE,   /,                               405, application/problem+json",
    "GET,     /error,                          426, application/problem+json",
    "GET,     /test/failure,                   500, application/problem+json",
    "GET,     /test/refusal,                   418, application/problem+json",
  })
  void everyResponseHasTheHeaders(String method, String target, int status, String type)
      throws Exception {
    Response response = send(method, target);
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.header("Content-Type")).startsWith(type);
    assertHeaders(response);
  }

  @ParameterizedTest
  @CsvSource({
    "/close/999,          13, 400",
    "/?connection=%3C%3E, 13, 400",
    "/,                   12, 426",
  })
  void rejectedOpeningHandshakeHasTheHeaders(String target, String version, int status)
      throws Exception {
    try (var client = RawClient.connect(port)) {
      List<String> headers = new ArrayList<>(RawClient.HANDSHAKE);
      headers.replaceAll(
          header ->
              header.replace("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: " + version));
      Response response = client.request("GET", target, headers);
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.header("Content-Type")).isEqualTo(PROBLEM);
      assertHeaders(response);
    }
  }

  @Test
  void acceptedOpeningHandshakeHasNoneOfTheHeaders() throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response = client.handshake("/");
      assertThat(response.status()).isEqualTo(101);
      assertThat(response.headers())
          .containsOnlyKeys("upgrade", "connection", "sec-websocket-accept");
    }
  }

  @Test
  void responseToAnotherUpgradeHasTheHeaders() throws Exception {
    Response response = send("GET", "/", "Upgrade: h2c", "Connection: Upgrade");
    assertThat(response.status()).isEqualTo(200);
    assertHeaders(response);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /" + SCRIPT + " HTTP/1.1\r\nHost: localhost",
        "GET /%00 HTTP/1.1\r\nHost: localhost",
        "GET /../x HTTP/1.1\r\nHost: localhost",
        "GET / HTTP/1.1",
        "GET / HTTP/1.1\r\nHost: " + SCRIPT,
        "GET / HTTP/7.1\r\nHost: localhost",
        "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: " + SCRIPT,
        SCRIPT,
      })
  void responseToAnUnreadableRequestContainsNothingOfIt(String head) throws Exception {
    try (var client = RawClient.connect(port)) {
      client.send((head + "\r\n\r\n").getBytes(UTF_8));
      Response response = client.readResponse();
      assertThat(response.status()).isIn(400, 501, 505);
      assertThat(response.header("Content-Type")).startsWith(PROBLEM);
      assertHeaders(response);
      assertThat(response.header("Content-Security-Policy"))
          .isEqualTo("default-src 'none'; frame-ancestors 'none'");
      assertThat(new JsonMapper().readTree(response.body()).path("status").intValue())
          .isEqualTo(response.status());
      assertThat(response.body()).doesNotContain("script");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/" + ENCODED + ",                         X-Any",
    "/close/" + ENCODED + ",                   X-Any",
    "/illegal/" + ENCODED + ",                 X-Any",
    "/assets/" + ENCODED + ",                  X-Any",
    "/connections/" + ENCODED + ",             X-Any",
    "/connections/x?wait=" + ENCODED + ",      X-Any",
    "/?demo=" + ENCODED + ",                   X-Any",
    "/?lang=" + ENCODED + ",                   X-Any",
    "/?connection=" + ENCODED + ",             X-Any",
    "/close/4000?reason=" + ENCODED + ",       Origin",
    "/scenarios,                                 Accept",
    "/,                                        Accept-Language",
    "/,                                        Cookie",
    "/actuator/" + ENCODED + ",                X-Forwarded-Host",
    "/test/failure?" + ENCODED + ",            Referer",
    "/test/refusal,                            User-Agent",
  })
  void inputIsReflectedOnlyInJson(String target, String header) throws Exception {
    Response response = send("GET", target, header + ": " + SCRIPT);
    assertHeaders(response);
    if (response.header("Content-Type").startsWith("text/html")) {
      assertThat(response.body()).doesNotContain("alert(1)");
    } else if (!response.body().isEmpty()) {
      assertThat(response.header("Content-Type")).matches("application/(problem\\+)?json");
      new JsonMapper().readTree(response.body());
    }
  }

  @Test
  void responseDoesNotExplainAFailure() throws Exception {
    assertThat(send("GET", "/test/failure").body())
        .isEqualTo(
            "{\"detail\":\"Internal server error. The request did not cause it.\","
                + "\"instance\":\"/test/failure\",\"status\":500,"
                + "\"title\":\"Internal Server Error\"}");
    assertThat(send("GET", "/test/failure", "Accept: text/html").body())
        .contains("Internal server error. The request did not cause it.")
        .doesNotContain("secret", "Exception");
    assertThat(send("GET", "/test/refusal", "Accept-Language: zh").body())
        .contains("服务器拒绝了这个请求。")
        .doesNotContain("secret");
  }

  private static void assertHeaders(Response response) {
    assertThat(response.header("Content-Security-Policy")).startsWith("default-src 'none'; ");
    assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(response.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(response.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(response.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(response.header("Permissions-Policy")).startsWith("camera=()");
  }

  /** Uses HTTP/1.0, so that the body is not chunked. */
  private Response send(String method, String target, String... headers) throws IOException {
    try (var client = RawClient.connect(port)) {
      String head = method + " " + target + " HTTP/1.0\r\nHost: localhost\r\n";
      String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      client.send((head + more + "\r\n").getBytes(UTF_8));
      Response response = client.readResponse();
      String rest = new String(client.readRest(), UTF_8);
      return new Response(response.status(), response.headers(), response.body() + rest);
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Failing {

    @Bean
    HandlerMapping failing() {
      HttpRequestHandler failure =
          (_, _) -> {
            throw new IllegalStateException("secret");
          };
      HttpRequestHandler refusal = (_, response) -> response.sendError(418, "secret " + SCRIPT);
      return new SimpleUrlHandlerMapping(
          Map.of("/test/failure", failure, "/test/refusal", refusal), 0);
    }
  }
}
