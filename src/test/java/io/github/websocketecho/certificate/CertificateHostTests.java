package io.github.websocketecho.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.scenario.CertificateName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateHostTests {

  @ParameterizedTest
  @CsvSource({
    "expired.localhost, EXPIRED,",
    "a.expired.localhost, EXPIRED, a",
    "My-Test-1.Not-Yet.LocalHost, NOT_YET, my-test-1",
    "wrong-name.wrong-name.localhost, WRONG_NAME, wrong-name",
  })
  void nameBelowTheDomainChoosesACertificateAndMaybeAnId(
      String serverName, CertificateName name, @Nullable String id) {
    var host = CertificateHost.parse(serverName, "localhost").orElseThrow();
    assertThat(host.name()).isEqualTo(name);
    assertThat(Objects.requireNonNullElse(host.id(), "none"))
        .isEqualTo(Objects.requireNonNullElse(id, "none"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "expired",
        "expired.localhost.",
        "expired.localhost.example",
        "expiredlocalhost",
        "unknown.localhost",
        ".expired.localhost",
        "a.b.expired.localhost",
        "a b.expired.localhost",
        "ü.expired.localhost",
        "expired.a.localhost",
        "a_b.expired.localhost",
        "-a.expired.localhost",
        "a-.expired.localhost",
      })
  void otherNamesChooseNothing(String serverName) {
    assertThat(CertificateHost.parse(serverName, "localhost")).isEmpty();
  }

  @Test
  void clientWithoutANameChoosesNothing() {
    assertThat(CertificateHost.parse(null, "localhost")).isEmpty();
  }

  @Test
  void longestIdIsALabelOfDns() {
    assertThat(CertificateHost.parse("a".repeat(63) + ".tls13.test.example", "test.example"))
        .isPresent();
    assertThat(CertificateHost.parse("a".repeat(64) + ".tls13.test.example", "test.example"))
        .isEmpty();
  }
}
