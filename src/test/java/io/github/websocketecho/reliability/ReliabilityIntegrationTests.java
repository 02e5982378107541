package io.github.websocketecho.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Extent;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.ServerProcess;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One server with a small heap meets all that can come from an open network, while a healthy client
 * goes on: it loses nothing, and hardly waits.
 */
@Tag("alone")
class ReliabilityIntegrationTests {

  private static final Duration LONGEST_ECHO = Duration.ofMillis(100);

  /** Tomcat's poller comes round once a second when nothing happens. */
  private static final Duration POLLER = Duration.ofSeconds(3);

  /** The last line of a start. */
  private static final Pattern COMPLETE = Pattern.compile("Open http://");

  private static final Duration LOOK = Duration.ofMillis(10);

  private static final int RESETS = Extent.of(4_000, 10_000);
  private static final int WARM_UP = 1000;
  private static final int RESETS_AT_A_TIME = 250;
  private static final int RANDOM_CLIENTS = 1000;
  private static final int RANDOM_BYTES = 4096;
  private static final long SEED = 20_261_121;
  private static final long BOMB = 1L << 30;

  @TempDir private static Path folder;
  private static ServerProcess server;
  private static int port;

  private HealthyClient healthy;

  @BeforeAll
  static void startTheServer() throws Exception {
    server =
        ServerProcess.start(
            folder,
            Map.of(),
            List.of("-Xmx128m", "-XX:+ExitOnOutOfMemoryError"),
            List.of(
                "--server.port=0",
                "--websocket-echo.transcripts.list=true",
                // All of them come from one address here.
                "--websocket-echo.limits.connections-per-address=0",
                "--websocket-echo.limits.connection-rate=0",
                // Nor is anybody slowed down.
                "--websocket-echo.limits.byte-rate=0"));
    port = server.port();
    // The port accepts connections a moment before the server says that it lives.
    server.await(COMPLETE);
  }

  @AfterAll
  static void stopTheServer() throws Exception {
    assertThat(server.log()).doesNotContain("OutOfMemoryError", " ERROR ");
    server.terminate();
    assertThat(server.waitForEnd()).isEqualTo(143);
    server.close();
  }

  @BeforeEach
  void startTheHealthyClient() {
    healthy = new HealthyClient(port);
  }

  @AfterEach
  void theHealthyClientNoticedNothing() throws IOException {
    healthy.close();
    assertThat(healthy.failures()).isEmpty();
    assertThat(healthy.echoes().waits().count()).isGreaterThan(100);
    assertThat(healthy.echoes().waits().percentile(99)).isLessThan(LONGEST_ECHO);
  }

  @Test
  void clientsThatStopHalfWayDelayNobody() throws Exception {
    try (var slow = new SlowClients(port)) {
      slow.addReaders(300);
      slow.addWriters(300);
      slow.addUnfinishedFrames(1000);
      slow.addUnfinishedCompressedMessages(300);
      slow.addHalfOpenHandshakes(1500);
      healthy.echoes().await(1000);
      try (var another = RawClient.open(port, "/")) {
        another.sendText("me too");
        assertThat(another.read()).hasToString("text \"me too\"");
      }
    }
  }

  @Test
  void connectionsThatAreResetLeaveNothingBehind() throws Exception {
    // The first connections have the server open what it keeps: channels that it uses again, files.
    for (int i = 0; i < WARM_UP; i += RESETS_AT_A_TIME) {
      resetAll("warm-up-" + i, RESETS_AT_A_TIME);
    }
    awaitQuiet();
    long most = fewestDescriptors(0) + RESETS_AT_A_TIME / 10;
    for (int i = 0; i < RESETS; i += RESETS_AT_A_TIME) {
      resetAll("reset-" + i, RESETS_AT_A_TIME);
    }
    awaitQuiet();
    assertThat(fewestDescriptors(most)).isLessThanOrEqualTo(most);
  }

