package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ServerAddressTests {

  @ParameterizedTest
  @CsvSource({
    "false, example.com, 80,   ws://example.com",
    "false, localhost,   8080, ws://localhost:8080",
    "true,  example.com, 443,  wss://example.com",
    "true,  example.com, 80,   wss://example.com:80",
    "false, [::1],       81,   ws://[::1]:81",
  })
  void addressHasThePortIfItIsUnusual(boolean secure, String host, int port, String address) {
    assertThat(ServerAddress.of(request(secure, host, port)).webSocket()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$(id)", "a`id`", "a\"b", "a;b", "a\\b", "-x", "", "[$(id)]", "a\nb"})
  void hostThatAShellCouldRunIsReplaced(String host) {
    assertThat(ServerAddress.of(request(false, host, 80)).webSocket())
        .isEqualTo("ws://localhost:8099");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "/close/4001?reason=a%20b&after=1, /close/4001?reason=a%20b&after=1",
        "/$(id), /%24(id)",
        "/`id`!'\\, /%60id%60%21%27%5C",
        "/a\"b, /a%22b",
        "/”, /%E2%80%9D",
      })
  void charactersThatAShellReplacesAreEncoded(String target, String quotable) {
    assertThat(ServerAddress.quotable(target)).isEqualTo(quotable);
  }

  private static MockHttpServletRequest request(boolean secure, String host, int port) {
    var request = new MockHttpServletRequest();
    request.setSecure(secure);
    request.setServerName(host);
    request.setServerPort(port);
    request.setLocalPort(8099);
    return request;
  }
}
