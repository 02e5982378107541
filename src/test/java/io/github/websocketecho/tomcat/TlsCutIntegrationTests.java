package io.github.websocketecho.tomcat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.websocketecho.support.OverTls;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.TlsRecords;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The end of TLS if TCP ends without a close frame (RFC 8446, section 6.1). */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@OverTls
class TlsCutIntegrationTests {

  private static final int TIMES = 20;

  @LocalServerPort private int port;

  private void readAll(String protocol, String target) throws IOException {
    try (TlsRecords client = TlsRecords.connect(port, protocol)) {
      String head = "GET " + target + " HTTP/1.1\r\n" + String.join("\r\n", RawClient.HANDSHAKE);
      client.send(client.wrap((head + "\r\n\r\n").getBytes(US_ASCII)));
      byte[] read;
      do {
        read = client.read();
      } while (read.length > 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void cutSendsNoCloseNotify(String protocol) {
    for (int i = 0; i < TIMES; i++) {
      for (String at : new String[] {"header", "payload", "fragment"}) {
        assertThatExceptionOfType(EOFException.class)
            .isThrownBy(() -> readAll(protocol, "/cut?at=" + at));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void resetSendsNoCloseNotify(String protocol) {
    for (int i = 0; i < TIMES; i++) {
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(() -> readAll(protocol, "/reset"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void dropSendsCloseNotify(String protocol) {
    for (int i = 0; i < TIMES; i++) {
      assertThatNoException().isThrownBy(() -> readAll(protocol, "/drop"));
    }
  }
}