  private static void resetAll(String name, int count) throws IOException {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var client = RawClient.open(port, "/?connection=" + name + "-" + i);
      client.sendText("gone");
      client.resetOnClose();
      clients.add(client);
    }
    for (RawClient client : clients) {
      client.close();
    }
  }

  @Test
  void randomBytesEndTheirConnectionAndNoOther() throws Exception {
    var random = new Random(SEED);
    for (int i = 0; i < RANDOM_CLIENTS; i++) {
      byte[] bytes = new byte[1 + random.nextInt(RANDOM_BYTES)];
      random.nextBytes(bytes);
      try (var client = RawClient.open(port, "/?connection=random-" + i)) {
        client.send(bytes);
        client.finish();
        client.readRest();
      } catch (SocketException | EOFException e) {
        // It was thrown out before it had said everything.
      }
    }
    awaitQuiet();
  }

  @Test
  void aBombOfOneGibibyteIsEchoedInTheSameMemory() throws Exception {
    byte[] zeros = new byte[1 << 20];
    try (var client = openCompressed()) {
      Thread sender = Thread.ofVirtual().start(() -> sendBomb(client, zeros));
      assertThat(receiveBomb(client)).isEqualTo(BOMB);
      sender.join(RawClient.PATIENCE);
    }
  }

  /**
   * The server declines compression until it has closed the connections of the test before, whose
   * unfinished messages have reserved all the memory that there is for it.
   */
  private static RawClient openCompressed() throws IOException {
    long deadline = System.nanoTime() + RawClient.PATIENCE.toNanos();
    do {
      var client = RawClient.connect(port);
      var response = client.handshake("/", "Sec-WebSocket-Extensions: permessage-deflate");
      if (response.header("Sec-WebSocket-Extensions").startsWith("permessage-deflate")) {
        return client;
      }
      client.close();
      LockSupport.parkNanos(LOOK.toNanos());
    } while (System.nanoTime() < deadline);
    throw new AssertionError("The server has declined compression for " + RawClient.PATIENCE);
  }

  private static void sendBomb(RawClient client, byte[] zeros) {
    try (var deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
      byte[] compressed = new byte[1 << 16];
      long rest = BOMB;
      boolean first = true;
      while (rest > 0) {
        deflater.setInput(zeros);
        rest -= zeros.length;
        int length;
        do {
          length = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
          byte[] part = Arrays.copyOf(compressed, length);
          client.send(
              RawClient.frame(
                  false, first ? 4 : 0, first ? RawClient.BINARY : RawClient.CONTINUATION, part));
          first = false;
        } while (length == compressed.length);
      }
      // An empty block ends the message, without the four bytes that every message ends with.
      client.send(RawClient.frame(true, 0, RawClient.CONTINUATION, new byte[] {0}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long receiveBomb(RawClient client) throws IOException, DataFormatException {
    long length = 0;
    byte[] part = new byte[1 << 16];
    try (var inflater = new Inflater(true)) {
      RawClient.Frame frame;
      do {
        frame = client.read();
        inflater.setInput(frame.payload());
        int inflated;
        do {
          inflated = inflater.inflate(part);
          length += inflated;
        } while (inflated > 0);
      } while (!frame.fin());
    }
    return length;
  }

  /** Waits until the server has no open connection with a transcript. */
  private static void awaitQuiet() throws Exception {
    var transcripts = new TranscriptClient(port);
    long deadline = System.nanoTime() + RawClient.PATIENCE.toNanos();
    String list;
    do {
      list = transcripts.get("/connections").body();
    } while ((list.contains("\"open\"") || list.contains("\"closing\""))
        && System.nanoTime() < deadline);
    assertThat(list).doesNotContain("\"open\"", "\"closing\"");
  }

  /**
   * The fewest within a while: a closed channel's goes once Tomcat's poller has come round. So few
   * are enough.
   */
  private static long fewestDescriptors(long enough) throws IOException {
    long fewest = Long.MAX_VALUE;
    long end = System.nanoTime() + POLLER.toNanos();
    while (fewest > enough && System.nanoTime() < end) {
      try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(server.pid()), "fd"))) {
        fewest = Math.min(fewest, files.count());
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return fewest;
  }
}
