package io.github.websocketecho.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The process with the servers of this JVM. It begins with the first server, serves all of them,
 * and ends ten seconds after the last one, or with this JVM. It gets no environment variables and
 * no system properties of this JVM, and its working directory is a folder of its own.
 */
final class HostProcess {

  /** Long enough for the next test class, so that its server starts in a warm process. */
  private static final Duration IDLE = Duration.ofSeconds(10);

  /** For the answer to a command, on a machine that is busy. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int POLL_MILLIS = 2;
  private static final int ENDED_POLL_MILLIS = 10;

  /** How much of the log an error message shows [characters]. */
  private static final int SHOWN = 4000;

  private static final String LOG = "server.log";

  private static final String MAIN = "io.github.websocketecho.hosting.ServerHost";

  /** A test ends before optimized compilation, or several threads for garbage, would pay off. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xms96m",
          "-Xmn64m",
          "-Xmx512m",
          "-XX:+ExitOnOutOfMemoryError",
          "-Dstdout.encoding=UTF-8",
          "-Dstderr.encoding=UTF-8",
          "-Djava.awt.headless=true");

  /** The process of each Java installation that a test has used. */
  private static final Map<Path, HostProcess> running = new HashMap<>();

  private final Process process;
  private final Path folder;
  private final BufferedReader answers;
  private final InputStream output;
  private final Writer commands;

  private HostProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
    output = process.getInputStream();
    answers = new BufferedReader(new InputStreamReader(output, UTF_8));
    commands = process.outputWriter(UTF_8);
  }

  /** A started server. */
  record Started(HostProcess host, String name, int port) {

    /** Stops it, and its connections. */
    void stop() {
      host.stop(name);
    }
  }

  /**
   * Starts a server.
   *
   * @param javaHome a Java installation
   * @param name unique among all servers
   * @throws IllegalStateException if the server does not start; the message says why
   */
  static Started start(Path javaHome, String name, Map<String, String> settings) {
    String command =
        settings.entrySet().stream()
            .map(setting -> encode(setting.getKey()) + "=" + encode(setting.getValue()))
            .collect(Collectors.joining(" ", "start " + name + " ", ""))
            .strip();
    synchronized (running) {
      HostProcess host = running.get(javaHome);
      @Nullable String answer = host == null ? null : host.answer(command);
      if (host == null || answer == null) {
        if (host != null) {
          host.kill();
        }
        host = launch(javaHome);
        running.put(javaHome, host);
        answer = host.answer(command);
      }
      return host.started(name, answer);
    }
  }

  /** Ends the process, which then cannot delete its files. It may have ended already. */
  private void kill() {
    process.destroyForcibly();
    try {
      ServerFiles.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + folder, e);
    }
  }

  private Started started(String name, @Nullable String answer) {
    if (answer == null) {
      throw new IllegalStateException("The process of the server has ended:\n" + logged());
    }
    String[] words = answer.split(" ", -1);
    if (!words[0].equals("started")) {
      throw new IllegalStateException(
          "The server has not started: " + URLDecoder.decode(words[1], UTF_8));
    }
    return new Started(this, name, Integer.parseInt(words[1]));
  }

  private void stop(String name) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String answer = command("stop " + name);
    while (answer != null && !answer.equals("true")) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "The server has not ended within %d s.".formatted(PATIENCE.toSeconds()));
      }
      // Other servers start and stop in between.
      sleep(ENDED_POLL_MILLIS);
      answer = command("ended " + name);
    }
    if (answer == null) {
      // The process has ended, and the server with it.
      kill();
    }
  }

  private @Nullable String command(String command) {
    synchronized (running) {
      return answer(command);
    }
  }

  private static HostProcess launch(Path javaHome) {
    try {
      Path folder = Files.createTempDirectory("websocket-echo-").toAbsolutePath();
      try {
        ServerFiles.extract(folder);
        return launch(javaHome, folder);
      } catch (IOException | RuntimeException e) {
        ServerFiles.delete(folder);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The process of the server has not started: " + e, e);
    }
  }

  private static HostProcess launch(Path javaHome, Path folder) throws IOException {
    boolean windows = File.separatorChar == '\\';
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve(windows ? "java.exe" : "java").toString());
    command.addAll(JVM_OPTIONS);
    command.addAll(
        List.of(
            "-cp",
            ServerFiles.CLASS_PATH,
            MAIN,
            Long.toString(IDLE.toMillis()),
            folder.toString()));
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve(LOG).toFile());
    // Windows needs this variable for sockets.
    builder.environment().keySet().removeIf(name -> !name.equalsIgnoreCase("SystemRoot"));
    // Without it, Java on Linux finds no file whose path has letters beyond ASCII, such as its own.
    builder.environment().put("LC_ALL", "C.UTF-8");
    return new HostProcess(builder.start(), folder);
  }

  /** Sends a command, and returns the answer; null if the process has ended. */
  private @Nullable String answer(String command) {
    try {
      commands.write(command + "\n");
      commands.flush();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      // A read of a pipe has no timeout, so nothing is read before it is there.
      while (output.available() == 0 && process.isAlive()) {
        if (System.nanoTime() > deadline) {
          String log = logged();
          // A late answer would be read as that of the next command.
          kill();
          throw new IllegalStateException(
              "The process of the server has not answered within %d s:%n%s"
                  .formatted(PATIENCE.toSeconds(), log));
        }
        sleep(POLL_MILLIS);
      }
      return answers.readLine();
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Waits. An interruption, such as that of a timeout of JUnit, stays set and does not end it,
   * because an answer that nobody reads would disturb the other servers.
   */
  private static void sleep(int millis) {
    boolean interrupted = Thread.interrupted();
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private String logged() {
    try {
      String all = Files.readString(folder.resolve(LOG));
      return all.substring(Math.max(0, all.length() - SHOWN));
    } catch (IOException e) {
      return "There is no log: " + e;
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
