package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.engine.EventLoops;
import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** A client may send a complete message before it reads the echo, up to a bound. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.limits.backlog=256MB")
class EchoBufferIntegrationTests {

  private static final int MIB = 1 << 20;

  /** Of the client [bytes]. Over a real network, no more than this is in transit. */
  private static final int SOCKET_BUFFER = 1 << 16;

  /** How much a connection may have read and not yet handled, in addition to its echo [bytes]. */
  private static final int UNHANDLED_INPUT = MIB;

  private static final long A_MOMENT = 10_000_000;

  @LocalServerPort private int port;
  @Autowired private EventLoops loops;

  @AfterEach
  void backlogIsReleased() {
    awaitBacklog(0, 0);
  }

  private void awaitBacklog(long minimum, long maximum) {
    long deadline = System.nanoTime() + RawClient.PATIENCE.toNanos();
    while ((loops.backlog().reserved() < minimum || loops.backlog().reserved() > maximum)
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(A_MOMENT);
    }
    assertThat(loops.backlog().reserved()).isBetween(minimum, maximum);
  }

  private static byte[] message(int size) {
    byte[] message = new byte[size];
    new Random(size).nextBytes(message);
    return message;
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 40})
  void clientMaySendAMessageBeforeItReadsTheEcho(int mebibytes) throws Exception {
    byte[] message = message(mebibytes * MIB);
    try (var client = RawClient.connect(port, SOCKET_BUFFER).upgrade("/")) {
      client.send(RawClient.frame(true, 0, RawClient.BINARY, message));
      assertThat(Arrays.equals(client.readMessage(RawClient.BINARY), message)).isTrue();
      client.sendText("and on");
      assertThat(client.read()).hasToString("text \"and on\"");
    }
  }

  @Test
  void clientMaySendManyMessagesBeforeItReadsTheEchoes() throws Exception {
    byte[] message = message(MIB);
    byte[] frame = RawClient.frame(true, 0, RawClient.BINARY, message);
    try (var client = RawClient.connect(port, SOCKET_BUFFER).upgrade("/")) {
      for (int i = 0; i < 32; i++) {
        client.send(frame);
      }
      for (int i = 0; i < 32; i++) {
        assertThat(Arrays.equals(client.readMessage(RawClient.BINARY), message)).isTrue();
      }
    }
  }

  /** Beyond the bound, the input is left unread until the client reads the echo. */
  private void assertRestIsLeftUnread(int mebibytes, long bound) throws Exception {
    byte[] message = message(mebibytes * MIB);
    try (var client = RawClient.connect(port, SOCKET_BUFFER).upgrade("/")) {
      var sent = new CompletableFuture<Boolean>();
      Thread.startVirtualThread(
          () -> {
            try {
              client.send(RawClient.frame(true, 0, RawClient.BINARY, message));
              sent.complete(true);
            } catch (IOException e) {
              sent.completeExceptionally(e);
            }
          });
      awaitBacklog(bound / 2, bound + UNHANDLED_INPUT);
      assertThat(sent).failsWithin(1, TimeUnit.SECONDS);
      assertThat(loops.backlog().reserved()).isBetween(bound / 2, bound + UNHANDLED_INPUT);
      assertThat(Arrays.equals(client.readMessage(RawClient.BINARY), message)).isTrue();
      assertThat(sent).succeedsWithin(RawClient.PATIENCE);
    }
  }

  @Test
  void inputBeyondTheBoundIsLeftUnread() throws Exception {
    assertRestIsLeftUnread(100, 64L * MIB);
  }

  @Nested
  @TestPropertySource(properties = "websocket-echo.limits.echo-buffer=4MB")
  class SmallerEchoBuffer {

    @Test
    void inputBeyondTheBoundIsLeftUnread() throws Exception {
      assertRestIsLeftUnread(32, 4L * MIB);
    }
  }

  @Nested
  @TestPropertySource(
      properties = {
        "websocket-echo.limits.echo-buffer=0",
        "websocket-echo.limits.socket-buffer=64KB"
      })
  class SocketBuffer {

    /** Without the setting, the kernel would buffer several times as much. */
    private static final int MAXIMUM = 2 * MIB;

    @Test
    void boundsWhatTheKernelBuffers() throws Exception {
      byte[] message = message(MIB / 8);
      byte[] frame = RawClient.frame(true, 0, RawClient.BINARY, message);
      var sent = new AtomicInteger();
      try (var client = RawClient.connect(port, SOCKET_BUFFER).upgrade("/")) {
        Thread.startVirtualThread(
            () -> {
              try {
                while (sent.get() < 4 * MAXIMUM) {
                  client.send(frame);
                  sent.addAndGet(message.length);
                }
              } catch (IOException e) {
                // The test has ended.
              }
            });
        LockSupport.parkNanos(50 * A_MOMENT);
        assertThat(sent.get()).isLessThan(MAXIMUM);
        while (sent.get() < 4 * MAXIMUM) {
          assertThat(Arrays.equals(client.readMessage(RawClient.BINARY), message)).isTrue();
        }
      }
    }
  }

  @Nested
  @TestPropertySource(properties = "websocket-echo.limits.backlog=16MB")
  class HalfOfTheBacklog {

    @Test
    void isTheLimitOfOneConnection() throws Exception {
      assertRestIsLeftUnread(32, 8L * MIB);
    }
  }
}
