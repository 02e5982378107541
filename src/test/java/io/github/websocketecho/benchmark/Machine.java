package io.github.websocketecho.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a reader of the numbers must know of the machine. */
final class Machine {

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String OPEN_FILES = "Max open files";

  private Machine() {}

  static String describe() throws IOException {
    String load = Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    return "%d cores, JDK %s, %s %s, commit %s%s; load average before: %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            Runtime.version(),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            git("rev-parse", "--short", "HEAD"),
            git("status", "--porcelain").isEmpty() ? "" : " and changes",
            load);
  }

  /** Says at once what would fail after half an hour. */
  static void requireOpenFiles(int needed) throws IOException {
    String line =
        Files.readAllLines(LIMITS).stream()
            .filter(candidate -> candidate.startsWith(OPEN_FILES))
            .findFirst()
            .orElseThrow();
    String allowed = line.substring(OPEN_FILES.length()).strip().split(" ", 2)[0];
    if (!allowed.equals("unlimited") && Long.parseLong(allowed) < needed) {
      throw new IOException(
          "A process may open %s files, and the connections need %d: raise it with ulimit -n %d, or ask for fewer with connections="
              .formatted(allowed, needed, needed));
    }
  }

  private static String git(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add("git");
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
  }
}
