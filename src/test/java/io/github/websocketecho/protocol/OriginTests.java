package io.github.websocketecho.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTests {

  @ParameterizedTest
  @CsvSource({
    "http://e.com, http://e.com:80",
    "http://E.com, http://e.COM",
    "HTTPS://e.com, https://e.com:443",
    "ws://e.com, http://e.com",
    "wss://e.com, https://e.com:443",
    "http://[::1]:80, http://[::1]",
    "http://web_socket:8080, http://WEB_SOCKET:8080",
    "chrome-extension://abc, chrome-extension://ABC",
  })
  void originsAreEqualIgnoringCaseAndDefaultPorts(String one, String other) {
    assertThat(Origin.parse(one)).isPresent().isEqualTo(Origin.parse(other));
  }

  @ParameterizedTest
  @CsvSource({
    "http://e.com, https://e.com",
    "http://e.com, http://e.com:443",
    "https://e.com, https://e.com:80",
    "http://e.com, http://f.com",
    "http://e.com, http://e.com.",
    "http://e.com:8080, http://e.com:8081",
    "chrome-extension://abc, chrome-extension://abc:80",
  })
  void originsWithAnotherSchemeHostOrPortAreNotEqual(String one, String other) {
    assertThat(Origin.parse(one)).isPresent().isNotEqualTo(Origin.parse(other));
    assertThat(Origin.parse(other)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "e.com",
        "http://",
        "http://:80",
        "http://a:b:c",
        "http://a:",
        "http://a:65536",
        "http://a:999999999999",
        "http://a:-1",
        "http://a:+1",
        "http://a/",
        "http://a/path",
        "http://a?b",
        "http://user@a",
        "http://a b",
        "http://a, http://a",
        "http://[::1",
        "http://[]",
        "http://[g]",
        "http://\u00e4",
        "1http://a",
        "://a",
        "ht tp://a",
      })
  void malformedOriginIsRejected(String malformed) {
    assertThat(Origin.parse(malformed)).isEmpty();
  }

  @Test
  void originOfAMillionCharactersIsParsedInLinearTime() {
    assertThat(Origin.parse("http://" + "a.".repeat(500_000) + "b")).isPresent();
    assertThat(Origin.parse("http://" + "[:".repeat(500_000))).isEmpty();
  }
}
