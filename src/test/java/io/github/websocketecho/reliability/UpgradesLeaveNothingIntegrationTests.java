package io.github.websocketecho.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Extent;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.ServerProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tomcat up to 11.0.27 leaks memory on HTTP upgrades (CVE-2026-118233). Ours leave the ways that
 * Tomcat knows: nothing of them stays on the heap.
 */
@Tag("alone")
class UpgradesLeaveNothingIntegrationTests {

  private static final int AT_ONCE = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A tenth of what there would be if each upgrade left one. */
  private static final int SHARE = 10;

  private static final Pattern PORTS =
      Pattern.compile("started on ports (?<plain>\\d+) \\(http\\), (?<tls>\\d+) \\(https\\)");

  /** A line of the histogram: how many objects there are, of how many bytes, of which class. */
  private static final Pattern COUNTED =
      Pattern.compile("(?m)^ *\\d+: +(?<count>\\d+) +(?<bytes>\\d+) +(?<name>\\S+)");

  @TempDir private static Path folder;

  private static ServerProcess server;
  private static int plainPort;
  private static int tlsPort;

  @BeforeAll
  static void start() throws Exception {
    server =
        ServerProcess.start(
            folder,
            Map.of(),
            List.of("-XX:TieredStopAtLevel=1", "-Xmx128m"),
            List.of(
                "--server.port=0",
                "--websocket-echo.tls.port=0",
                // Tomcat keeps what it reads a request with, for as many as come at once.
                "--server.tomcat.threads.max=8",
                "--websocket-echo.transcripts.count=1",
                "--websocket-echo.limits.connection-rate=0",
                "--websocket-echo.limits.closing=1s"));
    var ports = server.await(PORTS);
    plainPort = Integer.parseInt(ports.group("plain"));
    tlsPort = Integer.parseInt(ports.group("tls"));
  }

  @AfterAll
  static void end() {
    server.close();
  }

  /** How an opening handshake goes. */
  enum Shape {
    ACCEPTED(Extent.of(1_000, 10_000)) {
      @Override
      void run() throws IOException {
        try (var client = RawClient.connect(plainPort).upgrade("/")) {
          close(client);
        }
      }
    },
    REJECTED(Extent.of(1_000, 10_000)) {
      @Override
      void run() throws IOException {
        try (var client = RawClient.connect(plainPort)) {
          client.resetOnClose();
          var headers = RawClient.HANDSHAKE.stream().filter(line -> !line.contains("Key")).toList();
          assertThat(client.request("GET", "/", headers).status()).isEqualTo(400);
        }
      }
    },
    REFUSED(Extent.of(1_000, 10_000)) {
      @Override
      void run() throws IOException {
        try (var client = RawClient.connect(plainPort)) {
          client.resetOnClose();
          assertThat(client.handshake("/refuse/503").status()).isEqualTo(503);
        }
      }
    },
    WRONG(Extent.of(1_000, 10_000)) {
      @Override
      void run() throws IOException {
        try (var client = RawClient.connect(plainPort)) {
          client.resetOnClose();
          client.sendHandshake("/handshake/wrong-accept");
          assertThat(client.readHead()).isNotEmpty();
        }
      }
    },
    GONE(Extent.of(1_000, 10_000)) {
      @Override
      void run() throws IOException {
        try (var client = RawClient.connect(plainPort)) {
          client.resetOnClose();
          client.sendHandshake("/");
        }
      }
    },
    EARLY(Extent.of(1_000, 10_000)) {
      @Override
      void run() throws IOException {
        try (var client = RawClient.connect(plainPort)) {
          var bytes = new ByteArrayOutputStream();
          String head =
              "GET / HTTP/1.1\r\n" + String.join("\r\n", RawClient.HANDSHAKE) + "\r\n\r\n";
          bytes.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
          bytes.writeBytes(RawClient.frame(true, 0, RawClient.TEXT, new byte[] {'x'}));
          client.send(bytes.toByteArray());
          assertThat(client.readResponse().status()).isEqualTo(101);
          assertThat(client.read()).hasToString("text \"x\"");
          close(client);
        }
      }
    },
    OVER_TLS(Extent.of(250, 10_000)) {
      @Override
      void run() throws IOException {
        try (var client = RawClient.connectTls(tlsPort).upgrade("/")) {
          client.sendClose(1000, "");
          assertThat(client.read()).hasToString("close 1000");
        }
      }
    };

    private final int count;

    Shape(int count) {
      this.count = count;
    }

    abstract void run() throws IOException;

    private static void close(RawClient client) throws IOException {
      client.sendClose(1000, "");
      assertThat(client.read()).hasToString("close 1000");
      client.readEnd();
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingStaysOfUpgradesOfEachShape(Shape shape) throws Exception {
    // Tomcat retains as many processors as were busy at once: no more than in this run.
    run(shape, shape.count / SHARE, 4 * AT_ONCE);
    Map<String, Long> before = objects();
    run(shape, shape.count, AT_ONCE);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Map<String, Long> left = left(before);
    // The last ones may take a while to end.
    while (!isLittle(left, shape) && System.nanoTime() < deadline) {
      left = left(before);
    }
    assertThat(left).allSatisfy((_, count) -> assertThat(count).isLessThan(shape.count / SHARE));
  }

  private static boolean isLittle(Map<String, Long> left, Shape shape) {
    return left.values().stream().allMatch(count -> count < shape.count / SHARE);
  }

  private static void run(Shape shape, int times, int atOnce) throws Exception {
    try (var threads = Executors.newFixedThreadPool(atOnce)) {
      List<Callable<Void>> calls = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        calls.add(
            () -> {
              shape.run();
              return null;
            });
      }
      for (Future<Void> call : threads.invokeAll(calls)) {
        call.get();
      }
    }
  }

  /** How many objects of the server's and of its libraries there are more than before. */
  private static Map<String, Long> left(Map<String, Long> before) throws Exception {
    Map<String, Long> left = new HashMap<>();
    objects().forEach((name, count) -> left.put(name, count - before.getOrDefault(name, 0L)));
    return left;
  }

  /** How many objects of each class can be reached. */
  private static Map<String, Long> objects() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(server.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String histogram = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    Map<String, Long> objects = new HashMap<>();
    COUNTED
        .matcher(histogram)
        .results()
        .filter(
            line -> line.group("name").matches("(org\\.(apache|springframework)|io\\.github).*"))
        .forEach(line -> objects.put(line.group("name"), Long.parseLong(line.group("count"))));
    assertThat(objects).containsKey("org.apache.coyote.Request");
    return objects;
  }
}
