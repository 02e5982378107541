package io.github.websocketecho.reliability;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of 128 MiB of heap in a process of its own, as it is or with no limits that count. */
final class AttackedServer implements AutoCloseable {

  private static final List<String> LIMITS_OFF =
      List.of(
          "--websocket-echo.limits.connections=0",
          "--websocket-echo.limits.connections-per-address=0",
          "--websocket-echo.limits.connection-rate=0",
          "--websocket-echo.limits.handshakes=0",
          "--websocket-echo.limits.message-rate=0",
          "--websocket-echo.limits.byte-rate=0",
          "--websocket-echo.limits.flood-rate=0");

  private static final Pattern PORTS =
      Pattern.compile("started on ports (?<plain>\\d+) \\(http\\), (?<tls>\\d+) \\(https\\)");
  private static final Pattern HELD =
      Pattern.compile("(?m)^websocket_(?:backlog_bytes|connections_open) (.*)$");
  private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");
  private static final int HELD_METERS = 2;

  /** What is bounded for each address is not used up here. */
  private static final String OBSERVER = "127.0.0.3";

  private static final int WARM_UP_ECHOES = 3000;
  private static final int WARM_UP_VISITS = 300;
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration LONGEST_TO_GIVE_BACK = Duration.ofSeconds(10);

  private final ServerProcess process;
  private final Target target;

  private AttackedServer(ServerProcess process, Target target) {
    this.process = process;
    this.target = target;
  }

  /**
   * Starts one, and waits until it is there.
   *
   * @param limits whether the limits on counts and rates are on
   */
  static AttackedServer start(Path folder, boolean limits) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--server.port=0", "--websocket-echo.tls.port=0"));
    if (!limits) {
      arguments.addAll(LIMITS_OFF);
    }
    ServerProcess process =
        ServerProcess.start(
            Files.createTempDirectory(folder, "server"),
            Map.of(),
            List.of("-Xmx128m", "-XX:+ExitOnOutOfMemoryError"),
            arguments);
    try {
      var ports = process.await(PORTS);
      return new AttackedServer(
          process,
          new Target(Integer.parseInt(ports.group("plain")), Integer.parseInt(ports.group("tls"))));
    } catch (Exception e) {
      process.close();
      throw e;
    }
  }

  /** Has it do for a while what is measured later, until it is compiled. */
  AttackedServer warmUp() throws IOException {
    try (var client = HealthyClient.restless(target.port())) {
      client.echoes().await(WARM_UP_ECHOES);
      client.visits().await(WARM_UP_VISITS);
    }
    return this;
  }

  Target target() {
    return target;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String log() throws IOException {
    return process.log();
  }

  /** The most memory that the process has had since the last call of {@link #forgetPeak} [MiB]. */
  long peak() throws IOException {
    Matcher peak = PEAK.matcher(Files.readString(proc("status")));
    return peak.find() ? Long.parseLong(peak.group(1)) / 1024 : 0;
  }

  void forgetPeak() throws IOException {
    Files.writeString(proc("clear_refs"), "5");
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(process.pid()), file);
  }

  /**
   * Waits until no connection is open and nothing is kept for any, and returns what is left after
   * ten seconds; empty if nothing is.
   */
  String leftOver() {
    long deadline = System.nanoTime() + LONGEST_TO_GIVE_BACK.toNanos();
    String left = held();
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK.toNanos());
      left = held();
    }
    return left;
  }

  private String held() {
    try (var client = RawClient.connectFrom(OBSERVER, target.port())) {
      List<String> headers = List.of("Host: localhost", "Connection: close");
      var response = client.request("GET", "/actuator/prometheus", headers);
      String metrics = response.body();
      List<String> held = new ArrayList<>();
      int meters = 0;
      Matcher meter = HELD.matcher(metrics);
      while (meter.find()) {
        meters++;
        if (Double.parseDouble(meter.group(1)) != 0) {
          held.add(meter.group());
        }
      }
      return meters == HELD_METERS ? String.join(", ", held) : "No meters: " + response;
    } catch (IOException | RuntimeException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
