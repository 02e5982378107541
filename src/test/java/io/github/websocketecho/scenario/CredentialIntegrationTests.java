package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The scenarios in which an opening handshake needs credentials. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.limits.closing=500ms")
class CredentialIntegrationTests {

  private static final int PATIENCE = 10;

  @LocalServerPort private int port;

  private static String basic(String userAndPassword) {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
  }

  private Response handshake(String target, String... headers) throws IOException {
    try (var client = RawClient.connect(port)) {
      return client.handshake(target, headers);
    }
  }

  private JsonNode verdict(String id) throws Exception {
    return new TranscriptClient(port).ended(id).path("verdict");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      textBlock =
          """
          basic  | Basic realm="WebSocket Echo", charset="UTF-8"
          bearer | Bearer realm="WebSocket Echo"
          cookie | Cookie realm="WebSocket Echo", cookie-name="websocket-echo-auth"
          """)
  void attemptWithoutCredentialsGetsTheChallenge(String name, String challenge) throws Exception {
    String id = RawClient.newId();
    Response response = handshake("/auth/" + name + "?within=1s&connection=" + id);
    assertThat(response.status()).isEqualTo(401);
    assertThat(response.header("WWW-Authenticate")).isEqualTo(challenge);
    assertThat(response.header("Connection")).isEqualTo("close");
    assertThat(response.body()).isEqualTo("401 Unauthorized\n");
    assertThat(verdict(id).path("passed").isNull()).isTrue();
    assertThat(verdict(id).path("observed").asString()).contains(" no ").contains("401");
    assertThat(verdict(id).path("remark").asString())
        .isEqualTo("An attempt with the right credentials is another connection.");
  }

  @Test
  void otherTokenGetsTheError() throws Exception {
    assertThat(
            handshake("/auth/bearer?token=a%2Bb%3D", "Authorization: Bearer a")
                .header("WWW-Authenticate"))
        .contains(", error=\"invalid_token\", ");
  }

  @ParameterizedTest
  @CsvSource({
    "basic,                                              user:password",
    "basic?user=me&password=p:w,                         me:p:w",
    "basic?user=&password=,                              :",
    "basic?user=j%C3%BCrgen&password=%F0%9F%98%80%26%2B, jürgen:😀&+",
    "basic?password=a+b,                                 user:a b",
  })
  void userAndPasswordOfTheAddressAreAccepted(String address, String credentials) throws Exception {
    assertEchoed("/auth/" + address, basic(credentials));
    assertThat(handshake("/auth/" + address, basic(credentials + "x")).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"bearer, token", "bearer?token=a.b-c~%2B/%3D%3D, a.b-c~+/=="})
  void tokenOfTheAddressIsAccepted(String address, String token) throws Exception {
    assertEchoed("/auth/" + address, "Authorization: Bearer " + token);
    assertThat(handshake("/auth/" + address, "Authorization: Bearer x" + token).status())
        .isEqualTo(401);
  }

  @Test
  void cookieOfTheFirstAttemptIsAccepted() throws Exception {
    String cookie = handshake("/auth/cookie").header("Set-Cookie");
    assertThat(cookie).contains("; Path=/auth/cookie; Max-Age=60;").doesNotContain("Secure");
    String pair = cookie.substring(0, cookie.indexOf(';'));
    assertEchoed("/auth/cookie", "Cookie: " + pair);
    assertThat(handshake("/auth/cookie", "Cookie: " + pair + "x").status()).isEqualTo(401);
  }

  private void assertEchoed(String target, String header) throws Exception {
    String id = RawClient.newId();
    String address = target + (target.contains("?") ? "&" : "?") + "connection=" + id;
    try (var client = RawClient.open(port, address, header)) {
      client.sendText("echo");
      assertThat(client.read()).hasToString("text \"echo\"");
      client.sendClose(4001, "bye");
      assertThat(client.read()).hasToString("close 4001 bye");
      client.readEnd();
    }
    assertThat(verdict(id).path("observed").asString())
        .isEqualTo("The client sent the right credentials, and followed the protocol.");
    assertThat(verdict(id).path("passed").asBoolean()).isTrue();
  }

  @Test
  void clientThatSendsFramesAfterThe401Fails() throws Exception {
    String id = RawClient.newId();
    try (var client = RawClient.connect(port)) {
      client.handshake("/auth/basic?connection=" + id, basic("user:other"));
      client.sendText("still here");
      client.readRest();
    }
    assertThat(verdict(id).path("passed").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "basic?user=a:b",
        "basic?user=a%00",
        "basic?password=%7F",
        "basic?password=%C2%80",
        "basic?password=%FF",
        "basic?password=a&password=a",
        "bearer?token=",
        "bearer?token=a%20b",
        "bearer?token=%3D",
        "bearer?token=a%3Db",
        "bearer?token=%C3%A9",
        "bearer?token=a+b",
        "cookie?within=99ms",
      })
  void valueOutOfRangeIsRejectedWithoutBeingRepeated(String address) throws Exception {
    Response response = handshake("/auth/" + address);
    assertThat(response.status()).isEqualTo(400);
    if (!address.startsWith("cookie")) {
      assertThat(response.body()).contains("\"value\":\"***\"", "Invalid value “***” for the");
    }
  }

  @Test
  void lengthIsLimited() throws Exception {
    for (String parameter : List.of("basic?user=", "basic?password=")) {
      assertThat(handshake("/auth/" + parameter + "x".repeat(100)).status()).isEqualTo(401);
      assertThat(handshake("/auth/" + parameter + "x".repeat(101)).status()).isEqualTo(400);
    }
    assertThat(handshake("/auth/bearer?token=" + "x".repeat(256)).status()).isEqualTo(401);
    assertThat(handshake("/auth/bearer?token=" + "x".repeat(257)).status()).isEqualTo(400);
  }

  @Test
  void clientThatWaitsForTheChallengeIsAcceptedWithTheSameId() throws Exception {
    var authenticator =
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication("me", "pw".toCharArray());
          }
        };
    try (var http = HttpClient.newBuilder().authenticator(authenticator).build()) {
      assertAccepted(http, "/auth/basic?user=me&password=pw");
    }
  }

  @Test
  void clientThatKeepsCookiesIsAcceptedWithTheSameId() throws Exception {
    try (var http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
      String id = RawClient.newId();
      assertThat(connect(http, "/auth/cookie?connection=" + id)).isEmpty();
      assertAccepted(http, "/auth/cookie?a=b");
    }
  }

  private void assertAccepted(HttpClient http, String target) throws Exception {
    String id = RawClient.newId();
    WebSocket socket = connect(http, target + "&connection=" + id).orElseThrow();
    socket.sendClose(1000, "").get(PATIENCE, TimeUnit.SECONDS);
    assertThat(new TranscriptClient(port).ended(id).at("/handshake/status").asInt()).isEqualTo(101);
    assertThat(verdict(id).path("passed").asBoolean()).isTrue();
  }

  /** Returns nothing if the opening handshake is rejected. */
  private Optional<WebSocket> connect(HttpClient http, String target) throws Exception {
    return http.newWebSocketBuilder()
        .buildAsync(URI.create("ws://localhost:" + port + target), new WebSocket.Listener() {})
        .handle((opened, _) -> Optional.ofNullable(opened))
        .get(PATIENCE, TimeUnit.SECONDS);
  }
}
