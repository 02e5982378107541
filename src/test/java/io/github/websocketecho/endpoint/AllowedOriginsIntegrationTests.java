package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties =
        "websocket-echo.allowed-origins=HTTPS://Example.com,https://*.example.org:8443,http://any.test:*")
class AllowedOriginsIntegrationTests {

  @LocalServerPort private int port;

  @ParameterizedTest
  @CsvSource({
    "https://example.com,          101",
    "http://example.com,           403",
    "https://example.com:8443,     403",
    "https://sub.example.com,      403",
    "https://sub.example.org:8443, 101",
    "https://sub.example.org:80,   403",
    "https://sub.example.org,      403",
    "null,                         403",
    "not an origin,                403",
    "HTTPS://EXAMPLE.COM:443,      101",
    "wss://example.com,            101",
    "https://Sub.Example.ORG:8443, 101",
    "https://example.org:8443,     403",
    "https://evil.com/.example.org:8443, 403",
    "http://any.test:1,            101",
    "http://any.test,              101",
    "https://any.test:1,           403",
    "http://a:b:c,                 403",
    "https://example.com:,         403",
    "'https://example.com, https://example.com', 403",
  })
  void acceptsOnlyAllowedOrigins(String origin, int status) throws Exception {
    try (var client = RawClient.connect(port)) {
      var response = client.handshake("/", "Origin: " + origin);
      assertThat(response.status()).isEqualTo(status);
      if (status == 403) {
        assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.body())
            .contains("Pages from “" + origin + "” may not connect to this server.");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "echo.test:8080, http://echo.test:8080",
    "e.com:80,       http://E.com",
    "E.com,          http://e.com:80",
    "[::1]:8080,     http://[::1]:8080",
  })
  void acceptsTheOriginOfTheServer(String host, String origin) throws Exception {
    try (var client = RawClient.connect(port)) {
      var headers = new ArrayList<>(RawClient.HANDSHAKE);
      headers.removeFirst();
      headers.add("Host: " + host);
      headers.add("Origin: " + origin);
      assertThat(client.request("GET", "/", headers).status()).isEqualTo(101);
    }
  }

  @Test
  void acceptsAHandshakeWithoutAnOrigin() throws Exception {
    try (var client = RawClient.connect(port)) {
      assertThat(client.handshake("/").status()).isEqualTo(101);
    }
  }
}
