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

/** A client that writes a whole message before it reads gets its echo, up to a bound. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.limits.backlog=256MB")
class EchoBufferIntegrationTests {

  private static final int MIB = 1 << 20;

  /** Smaller than what it stands for: over a real network no more than this is under way. */
  private static final int SOCKET_BUFFER = 1 << 16;

  /** What a connection may hold beside its echo: what was read and is not handled. */
  private static final int BESIDE = MIB;

  private static final long A_MOMENT = 10_000_000;

  @LocalServerPort private int port;
  @Autowired private EventLoops loops;

  @AfterEach
  void everythingIsGivenBack() {
    awaitBacklog(0, 0);
  }

  private void awaitBacklog(long least, long most) {
    long deadline = System.nanoTime() + RawClient.PATIENCE.toNanos();
    while ((loops.backlog().taken() < least || loops.backlog().taken() > most)
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(A_MOMENT);
    }
    assertThat(loops.backlog().taken()).isBetween(least, most);
  }

  private static byte[] message(int size) {
    byte[] message = new byte[size];
    new Random(size).nextBytes(message);
    return message;
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 40})
  void aWholeMessageMayBeWrittenBeforeItsEchoIsRead(int mebibytes) throws Exception {
    byte[] message = message(mebibytes * MIB);
    try (var client = RawClient.connect(port, SOCKET_BUFFER).upgrade("/")) {
      client.send(RawClient.frame(true, 0, RawClient.BINARY, message));
      assertThat(Arrays.equals(client.readMessage(RawClient.BINARY), message)).isTrue();
      client.sendText("and on");
      assertThat(client.read()).hasToString("text \"and on\"");
    }
  }

  @Test
  void manyMessagesMayBeWrittenBeforeTheirEchoesAreRead() throws Exception {
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

  /** Beyond the bound the input is left unread, and goes on once the echo is. */
  private void leavesTheRestUnread(int mebibytes, long bound) throws Exception {
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
      awaitBacklog(bound / 2, bound + BESIDE);
      assertThat(sent).failsWithin(1, TimeUnit.SECONDS);
      assertThat(loops.backlog().taken()).isBetween(bound / 2, bound + BESIDE);
      assertThat(Arrays.equals(client.readMessage(RawClient.BINARY), message)).isTrue();
      assertThat(sent).succeedsWithin(RawClient.PATIENCE);
    }
  }

  @Test
  void beyondTheBoundTheInputIsLeftUnread() throws Exception {
    leavesTheRestUnread(100, 64L * MIB);
  }

  @Nested
  @TestPropertySource(properties = "websocket-echo.limits.echo-buffer=4MB")
  class Smaller {

    @Test
    void beyondTheBoundTheInputIsLeftUnread() throws Exception {
      leavesTheRestUnread(32, 4L * MIB);
    }
  }

  @Nested
  @TestPropertySource(
      properties = {
        "websocket-echo.limits.echo-buffer=0",
        "websocket-echo.limits.socket-buffer=64KB"
      })
  class OfTheOperatingSystem {

    /** The kernel would take several times as much by itself. */
    private static final int MOST = 2 * MIB;

    @Test
    void isBoundedToo() throws Exception {
      byte[] message = message(MIB / 8);
      byte[] frame = RawClient.frame(true, 0, RawClient.BINARY, message);
      var sent = new AtomicInteger();
      try (var client = RawClient.connect(port, SOCKET_BUFFER).upgrade("/")) {
        Thread.startVirtualThread(
            () -> {
              try {
                while (sent.get() < 4 * MOST) {
                  client.send(frame);
                  sent.addAndGet(message.length);
                }
              } catch (IOException e) {
                // The test is over.
              }
            });
        LockSupport.parkNanos(50 * A_MOMENT);
        assertThat(sent.get()).isLessThan(MOST);
        while (sent.get() < 4 * MOST) {
          assertThat(Arrays.equals(client.readMessage(RawClient.BINARY), message)).isTrue();
        }
      }
    }
  }

  @Nested
  @TestPropertySource(properties = "websocket-echo.limits.backlog=16MB")
  class HalfOfTheBacklog {

    @Test
    void isTheMostThatOneConnectionMayTake() throws Exception {
      leavesTheRestUnread(32, 8L * MIB);
    }
  }
}
