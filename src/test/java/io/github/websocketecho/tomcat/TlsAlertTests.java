package io.github.websocketecho.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages of JDK 25. */
class TlsAlertTests {

  @ParameterizedTest
  @CsvSource({
    "(certificate_expired) Received fatal alert: certificate_expired, true, certificate_expired",
    "(handshake_failure) received handshake warning: unknown_ca,       true, unknown_ca",
    "(unexpected_message) Received close_notify during handshake,      true, close_notify",
    "(user_canceled) Received fatal close_notify alert,                true, user_canceled",
    "(certificate_required) Empty client certificate chain,            false, certificate_required",
    "(protocol_version) Client requested protocol TLSv1.2,             false, protocol_version",
  })
  void messageNamesTheAlertAndItsSender(String message, boolean received, String name) {
    assertThat(TlsAlert.in(new SSLHandshakeException(message)))
        .contains(new TlsAlert(received, name));
  }

  @Test
  void messageOfACauseNamesAnAlertThatIsNotEncrypted() {
    var failure = new SSLProtocolException("Unexpected exception");
    failure.initCause(
        new GeneralSecurityException(
            "Unexpected plaintext alert received: Level: fatal; Alert: unknown_ca"));
    assertThat(TlsAlert.in(failure)).contains(new TlsAlert(true, "unknown_ca"));
  }

  @Test
  void otherExceptionsNameNone() {
    assertThat(TlsAlert.in(new SSLException("Unsupported or unrecognized SSL message"))).isEmpty();
    assertThat(TlsAlert.in(new IOException("Connection reset by peer"))).isEmpty();
    assertThat(TlsAlert.in(new IOException())).isEmpty();
  }
}
