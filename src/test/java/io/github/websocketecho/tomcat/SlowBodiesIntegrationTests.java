package io.github.websocketecho.tomcat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * A client that sends a body byte by byte, each byte well within the timeout of a read, cannot
 * occupy a connection and a thread for long.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"websocket-echo.limits.handshake=500ms", "websocket-echo.tls.port=0"})
class SlowBodiesIntegrationTests {

  private static final Duration TICK = Duration.ofMillis(50);

  private static final Duration HANDSHAKE = Duration.ofMillis(500);

  /** The limit for everything that precedes a response. */
  private static final Duration LIMIT = HANDSHAKE.multipliedBy(4);

  @LocalServerPort private int port;
  @Autowired private ServletWebServerApplicationContext application;

  @ParameterizedTest
  @CsvSource({
    "a body that is read,             open, Content-Length: 60000,      a",
    "a body that is discarded,        none, Content-Length: 60000,      a",
    "chunks of a body that is read,   open, Transfer-Encoding: chunked, '1\r\na\r\n'",
    "chunks that are discarded,       none, Transfer-Encoding: chunked, '1\r\na\r\n'",
    "the extension of a chunk,        open, Transfer-Encoding: chunked, '1;x=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'",
    "a trailer that is discarded,     none, Transfer-Encoding: chunked, '0\r\nx: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'",
  })
  void slowBodyEndsTcpAtTheTimeout(String description, String state, String length, String bytes)
      throws Exception {
    String open = RawClient.newId();
    try (var _ = RawClient.open(port, "/?connection=" + open);
        var client = RawClient.connect(port)) {
      String id = state.equals("open") ? open : RawClient.newId();
      String head = "POST /connections/" + id + "/messages HTTP/1.1\r\nHost: localhost\r\n";
      String type = "Content-Type: text/plain\r\n" + length + "\r\n\r\n";
      client.send((head + type).getBytes(UTF_8));
      assertEndsInTime(client, bytes.getBytes(UTF_8), description);
    }
  }

  @Test
  void emptyLinesEndTcpAtTheTimeout() throws Exception {
    try (var client = RawClient.connect(port)) {
      assertEndsInTime(client, new byte[] {'\r', '\n'}, "empty lines");
    }
  }

  @Test
  void slowBodyAtTheTlsPortEndsTcp() throws Exception {
    var server = (TomcatWebServer) Objects.requireNonNull(application.getWebServer());
    int tlsPort = server.getTomcat().getService().findConnectors()[1].getLocalPort();
    awaitTls(tlsPort);
    try (var client = RawClient.connectTls(tlsPort)) {
      String head = "POST /connections/none/messages HTTP/1.1\r\nHost: localhost\r\n";
      client.send(
          (head + "Content-Type: text/plain\r\nContent-Length: 60000\r\n\r\n").getBytes(UTF_8));
      assertEndsInTime(client, new byte[] {'a'}, "a body over TLS");
    }
  }

  @Test
  void restOfAnAnsweredRequestEndsTcpAtTheTimeout() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.send(("GET / HTTP/1.1\r\nX: " + "a".repeat(8 * 1024)).getBytes(UTF_8));
      assertThat(client.readResponse().status()).isEqualTo(431);
      client.readEnd();
      long start = System.nanoTime();
      assertThatIOException()
          .isThrownBy(
              () -> {
                while (since(start).compareTo(LIMIT.multipliedBy(3)) < 0) {
                  client.send(new byte[] {'a'});
                  LockSupport.parkNanos(TICK.toNanos());
                }
              });
      assertThat(since(start)).isGreaterThan(HANDSHAKE.dividedBy(2));
    }
  }

  /** Makes a first TLS handshake, which may exceed the limit because both sides load classes. */
  private static void awaitTls(int port) throws IOException {
    long end = System.nanoTime() + RawClient.PATIENCE.toNanos();
    while (true) {
      try (var client = RawClient.connectTls(port)) {
        assertThat(client.request("GET", "/", List.of("Host: localhost")).status()).isEqualTo(200);
        return;
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  private static void assertEndsInTime(RawClient client, byte[] bytes, String description) {
    long start = System.nanoTime();
    for (int i = 0; !hasEnded(client); i++) {
      assertThat(since(start)).as(description).isLessThan(LIMIT.multipliedBy(3));
      try {
        client.send(new byte[] {bytes[i % bytes.length]});
      } catch (IOException e) {
        // The next read shows whether TCP has ended.
      }
    }
    assertThat(since(start)).as(description).isGreaterThan(LIMIT.dividedBy(2));
  }

  @Test
  void slowBodyWithinTheTimeoutIsAccepted() throws Exception {
    try (var open = RawClient.open(port, "/?connection=slowly");
        var client = RawClient.connect(port)) {
      String head = "POST /connections/slowly/messages HTTP/1.1\r\nHost: localhost\r\n";
      client.send(
          (head + "Content-Type: text/plain\r\nContent-Length: 10\r\n\r\n").getBytes(UTF_8));
      for (byte b : "0123456789".getBytes(UTF_8)) {
        client.readNothing(TICK);
        client.send(new byte[] {b});
      }
      assertThat(client.readResponse().status()).isEqualTo(202);
      assertThat(open.read()).hasToString("text \"0123456789\"");
    }
  }

  /** Waits a short time for the end of TCP. Discards received bytes. */
  private static boolean hasEnded(RawClient client) {
    try {
      return client.ended(TICK);
    } catch (IOException e) {
      return true;
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
