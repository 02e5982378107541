package io.github.websocketecho.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a connection still does once its input is discarded, or has ended. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "websocket-echo.limits.backlog=64MB",
      "websocket-echo.limits.closing=20s",
      "websocket-echo.limits.requests-per-address=0"
    })
class EndedInputIntegrationTests {

  private static final int MIB = 1 << 20;
  private static final int SOCKET_BUFFER = 1 << 16;

  /** The requests of one connection. */
  private static final int POSTS = 100;

  private static final long A_MOMENT = 10_000_000;
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate";

  @LocalServerPort private int port;
  @Autowired private EventLoops loops;

  private void awaitNoBacklog() {
    long deadline = System.nanoTime() + RawClient.PATIENCE.toNanos();
    while (loops.backlog().reserved() != 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(A_MOMENT);
    }
    assertThat(loops.backlog().reserved()).isZero();
  }

  @Test
  void clientThatSendsFinBeforeItReadsReceivesAllEchoes() throws Exception {
    byte[] message = new byte[8 * MIB];
    new Random(1).nextBytes(message);
    var all = new ByteArrayOutputStream();
    all.writeBytes(RawClient.frame(true, 0, RawClient.BINARY, message));
    all.writeBytes(RawClient.frame(true, 0, RawClient.CLOSE, new byte[] {0x0F, (byte) 0xA1}));
    String address = "/?connection=ends-first";
    try (var client = RawClient.connect(port, SOCKET_BUFFER).upgrade(address)) {
      client.send(all.toByteArray());
      client.finish();
      LockSupport.parkNanos(20 * A_MOMENT); // Until the server has received the end.
      assertThat(Arrays.equals(client.readMessage(RawClient.BINARY), message)).isTrue();
      assertThat(client.read()).hasToString("close 4001");
      client.readEnd();
    }
    assertThat(new TranscriptClient(port).ended("ends-first").at("/closing/tcpEnd").asString())
        .isEqualTo("fin");
    awaitNoBacklog();
  }

  @Test
  void endOfTcpIsNoticedAfterACompressedMessageFailed() throws Exception {
    String address = "/?connection=bad-deflate";
    try (var client = RawClient.connect(port).upgrade(address, DEFLATE)) {
      client.send(RawClient.frame(true, 4, RawClient.TEXT, new byte[] {(byte) 0xFF}));
      assertThat(client.read().opcode()).isEqualTo(RawClient.CLOSE);
      long start = System.nanoTime();
      client.sendClose(1000, "");
      client.finish();
      assertThat(new TranscriptClient(port).ended("bad-deflate").at("/closing/tcpEnd").asString())
          .isEqualTo("fin");
      assertThat(System.nanoTime() - start).isLessThan(SOON.toNanos());
    }
  }

  @Test
  void messagesOfOthersWaitBehindAnIncompleteOne() throws Exception {
    int count = 5000;
    try (var client = RawClient.connect(port).upgrade("/?connection=posts")) {
      client.send(RawClient.frame(false, 0, RawClient.TEXT, new byte[] {'a'}));
      assertThat(client.read().payload()).hasSize(1);
      for (int i = 0; i < count / POSTS; i++) {
        post();
      }
      client.send(RawClient.frame(true, 0, RawClient.CONTINUATION, new byte[] {'b'}));
      assertThat(client.read().payload()).containsExactly('b');
      for (int i = 0; i < count; i++) {
        assertThat(client.read().text()).isEqualTo("x");
      }
      client.sendText("and on");
      assertThat(client.read().text()).isEqualTo("and on");
    }
    awaitNoBacklog();
  }

  private void post() throws Exception {
    byte[] post =
        """
        POST /connections/posts/messages HTTP/1.1
        Host: localhost
        Content-Type: text/plain
        Content-Length: 1

        x\
        """
            .replace("\n", "\r\n")
            .getBytes(US_ASCII);
    try (var poster = RawClient.connect(port)) {
      for (int i = 0; i < POSTS; i++) {
        poster.send(post);
        assertThat(poster.readResponse().status()).isEqualTo(202);
      }
    }
  }

  @Test
  void httpBehindACorrectAnswerFailsTheConnection() throws Exception {
    String address = "/slow-handshake?delay=0s&connection=http-behind-101";
    try (var client = RawClient.connect(port).upgrade(address)) {
      client.send("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
      assertThat(client.read().closeCode()).isEqualTo(1002);
    }
    assertThat(
            new TranscriptClient(port).ended("http-behind-101").at("/verdict/passed").asBoolean())
        .isFalse();
  }

  @SpringBootTest(
      webEnvironment = WebEnvironment.RANDOM_PORT,
      properties = "websocket-echo.limits.closing=100ms")
  @Nested
  class WithLittleTimeToClose {

    @LocalServerPort private int shortPort;

    @Test
    void aRefusedClientHasTheTimeThatTheAddressGivesIt() throws Exception {
      String address = "/refuse/503?within=1s&connection=refused";
      try (var client = RawClient.connect(shortPort)) {
        assertThat(client.handshake(address).status()).isEqualTo(503);
        var transcript = new TranscriptClient(shortPort).ended("refused");
        assertThat(transcript.at("/durationMillis").asDouble()).isGreaterThan(900);
        assertThat(transcript.at("/closing/cause").asString()).isEqualTo("scenario");
        assertThat(client.readRest()).isEmpty();
      }
    }
  }
}
