package io.github.websocketecho.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.DefaultMessageSourceResolvable;

class SecretsTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "Proxy-Authorization",
        "Set-Cookie",
        "password",
        "access_token",
        "X-Api-Key",
        "apiKey",
        "user",
        "Username"
      })
  void nameAnnouncesASecret(String name) {
    assertThat(Secrets.isSecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"User-Agent", "WWW-Authenticate", "connection", "within", "key", "reason", ""})
  void nameAnnouncesNoSecret(String name) {
    assertThat(Secrets.isSecret(name)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/auth/basic?user=me&password=pw&within=1s | /auth/basic?user=***&password=***&within=1s",
        "/?token=                                  | /?token=***",
        "/?a=1&TOKEN=x                             | /?a=1&TOKEN=***",
        "/?password=a=b;c?d%26e%23f                | /?password=***",
        "/?password=a&password=b                   | /?password=***&password=***",
        "/?token=a#token=b                         | /?token=***#token=***",
        "/auth/basic&password=pw                   | /auth/basic&password=***",
        "/auth/basic;password=pw/x?y               | /auth/basic;password=***",
        "password=pw&x=1                           | password=***&x=1",
        "address=/auth/basic?password=pw           | address=/auth/basic?password=***",
        "address=%2Fa%3fuser%3Dme%26within%3D1s&x  | address=%2Fa%3fuser%3D***&x",
        "/?%74oken=x&b=1                           | /?%74oken=***&b=1",
        "step=a%3F%2574oken%3Dx&step=b             | step=a%3F%2574oken%3D***&step=b",
        "/?%E4token=x                              | /?%E4token=***",
      })
  void valueThatMayBeSecretIsMasked(String address, String masked) {
    assertThat(Secrets.masked(address)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/close/4001?reason=bye&connection=x",
        "/?reason=password&tokens",
        "/password?=x",
        "/user/me"
      })
  void otherAddressIsUnchanged(String address) {
    assertThat(Secrets.masked(address)).isEqualTo(address);
  }

  /** Even if each character may begin a name. */
  @ParameterizedTest
  @ValueSource(strings = {"token", "&token", "%3Ftoken", "?a=", "&token="})
  void longAddressIsMaskedInTime(String part) {
    String address = part.repeat(10_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(2), () -> assertThat(Secrets.masked(address)).isNotEmpty());
  }

  @Test
  void problemOfASecretParameterHasNeitherItsValueNorACauseThatMayNameIt() {
    var problem =
        new InvalidParameterException(
            "password",
            "geheim",
            new DefaultMessageSourceResolvable("x"),
            new IllegalArgumentException("geheim"));
    assertThat(problem.getBody().getProperties()).containsEntry("value", Secrets.MASK);
    assertThat(problem.getDetailMessageArguments()).contains(Secrets.MASK).doesNotContain("geheim");
    assertThat(problem).hasNoCause();
  }
}
