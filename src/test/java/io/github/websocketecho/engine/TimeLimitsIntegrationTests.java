package io.github.websocketecho.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.TestServer;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** How long an opening handshake may take, and how long a connection may be open. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "websocket-echo.limits.handshake=1s",
      "websocket-echo.limits.lifetime=2s",
      "websocket-echo.limits.closing=500ms"
    })
@Import(TestServer.class)
class TimeLimitsIntegrationTests {

  private static final Duration TICK = Duration.ofMillis(50);

  @Autowired private TestServer server;
  @LocalServerPort private int port;

  @Test
  void lifetimeLimitClosesABusyConnection() throws Exception {
    long start = System.nanoTime();
    try (var client = server.open("/?connection=old")) {
      client.sendText("on");
      var frame = client.read();
      while (frame.opcode() != RawClient.CLOSE) {
        client.sendText("and on");
        frame = client.read();
      }
      assertThat(frame).hasToString("close 1001 Connection lifetime limit of 2s reached.");
      assertThat(since(start)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
      client.sendClose(1001, "");
      assertThat(client.readRest()).isEmpty();
    }
    var transcript = new TranscriptClient(port).ended("old");
    assertThat(transcript.at("/closing/cause").stringValue()).isEqualTo("lifetime");
    assertThat(transcript.at("/closing/clean").booleanValue()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G", // A method that does not end.
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: ", // A header that does not end.
      })
  void tcpEndsIfAHeadTakesTooLong(String beginning) throws Exception {
    try (var client = server.connect()) {
      long start = System.nanoTime();
      client.send(beginning.getBytes(UTF_8));
      assertEndsInTimeByteByByte(client, start);
    }
  }

  private static void assertEndsInTimeByteByByte(RawClient client, long start) throws IOException {
    byte[] more = {'E'};
    while (!hasEnded(client)) {
      assertThat(since(start)).isLessThan(Duration.ofSeconds(5));
      send(client, more);
    }
    assertThat(since(start)).isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void tcpEndsIfTheSecondHeadTakesTooLong() throws Exception {
    try (var client = server.connect()) {
      assertThat(client.request("HEAD", "/actuator/health", List.of("Host: localhost")).status())
          .isEqualTo(200);
      long start = System.nanoTime();
      assertEndsInTimeByteByByte(client, start);
    }
  }

  @Test
  void slowHeadWithinTheTimeIsAccepted() throws Exception {
    try (var client = server.connect()) {
      String head = "GET / HTTP/1.1\r\n" + String.join("\r\n", RawClient.HANDSHAKE) + "\r\n\r\n";
      for (String line : head.lines().toList()) {
        client.readNothing(TICK);
        client.send((line + "\r\n").getBytes(UTF_8));
      }
      assertThat(client.readResponse().status()).isEqualTo(101);
    }
  }

  @Test
  void tcpEndsIfNothingIsSent() throws Exception {
    try (var client = server.connect()) {
      long start = System.nanoTime();
      client.readEnd();
      assertThat(since(start)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
    }
  }

  @Test
  void tcpEndsIfNothingIsSentAfterARequest() throws Exception {
    try (var client = server.connect()) {
      assertThat(client.request("HEAD", "/actuator/health", List.of("Host: localhost")).status())
          .isEqualTo(200);
      long start = System.nanoTime();
      client.readEnd();
      assertThat(since(start)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
    }
  }

  @Test
  void answerMayTakeLongerThanTheTimeout() throws Exception {
    try (var _ = server.open("/?connection=waits");
        var client = server.connect()) {
      long start = System.nanoTime();
      var response =
          client.request("GET", "/connections/waits?wait=1600ms", List.of("Host: localhost"));
      assertThat(response.status()).isEqualTo(200);
      assertThat(since(start)).isGreaterThan(Duration.ofMillis(1500));
    }
  }

  private static void send(RawClient client, byte[] bytes) {
    try {
      client.send(bytes);
    } catch (IOException e) {
      // A read shows whether TCP has ended.
    }
  }

  /** Waits a moment, and returns whether TCP has ended. */
  private static boolean hasEnded(RawClient client) {
    try {
      client.readNothing(TICK);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** The same before there is a head. */
  @io.github.websocketecho.support.OverTls
  @Nested
  class UnderTls {

    @Test
    void endsTcpWhereTlsTakesTooLongByteByByte() throws Exception {
      // The beginning of a ClientHello of 512 bytes.
      byte[] hello = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout((int) TICK.toMillis());
        long start = System.nanoTime();
        socket.getOutputStream().write(hello);
        while (!hasEnded(socket)) {
          assertThat(since(start)).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(since(start)).isGreaterThan(Duration.ofMillis(900));
      }
    }

    private static boolean hasEnded(Socket socket) {
      try {
        socket.getOutputStream().write(0);
        return socket.getInputStream().read() < 0;
      } catch (java.net.SocketTimeoutException e) {
        return false;
      } catch (IOException e) {
        return true;
      }
    }
  }
}
