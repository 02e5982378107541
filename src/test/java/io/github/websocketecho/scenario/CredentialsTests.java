package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.protocol.OpeningResponse.Header;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class CredentialsTests {

  private static final URI ADDRESS = URI.create("http://localhost/base/auth/cookie?a=b");

  private static final String BASIC = "Basic realm=\"WebSocket Echo\", charset=\"UTF-8\"";
  private static final String BEARER = "Bearer realm=\"WebSocket Echo\"";

  private Instant now = Instant.ofEpochSecond(1_800_000_000);
  private final Credentials cookie = new CookieCredentials(() -> now);

  private static HttpHeaders headers(String name, String... values) {
    var headers = new HttpHeaders();
    headers.put(name, List.of(values));
    return headers;
  }

  private static boolean accepts(Credentials credentials, String... authorization) {
    return credentials.check(headers("authorization", authorization), () -> ADDRESS).isEmpty();
  }

  private static List<Header> rejected(Credentials credentials, HttpHeaders headers) {
    HandshakeRejection rejection = credentials.check(headers, () -> ADDRESS).orElseThrow();
    assertThat(rejection.status()).isEqualTo(401);
    return rejection.headers();
  }

  private static String basic(String userAndPassword, Charset charset) {
    return Base64.getEncoder().encodeToString(userAndPassword.getBytes(charset));
  }

  @ParameterizedTest
  @CsvSource({
    "user,   password",
    "user,   ''",
    "'',     password",
    "'',     ''",
    "jürgen, pä:ß:😀",
    "a b,    ' c '",
  })
  void userAndPasswordAreAcceptedInUtf8(String user, String password) {
    var credentials = new BasicCredentials(user, password);
    String right = basic(user + ':' + password, StandardCharsets.UTF_8);
    for (String scheme : List.of("Basic ", "basic ", "BASIC   ", " Basic ")) {
      assertThat(accepts(credentials, scheme + right)).as(scheme).isTrue();
    }
    assertThat(accepts(credentials, "Basic " + right.replace("=", ""))).isTrue();
    assertThat(accepts(credentials, "Basic " + right, "Basic " + right)).isFalse();
    assertThat(accepts(credentials, "Bearer " + right)).isFalse();
    assertThat(accepts(credentials, "Basic" + right)).isFalse();
    assertThat(accepts(credentials, "Basic\u00a0" + right)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user",
        "user:",
        "user:passwor",
        "user:passwordx",
        "User:password",
        ":password",
        ""
      })
  void otherUserOrPasswordGetsTheChallenge(String given) {
    var credentials = new BasicCredentials("user", "password");
    String authorization = "Basic " + basic(given, StandardCharsets.UTF_8);
    assertThat(rejected(credentials, headers("Authorization", authorization)))
        .containsExactly(new Header("WWW-Authenticate", BASIC));
  }

  @Test
  void otherEncodingIsRejected() {
    var credentials = new BasicCredentials("jürgen", "pä");
    assertThat(accepts(credentials, "Basic " + basic("jürgen:pä", StandardCharsets.ISO_8859_1)))
        .isFalse();
    assertThat(accepts(credentials, "Basic *")).isFalse();
    assertThat(accepts(credentials, "Basic")).isFalse();
    assertThat(rejected(credentials, new HttpHeaders()))
        .containsExactly(new Header("WWW-Authenticate", BASIC));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer a.b-c~+/==", "bearer a.b-c~+/==", "BEARER  a.b-c~+/=="})
  void tokenIsAccepted(String authorization) {
    assertThat(accepts(new BearerCredentials("a.b-c~+/=="), authorization)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Bearer ", "Bearer token2", "bearer Token", "Bearer token, x"})
  void otherTokenGetsTheErrorInTheChallenge(String authorization) {
    assertThat(rejected(new BearerCredentials("token"), headers("Authorization", authorization)))
        .containsExactly(
            new Header(
                "WWW-Authenticate",
                BEARER
                    + ", error=\"invalid_token\""
                    + ", error_description=\"The token is not that of the address.\""));
  }

  @Test
  void requestWithoutATokenGetsNoError() {
    var credentials = new BearerCredentials("token");
    for (var headers : List.of(new HttpHeaders(), headers("Authorization", "Basic dG9rZW4="))) {
      assertThat(rejected(credentials, headers))
          .containsExactly(new Header("WWW-Authenticate", BEARER));
    }
  }

  /** The cookie that the first attempt gets, with its attributes. */
  private String firstCookie(URI address) {
    List<Header> headers = cookie.check(new HttpHeaders(), () -> address).orElseThrow().headers();
    assertThat(headers.getFirst())
        .isEqualTo(
            new Header(
                "WWW-Authenticate",
                "Cookie realm=\"WebSocket Echo\", cookie-name=\"websocket-echo-auth\""));
    assertThat(headers.get(1).name()).isEqualTo("Set-Cookie");
    return headers.get(1).value();
  }

  private boolean accepts(String cookies) {
    return cookie.check(headers("Cookie", cookies), () -> ADDRESS).isEmpty();
  }

  private static String pair(String setCookie) {
    return setCookie.replaceFirst(";.*", "");
  }

  @Test
  void firstAttemptGetsACookieForItsOwnPath() {
    assertThat(firstCookie(ADDRESS))
        .matches(
            "websocket-echo-auth=1800000060\\.[\\w-]{43}; Path=/base/auth/cookie; Max-Age=60;"
                + " Expires=[^;]+; HttpOnly; SameSite=Lax");
    for (String address : List.of("https://x/auth/cookie", "wss://x/auth/cookie;a=b?c")) {
      assertThat(firstCookie(URI.create(address)))
          .contains("; Path=/auth/cookie;", "; Secure; HttpOnly; SameSite=Lax");
    }
  }

  @Test
  void cookieIsAcceptedUntilItExpires() {
    String pair = pair(firstCookie(ADDRESS));
    assertThat(accepts(pair)).isTrue();
    assertThat(accepts("a=b; " + pair + ";c=d")).isTrue();
    assertThat(accepts("websocket-echo-auth=x; " + pair)).isTrue();
    now = now.plus(Duration.ofSeconds(59));
    assertThat(accepts(pair)).isTrue();
    now = now.plus(Duration.ofSeconds(1));
    assertThat(accepts(pair)).isFalse();
  }

  @Test
  void otherCookieIsRejected() {
    String pair = pair(firstCookie(ADDRESS));
    assertThat(accepts(pair.replace("1800000060", "1800000061"))).isFalse();
    assertThat(accepts(pair.substring(0, pair.length() - 1))).isFalse();
    assertThat(accepts(pair.replace('.', '-'))).isFalse();
    assertThat(accepts("x" + pair)).isFalse();
    for (String value : List.of("", ".", "1800000060.", "x.y", "..")) {
      assertThat(accepts("websocket-echo-auth=" + value)).as(value).isFalse();
    }
    assertThat(new CookieCredentials(() -> now).check(headers("Cookie", pair), () -> ADDRESS))
        .as("cookie of another server")
        .isPresent();
  }
}
