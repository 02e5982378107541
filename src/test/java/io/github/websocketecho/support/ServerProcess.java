package io.github.websocketecho.support;

import io.github.websocketecho.WebSocketEchoApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a separate JVM, for tests that depend on its process, such as memory and signals. */
public final class ServerProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern STARTED = Pattern.compile("started on port (\\d+)");
  private static final Pattern STARTED_WITH_TLS =
      Pattern.compile("started on .*\\b(\\d+) \\(https\\)");

  /**
   * JVM options for a server that ends before optimized compilation, or collecting garbage in
   * several threads, would pay off.
   */
  public static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts the server.
   *
   * @param folder the folder of the log
   * @param environment variables in addition to those of this process
   * @param jvmOptions such as {@code -Xmx64m}
   * @param arguments such as {@code --server.port=0}
   */
  public static ServerProcess start(
      Path folder, Map<String, String> environment, List<String> jvmOptions, List<String> arguments)
      throws IOException {
    return start(WebSocketEchoApplication.class, folder, environment, jvmOptions, arguments);
  }

  /** Starts another main class, which prints “started on port” and the port, like the server. */
  public static ServerProcess start(
      Class<?> main,
      Path folder,
      Map<String, String> environment,
      List<String> jvmOptions,
      List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(arguments);
    Path log = folder.resolve("server.log");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new ServerProcess(builder.start(), log);
  }

  /** Waits until the server has started, and returns its port. */
  public int port() throws IOException, InterruptedException {
    return Integer.parseInt(await(STARTED).group(1));
  }

  /** Waits until the server has started, and returns its TLS port. */
  public int tlsPort() throws IOException, InterruptedException {
    return Integer.parseInt(await(STARTED_WITH_TLS).group(1));
  }

  /** Waits until the output of the server matches a pattern, and returns the match. */
  public MatchResult await(Pattern printed) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Matcher found = printed.matcher(log());
      if (found.find()) {
        return found.toMatchResult();
      }
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    throw new IOException("The server did not print " + printed + ":\n" + log());
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process is running. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Sends SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Waits for the end of the process, and returns its exit status. */
  public int waitForEnd() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE)) {
      throw new IOException("The server did not end:\n" + log());
    }
    return process.exitValue();
  }

  /** The output of the server. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
