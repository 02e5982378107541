package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import jakarta.servlet.DispatcherType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class HandshakeIntegrationTests {

  @LocalServerPort private int port;
  @Autowired private HandlerMapping openingHandshakeMapping;

  @ParameterizedTest
  @ValueSource(strings = {"8", "12", "14", "13, 8", "x"})
  void unsupportedVersionGets426WithTheSupportedOne(String version) throws Exception {
    Response response = handshakeWith("Sec-WebSocket-Version", version);
    assertThat(response.status()).isEqualTo(426);
    assertThat(response.headers())
        .containsEntry("sec-websocket-version", "13")
        .containsEntry("upgrade", "websocket")
        .containsEntry("content-type", "application/problem+json");
    assertThat(response.body())
        .contains(
            "Invalid value “" + version + "” for the header Sec-WebSocket-Version. Allowed: 13.");
  }

  @Test
  void missingVersionGets426WithTheSupportedOne() throws Exception {
    Response response = handshakeWith("Sec-WebSocket-Version", null);
    assertThat(response.status()).isEqualTo(426);
    assertThat(response.header("Sec-WebSocket-Version")).isEqualTo("13");
    assertThat(response.body()).contains("The header Sec-WebSocket-Version is missing.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "====", "dGhlIHNhbXBsZSBub25jZQ", "not base 64 at all=="})
  void rejectsAKeyThatIsNotSixteenBytes(String key) throws Exception {
    Response response = handshakeWith("Sec-WebSocket-Key", key);
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body())
        .contains(
            "Invalid value “"
                + key
                + "” for the header Sec-WebSocket-Key. Allowed: 16 bytes, Base64.");
  }

  @Test
  void rejectsAMissingKey() throws Exception {
    Response response = handshakeWith("Sec-WebSocket-Key", null);
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body())
        .contains("The header Sec-WebSocket-Key is missing. Allowed: 16 bytes, Base64.");
  }

  @Test
  void rejectsAConnectionHeaderWithoutUpgrade() throws Exception {
    Response response = handshakeWith("Connection", "keep-alive");
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body())
        .contains("Invalid value “keep-alive” for the header Connection. Allowed: Upgrade.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"keep-alive, Upgrade", "upgrade", "UPGRADE"})
  void acceptsUpgradeAmongOtherConnectionOptions(String connection) throws Exception {
    assertThat(handshakeWith("Connection", connection).status()).isEqualTo(101);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Upgrade: websocket, h2c",
        "Upgrade: h2c, WebSocket",
        "Upgrade: h2c\r\nUpgrade: websocket",
      })
  void acceptsWebSocketAmongOtherUpgradeProtocols(String upgrade) throws Exception {
    List<String> headers = new ArrayList<>(RawClient.HANDSHAKE);
    headers.removeIf(header -> header.startsWith("Upgrade:"));
    headers.add(upgrade);
    try (var client = RawClient.connect(port)) {
      Response response = client.request("GET", "/", headers);
      assertThat(response.status()).isEqualTo(101);
      assertThat(response.header("Upgrade")).isEqualTo("websocket");
      assertThat(response.headers()).doesNotContainKey("content-security-policy");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-WebSocket-Version: 13, 426, Invalid value “13\\, 13” for the header Sec-WebSocket-Version.",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==, 400, for the header Sec-WebSocket-Key.",
  })
  void rejectsARepeatedHeader(String header, int status, String detail) throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response = client.handshake("/", header);
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.body()).contains(detail.replace("\\", ""));
    }
  }

  @Test
  void rejectsAnOldVersionOfHttpAndNamesTheFixForProxies() throws Exception {
    String head = "GET / HTTP/1.0\r\n" + String.join("\r\n", RawClient.HANDSHAKE) + "\r\n\r\n";
    try (var client = RawClient.connect(port)) {
      client.send(head.getBytes(StandardCharsets.US_ASCII));
      Response response = client.readResponse();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).contains("HTTP/1.0").contains("proxy_http_version 1.1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a;b", "a\"b", "\"a\"", "a, b/c", "a\u00e4", "(a)"})
  void rejectsASubprotocolThatIsNotAToken(String offered) throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response = client.handshake("/", "Sec-WebSocket-Protocol: " + offered);
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).contains("in the header Sec-WebSocket-Protocol. Allowed: tokens");
      assertThat(response.headers()).doesNotContainKey("sec-websocket-protocol");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a, b, a", "a\r\nSec-WebSocket-Protocol: a"})
  void rejectsASubprotocolThatIsOfferedTwice(String offered) throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response = client.handshake("/", "Sec-WebSocket-Protocol: " + offered);
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).contains("The header Sec-WebSocket-Protocol lists “a” twice.");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'a, A',                            a",
    "'!#$%&''*+-.^_`|~, b',             !#$%&'*+-.^_`|~",
    "',, ,	v2.example , v1',           v2.example",
    "'v1\r\nSec-WebSocket-Protocol: v2', v1",
    "',',",
    "'',",
  })
  void acceptsTheFirstOfferedSubprotocol(String offered, @Nullable String accepted)
      throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response = client.handshake("/", "Sec-WebSocket-Protocol: " + offered);
      assertThat(response.status()).isEqualTo(101);
      assertThat(response.headers().get("sec-websocket-protocol")).isEqualTo(accepted);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8, AAAAAAAAAAA=",
    "15, AAAAAAAAAAAAAAAAAAAA",
    "32, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
  })
  void rejectionOfAKeyNamesItsLength(int bytes, String key) throws Exception {
    Response response = handshakeWith("Sec-WebSocket-Key", key);
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body())
        .contains(
            "Invalid value “%s” for the header Sec-WebSocket-Key: it decodes to %d bytes. Allowed: 16 bytes, Base64."
                .formatted(key, bytes));
  }

  @ParameterizedTest
  @CsvSource({"//, /", "///x, /x", "//a:b/c, /a:b/c", "/a//b, /a//b"})
  void acceptsATargetThatBeginsWithTwoSlashes(String target, String instance) throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response = client.request("GET", target, List.of("Host: localhost"));
      assertThat(response.status()).isEqualTo(426);
      assertThat(response.body()).contains("\"instance\":\"" + instance + '"');
    }
    try (var client = RawClient.open(port, target)) {
      client.sendText("hello");
      assertThat(client.read()).hasToString("text \"hello\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "http://localhost:1",
        "null",
        "chrome-extension://abc",
        "http://[::1]:80"
      })
  void acceptsEveryOriginByDefault(String origin) throws Exception {
    try (var client = RawClient.connect(port)) {
      assertThat(client.handshake("/", "Origin: " + origin).status()).isEqualTo(101);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/close/1011, it closes the connection with the code and the reason that you choose.",
    "/anything, it sends every message back.",
  })
  void plainRequestGets426WithTheDescriptionOfTheAddress(String target, String description)
      throws Exception {
    for (String method : List.of("GET", "HEAD")) {
      try (var client = RawClient.connect(port)) {
        Response response =
            client.request(method, target, List.of("Host: localhost", "Connection: close"));
        assertThat(response.status()).isEqualTo(426);
        assertThat(response.header("Upgrade")).isEqualTo("websocket");
        if (method.equals("GET")) {
          assertThat(response.body())
              .contains(description)
              .contains("\"instance\":\"" + target + '"');
        }
      }
    }
  }

  @Test
  void plainRequestGetsTheDescriptionInChinese() throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response =
          client.request(
              "GET", "/close/1011", List.of("Host: localhost", "Accept-Language: zh-TW, en;q=0.5"));
      assertThat(response.status()).isEqualTo(426);
      assertThat(response.header("Content-Language")).isEqualTo("zh");
      assertThat(response.body()).contains("它以所选的关闭码和原因关闭连接。");
    }
  }

  @Test
  void plainRequestForAnInvalidAddressGets400NamingTheParameter() throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response = client.request("GET", "/close/999", List.of("Host: localhost"));
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).contains("Invalid value “999” for the parameter code.");
    }
  }

  @Test
  void otherMethodGets405() throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response =
          client.request("POST", "/x", List.of("Host: localhost", "Content-Length: 0"));
      assertThat(response.status()).isEqualTo(405);
      assertThat(response.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/?demo=%ff", "/assets/page.js?%c3%28", "/.ws?lang=%"})
  void queryThatIsNotUtf8Gets400IfItIsRead(String target) throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response =
          client.request("GET", target, List.of("Host: localhost", "Connection: close"));
      assertThat(response.status()).isEqualTo(400);
    }
  }

  @Test
  void errorDispatchIsNotHandledAsAnOpeningHandshake() throws Exception {
    var request = new MockHttpServletRequest("GET", "/error");
    request.addHeader("Upgrade", "websocket");
    ServletRequestPathUtils.parseAndCache(request);
    assertThat(openingHandshakeMapping.getHandler(request)).isNotNull();
    request.setDispatcherType(DispatcherType.ERROR);
    assertThat(openingHandshakeMapping.getHandler(request)).isNull();
  }

  private Response handshakeWith(String name, @Nullable String value) throws Exception {
    List<String> headers = new ArrayList<>(RawClient.HANDSHAKE);
    headers.removeIf(header -> header.startsWith(name + ':'));
    if (value != null) {
      headers.add(name + ": " + value);
    }
    try (var client = RawClient.connect(port)) {
      return client.request("GET", "/", headers);
    }
  }
}
