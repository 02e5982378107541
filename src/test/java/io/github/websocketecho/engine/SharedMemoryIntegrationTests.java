package io.github.websocketecho.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** Bounds of all connections together, below what each of them alone may use. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"websocket-echo.limits.backlog=1MB", "websocket-echo.limits.compression=1MB"})
@Import(TestServer.class)
class SharedMemoryIntegrationTests {

  private static final int MEBIBYTE = 1 << 20;
  private static final int WHOLE = 16_000;

  /** To inflate what one connection sends [bytes]. */
  private static final long MEMORY = 72 * 1024;

  private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
  private static final String DEFLATE = EXTENSIONS + ": permessage-deflate";

  @Autowired private TestServer server;
  @Autowired private EventLoops loops;

  private final List<RawClient> clients = new ArrayList<>();

  private RawClient open(String target, String... headers) throws IOException {
    var client = server.open(target, headers);
    clients.add(client);
    return client;
  }

  @AfterEach
  void givesEverythingBackWhenAllHaveGone() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    await(() -> loops.open() == 0);
    assertThat(loops.backlog().reserved()).isZero();
    assertThat(loops.codecs().reserved()).isZero();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + RawClient.PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as("time over [ns]").isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void keepsFramesThatAreNotWholeUpToHalfOfTheBacklogAndTellsOthersInParts() throws Exception {
    byte[] payload = "x".repeat(WHOLE).getBytes(UTF_8);
    byte[] frame = RawClient.frame(true, 0, RawClient.TEXT, payload);
    for (int i = 0; i < 100; i++) {
      var client = open("/");
      client.send(Arrays.copyOf(frame, frame.length - 1));
    }
    await(() -> loops.backlog().isScarce());
    for (RawClient client : clients) {
      client.send(new byte[] {frame[frame.length - 1]});
      assertThat(client.readMessage(RawClient.TEXT)).isEqualTo(payload);
    }
    assertThat(loops.backlog().reserved()).isZero();
  }

  @Test
  void keepsNoMoreThanTheBacklogForClientsThatReadNothing() throws Exception {
    byte[] frame = RawClient.frame(true, 0, RawClient.BINARY, new byte[32 * MEBIBYTE]);
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      var client = open("/");
      senders.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      client.send(frame);
                    } catch (IOException e) {
                      // The test is over.
                    }
                  }));
    }
    await(
        () ->
            loops.statistics().stream().mapToLong(LoopStatistics::writeStalls).sum()
                >= senders.size());
    // Beyond the budget, each may buffer the smallest piece, and its overhead.
    assertThat(loops.backlog().reserved())
        .isBetween(MEBIBYTE / 10L, MEBIBYTE + 20L * 2 * Budget.SMALLEST_PIECE);
    // A client that reads receives every byte.
    RawClient first = clients.getFirst();
    assertThat(first.readMessage(RawClient.BINARY)).hasSize(32 * MEBIBYTE);
  }

  @Test
  void agreesOnNoMoreCompressionThanThereIsMemoryToInflate() throws Exception {
    long most = MEBIBYTE / MEMORY;
    for (int i = 0; i < most; i++) {
      open("/", DEFLATE);
    }
    await(() -> loops.codecs().reserved() == most * MEMORY); // It is reserved after the 101.
    try (var one = server.connect()) {
      assertThat(one.handshake("/", DEFLATE).header(EXTENSIONS)).isEmpty();
      one.sendText("plain");
      assertThat(one.read()).hasToString("text \"plain\"");
    }
    clients.removeFirst().close();
    await(() -> loops.codecs().reserved() == (most - 1) * MEMORY);
    try (var one = server.connect()) {
      assertThat(one.handshake("/", DEFLATE).header(EXTENSIONS)).isEqualTo("permessage-deflate");
    }
  }

  @Test
  void sendsMessagesUncompressedWhereThereIsNoMemoryToCompress() throws Exception {
    for (int i = 0; i < 2; i++) { // 342 KiB each, after its first message.
      var client = open("/", DEFLATE);
      client.sendText("to be compressed");
      assertThat(client.read().rsv()).isEqualTo(4);
    }
    var third = open("/", DEFLATE);
    third.sendText("compressed too");
    assertThat(third.read().rsv()).isZero();
    clients.removeFirst().close();
    await(() -> loops.open() == 2);
    third.sendText("compressed too");
    assertThat(third.read().rsv()).isEqualTo(4);
  }

  @Test
  void closesSlowEchoesWith1008WhereTooMuchWaits() throws Exception {
    byte[] message = RawClient.frame(true, 0, RawClient.BINARY, new byte[300 * 1024]);
    for (int i = 0; i < 3; i++) {
      open("/slow?delay=10s").send(message);
    }
    await(() -> loops.backlog().reserved() > 900_000);
    var another = open("/slow?delay=10s");
    another.send(message);
    assertThat(another.read()).hasToString("close 1008 Server backlog is full.");
  }
}
