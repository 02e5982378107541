package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.allowed-origins=https://example.com,https://*.example.org:8443")
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
  })
  void letsInOnlyTheOriginsThatAreAllowed(String origin, int status) throws Exception {
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

  @Test
  void letsInThePageOfTheServerItself() throws Exception {
    try (var client = RawClient.connect(port)) {
      var headers = new java.util.ArrayList<>(RawClient.HANDSHAKE);
      headers.removeFirst();
      headers.add("Host: echo.test:8080");
      headers.add("Origin: http://echo.test:8080");
      assertThat(client.request("GET", "/", headers).status()).isEqualTo(101);
    }
  }

  @Test
  void letsInAClientThatIsNoBrowser() throws Exception {
    try (var client = RawClient.connect(port)) {
      assertThat(client.handshake("/").status()).isEqualTo(101);
    }
  }
}
