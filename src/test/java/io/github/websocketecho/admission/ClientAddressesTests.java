package io.github.websocketecho.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketecho.InvalidSettingException;
import io.github.websocketecho.support.Settings;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientAddressesTests {

  private static final String PROXIES = "10.0.0.0/8,fd00::/8";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The proxy appends the address that it saw. Everything before it is from the client.
        "10.0.0.1 | X-Forwarded-For | 203.0.113.9                            | 203.0.113.9",
        "10.0.0.1 | X-Forwarded-For | 1.1.1.1, 203.0.113.9                   | 203.0.113.9",
        "10.0.0.1 | X-Forwarded-For | 1.1.1.1, 203.0.113.9, 10.0.0.2         | 203.0.113.9",
        "10.0.0.1 | X-Forwarded-For | 203.0.113.9:4711                       | 203.0.113.9",
        "10.0.0.1 | X-Forwarded-For | 2001:db8::9                            | 2001:db8::9",
        "10.0.0.1 | X-Forwarded-For | [2001:db8::9]:4711                     | 2001:db8::9",
        "10.0.0.1 | X-Forwarded-For | 10.0.0.3, 10.0.0.2                     | 10.0.0.3",
        "10.0.0.1 | X-Forwarded-For | unknown                                | 10.0.0.1",
        "10.0.0.1 | X-Forwarded-For | 203.0.113.9, nonsense, 10.0.0.2        | 10.0.0.2",
        "10.0.0.1 | X-Forwarded-For | 999.1.1.1                              | 10.0.0.1",
        "10.0.0.1 | X-Forwarded-For | ''                                     | 10.0.0.1",
        "fd00::1  | X-Forwarded-For | 203.0.113.9                            | 203.0.113.9",
        "10.0.0.1 | Forwarded       | for=203.0.113.9                        | 203.0.113.9",
        "10.0.0.1 | Forwarded       | by=10.0.0.1;For=203.0.113.9;proto=http | 203.0.113.9",
        "10.0.0.1 | Forwarded       | for=1.1.1.1, for=203.0.113.9           | 203.0.113.9",
        "10.0.0.1 | Forwarded       | for=\"[2001:db8::9]:4711\"             | 2001:db8::9",
        "10.0.0.1 | Forwarded       | for=\"a, for=1.1.1.1\", for=203.0.113.9| 203.0.113.9",
        "10.0.0.1 | Forwarded       | for=203.0.113.9, for=_hidden           | 10.0.0.1",
        "10.0.0.1 | Forwarded       | for=203.0.113.9, proto=https           | 10.0.0.1",
        // An unterminated quoted string of the client does not hide what the proxy appends.
        "10.0.0.1 | Forwarded       | for=1.1.1.1;x=\", for=\"[2001:db8::9]\" | 10.0.0.1",
        "10.0.0.1 | Forwarded       | for=1.1.1.1;x=\"\\\", for=203.0.113.9     | 203.0.113.9",
        "10.0.0.1 | X-Forwarded-For | \", 203.0.113.9                         | 203.0.113.9",
        // A peer that is not a trusted proxy.
        "9.9.9.9  | X-Forwarded-For | 203.0.113.9                            | 9.9.9.9",
        "9.9.9.9  | Forwarded       | for=203.0.113.9                        | 9.9.9.9",
      })
  void clientIsTheAddressReportedByTrustedProxies(
      String peer, String header, String value, String client) {
    var request = new MockHttpServletRequest();
    request.setRemoteAddr(peer);
    request.addHeader(header, value);
    assertThat(addresses(PROXIES).of(request).getHostAddress())
        .isEqualTo(InetAddress.ofLiteral(client).getHostAddress());
  }

  @ParameterizedTest
  @CsvSource({
    "for=203.0.113.9, 203.0.113.9, 203.0.113.9",
    "for=1.1.1.1, 203.0.113.9, 10.0.0.1",
    "for=203.0.113.9, 1.1.1.1, 10.0.0.1",
  })
  void headersThatDisagreeAreIgnored(String forwarded, String forwardedFor, String client) {
    var request = new MockHttpServletRequest();
    request.setRemoteAddr("10.0.0.1");
    request.addHeader("X-Forwarded-For", forwardedFor);
    request.addHeader("Forwarded", forwarded);
    assertThat(addresses(PROXIES).of(request).getHostAddress()).isEqualTo(client);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Forwarded", "X-Forwarded-For"})
  void headerIsReadUpTo2048CharactersAndIgnoredBeyond(String header) {
    for (String start :
        List.of("for=1.1.1.1;x=" + "a".repeat(2_000), "(\"a\",".repeat(1_000_000))) {
      var request = new MockHttpServletRequest();
      request.setRemoteAddr("10.0.0.1");
      request.addHeader(header, start);
      request.addHeader(header, "Forwarded".equals(header) ? "for=203.0.113.9" : "203.0.113.9");
      String client = start.length() < 2_048 ? "203.0.113.9" : "10.0.0.1";
      assertThat(addresses(PROXIES).of(request).getHostAddress()).isEqualTo(client);
    }
    var request = new MockHttpServletRequest();
    request.setRemoteAddr("10.0.0.1");
    request.addHeader(header, "a=b;".repeat(512) + "for=203.0.113.9");
    assertThat(addresses(PROXIES).of(request).getHostAddress()).isEqualTo("10.0.0.1");
  }

  @Test
  void zoneOfALinkLocalPeerIsIgnored() {
    var request = new MockHttpServletRequest();
    request.setRemoteAddr("fe80:0:0:0:0:0:0:1%nosuch0");
    assertThat(addresses("").of(request).getHostAddress()).isEqualTo("fe80:0:0:0:0:0:0:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00e4", "", "unknown", "999.1.1.1", "a b"})
  void invalidPeerAddressBecomesUnspecified(String peer) {
    var request = new MockHttpServletRequest();
    request.setRemoteAddr(peer);
    assertThat(addresses(PROXIES).of(request)).isEqualTo(InetAddress.ofLiteral("::"));
  }

  @Test
  void invalidRangeIsRejectedWithTheNameOfTheSetting() {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> addresses("10.0.0.0/33"))
        .withMessageStartingWith(
            "The setting websocket-echo.trusted-proxies cannot be 10.0.0.0/33: it must be");
  }

  @Test
  void severalHeadersFormOneList() {
    var request = new MockHttpServletRequest();
    request.setRemoteAddr("10.0.0.1");
    request.addHeader("X-Forwarded-For", "203.0.113.9");
    request.addHeader("X-Forwarded-For", "10.0.0.2");
    assertThat(addresses(PROXIES).of(request).getHostAddress()).isEqualTo("203.0.113.9");
  }

  @Test
  void clientIsThePeerWithoutTrustedProxies() {
    var request = new MockHttpServletRequest();
    request.setRemoteAddr("127.0.0.1");
    request.addHeader("X-Forwarded-For", "203.0.113.9");
    assertThat(addresses("").of(request).getHostAddress()).isEqualTo("127.0.0.1");
  }

  private static ClientAddresses addresses(String proxies) {
    return new ClientAddresses(
        Settings.of(proxies.isEmpty() ? List.of() : List.of("trusted-proxies=" + proxies)));
  }
}
