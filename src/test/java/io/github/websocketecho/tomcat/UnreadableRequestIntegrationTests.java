package io.github.websocketecho.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
class UnreadableRequestIntegrationTests {

  @LocalServerPort private int port;

  @ParameterizedTest
  @ValueSource(strings = {"web_socket", "web_socket:8080", "_", "_a", "a_", "a_b.c_d", "__.x"})
  void hostWithUnderscoresIsAccepted(String host) throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response = client.request("GET", "/", handshakeAt(host));
      assertThat(response.status()).isEqualTo(101);
      client.sendText("hello");
      assertThat(client.read()).hasToString("text \"hello\"");
    }
    try (var client = RawClient.connect(port)) {
      Response response = client.request("GET", "/x", List.of("Host: " + host));
      assertThat(response.status()).isEqualTo(426);
    }
  }

  @Test
  void originWithUnderscoresCountsAsTheServersOwn() throws Exception {
    for (String origin : List.of("http://web_socket:8080", "http://webxsocket:8080")) {
      try (var client = RawClient.connect(port)) {
        int status = origin.contains("_") ? 404 : 403;
        Response response =
            client.request(
                "DELETE",
                "/connections/none",
                List.of("Host: web_socket:8080", "Origin: " + origin));
        assertThat(response.status()).isEqualTo(status);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: a b",
        "Host: -a",
        "Host: a..b",
        "Host: [::1",
        "Host: a:b",
        "Host: a_b:c",
        "Host: _..",
        "Host: a/b",
        "Host: a\r\nHost: a",
        "X-No-Host: a",
      })
  void invalidHostIsRejectedWithTheReason(String host) throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response = client.request("GET", "/x", List.of(host));
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(response.body()).contains("\"detail\":\"The header Host must occur exactly once");
    }
  }

  @Test
  void reasonIsInTheAcceptedLanguage() throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response =
          client.request("GET", "/x", List.of("Host: a b", "Accept-Language: zh-CN"));
      assertThat(response.body()).contains("请求头 Host 必须恰好出现一次");
    }
  }

  @Test
  void tooLargeHeadersGet431() throws Exception {
    for (int length : List.of(8_200, 1_000_000)) {
      List<String> headers = new ArrayList<>(handshakeAt("localhost"));
      headers.removeIf(header -> header.startsWith("Sec-WebSocket-Key"));
      headers.add("Sec-WebSocket-Key: " + "A".repeat(length));
      Response response = request("GET / HTTP/1.1", headers);
      assertThat(response.status()).isEqualTo(431);
      assertThat(response.body())
          .contains("\"status\":431", "The headers of this request are too large.")
          .contains("8,192 bytes");
    }
  }

  @Test
  void tooManyHeadersGet431() throws Exception {
    List<String> headers = new ArrayList<>(List.of("Host: localhost"));
    for (int i = 0; i < 200; i++) {
      headers.add("X-" + i + ": x");
    }
    Response response = request("GET / HTTP/1.1", headers);
    assertThat(response.status()).isEqualTo(431);
    assertThat(response.body()).contains("This request has too many headers. Allowed: up to 100.");
  }

  @Test
  void tooLongAddressGets414() throws Exception {
    Response response =
        request("GET /" + "a".repeat(9_000) + " HTTP/1.1", List.of("Host: localhost"));
    assertThat(response.status()).isEqualTo(414);
    assertThat(response.body()).contains("The address of this request is too long.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%00", "/%", "/a\\b", "*", "http://["})
  void otherUnreadableRequestGets400(String target) throws Exception {
    Response response = request("GET " + target + " HTTP/1.1", List.of("Host: localhost"));
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(response.body()).contains("The server cannot parse this request");
  }

  @Test
  void unreadableRequestsAreNotLogged(CapturedOutput output) throws Exception {
    int before = output.getAll().length();
    for (String line : List.of("GET /a\\b HTTP/1.1", "G@T / HTTP/1.1", "GET / HTTP/9.9", "GET")) {
      assertThat(request(line, List.of("Host: a b")).status()).isBetween(400, 505);
    }
    assertThat(output.getAll().substring(before)).isEmpty();
  }

  private static List<String> handshakeAt(String host) {
    List<String> headers = new ArrayList<>(RawClient.HANDSHAKE);
    headers.removeIf(header -> header.startsWith("Host:"));
    headers.add("Host: " + host);
    return headers;
  }

  private Response request(String line, List<String> headers) throws Exception {
    try (var client = RawClient.connect(port)) {
      String head = line + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
      client.send(head.getBytes(StandardCharsets.UTF_8));
      return client.readResponse();
    }
  }
}
