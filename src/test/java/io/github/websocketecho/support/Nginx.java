package io.github.websocketecho.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An nginx process with the user of the test and its files in a folder of the test. */
public final class Nginx implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String MAIN =
      """
      daemon off;
      master_process off;
      pid nginx.pid;
      error_log stderr warn;
      events { worker_connections 128; }
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        include sites.conf;
      }
      """;

  private final Process process;
  private final Path log;

  private Nginx(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static boolean isInstalled() {
    return program().isPresent();
  }

  private static Optional<Path> program() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    // Debian installs it in a folder that is only on root's PATH.
    return Stream.concat(Stream.of(path.split(":", -1)), Stream.of("/usr/sbin"))
        .map(folder -> Path.of(folder, "nginx"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts nginx, and waits until it listens.
   *
   * @param sites the content of {@code http} in its configuration
   * @param port a port on which the sites listen
   */
  public static Nginx start(Path folder, String sites, int port)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("nginx.conf"), MAIN);
    Files.writeString(folder.resolve("sites.conf"), sites);
    Path log = folder.resolve("nginx.log");
    Process process =
        new ProcessBuilder(
                program().orElseThrow().toString(),
                "-p",
                folder.toString(),
                "-c",
                "nginx.conf",
                "-e",
                "stderr")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    var nginx = new Nginx(process, log);
    nginx.awaitListening(port);
    return nginx;
  }

  private void awaitListening(int port) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && !process.waitFor(10, TimeUnit.MILLISECONDS)) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        // It does not listen yet.
      }
    }
    stop();
    throw new IOException("nginx does not listen:\n" + Files.readString(log));
  }

  /** A port that is free at the moment. */
  public static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** Ends nginx at once, with all its connections. */
  public void stop() {
    process.destroy();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
