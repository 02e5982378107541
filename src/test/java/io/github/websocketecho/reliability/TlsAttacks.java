package io.github.websocketecho.reliability;

import io.github.websocketecho.reliability.Conduct.Reading;
import io.github.websocketecho.support.TlsRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Attacks on the port that speaks TLS. */
final class TlsAttacks {

  private static final String TLS_1_3 = "TLSv1.3";
  private static final String TLS_1_2 = "TLSv1.2";
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  /** A handshake record that announces 16 KiB, of which a few bytes come. */
  private static final byte[] HALF_A_RECORD = {0x16, 3, 1, 0x40, 0, 1, 0, 0};

  private TlsAttacks() {}

  private static byte[] clientHello(String protocol) {
    try {
      return TlsRecords.clientHello(protocol);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connections that begin a record and leave it at that. */
  static List<Conduct> halfRecords(Size size) {
    return List.of(Conduct.of(size.of(1500, 5000)).toTls().sends(HALF_A_RECORD).lasts(A_WHILE));
  }

  /** Half of a client's first message. */
  static List<Conduct> halfHellos(Size size) {
    byte[] hello = clientHello(TLS_1_3);
    return List.of(
        Conduct.of(size.of(1500, 5000))
            .toTls()
            .sends(Arrays.copyOf(hello, hello.length / 2))
            .lasts(A_WHILE));
  }

  /** Handshakes that go no further than the server's answer. */
  static List<Conduct> handshakesWithoutEnd(Size size) {
    return List.of(
        Conduct.of(size.of(1500, 5000)).toTls().sends(clientHello(TLS_1_3)).lasts(A_WHILE));
  }

  /** The server signs, and the client goes away, as fast as it can. */
  static List<Conduct> abandonedHandshakes(Size size) {
    return List.of(
        Conduct.of(size.of(50, 200))
            .toTls()
            .sends(clientHello(TLS_1_3))
            .lasts(Duration.ofMillis(100))
            .resets(),
        Conduct.of(size.of(50, 200))
            .toTls()
            .sends(clientHello(TLS_1_2))
            .lasts(Duration.ofMillis(100))
            .resets());
  }

  /** Plain HTTP where TLS is spoken. */
  static List<Conduct> plainHttp(Size size) {
    return List.of(
        Conduct.of(size.of(50, 200))
            .toTls()
            .reads(Reading.ALL)
            .sends(Bytes.plain("GET", "/"))
            .lasts(Duration.ofMillis(100)));
  }
}
