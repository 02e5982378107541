package io.github.websocketecho.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Redis process of a test, which keeps nothing on disk. If no Redis is installed, the test is
 * skipped, or fails if the environment variable {@code CI} is {@code true}.
 */
public final class RedisServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path folder;
  private final int port;
  private final List<String> options;
  private Process process;

  private RedisServer(Path folder, int port, List<String> options)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.port = port;
    this.options = options;
    process = run();
  }

  /**
   * Starts a server at a free port, and waits until it listens.
   *
   * @param options such as {@code --requirepass secret}, each word for itself
   */
  public static RedisServer start(Path folder, String... options)
      throws IOException, InterruptedException {
    return new RedisServer(folder, Nginx.freePort(), List.of(options));
  }

  private Process run() throws IOException, InterruptedException {
    Path log = folder.resolve("redis.log");
    List<String> command =
        new ArrayList<>(List.of(Program.required("redis-server").path().toString()));
    command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
    command.addAll(List.of("--dir", folder.toString(), "--port", String.valueOf(port)));
    command.addAll(options);
    Process started =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && !started.waitFor(10, TimeUnit.MILLISECONDS)) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return started;
      } catch (IOException e) {
        // It does not listen yet.
      }
    }
    started.destroyForcibly();
    throw new IOException("Redis does not listen:\n" + Files.readString(log));
  }

  /** The port for plain TCP. */
  public int port() {
    return port;
  }

  /** The setting {@code websocket-echo.replicas.redis} without a password. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** It stops to answer, and keeps its connections. */
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** It answers again. */
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("Cannot send " + name);
    }
  }

  /** Kills it. It loses everything. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Starts it again after {@link #kill}, at the same port. */
  public void restart() throws IOException, InterruptedException {
    process = run();
  }

  @Override
  public void close() {
    kill();
  }
}
