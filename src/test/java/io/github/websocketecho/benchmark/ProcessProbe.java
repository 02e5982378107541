package io.github.websocketecho.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from the operating system what a process takes, and from a JVM what lives in its heap. */
final class ProcessProbe {

  private static final Pattern KILOBYTES = Pattern.compile("(\\d+) kB");
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  // Linux counts CPU time in these, on every architecture that runs a JDK.
  private static final double TICKS_PER_SECOND = 100;
  private static final int FIELDS_BEFORE_USER_TIME = 11;

  private final long pid;

  ProcessProbe(long pid) {
    this.pid = pid;
  }

  /** User and system time of all its threads so far. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(file("stat"));
    // The name before the last parenthesis may hold blanks.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[FIELDS_BEFORE_USER_TIME])
            + Long.parseLong(fields[FIELDS_BEFORE_USER_TIME + 1]))
        / TICKS_PER_SECOND;
  }

  double residentKilobytes() throws IOException {
    return status("VmRSS:");
  }

  double peakResidentKilobytes() throws IOException {
    return status("VmHWM:");
  }

  /** Collects the garbage, and returns what is left. */
  double liveHeapKilobytes() throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var command = List.of(jcmd, Long.toString(pid), "GC.class_histogram");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String histogram = new String(process.getInputStream().readAllBytes(), UTF_8);
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new IOException("No histogram of the heap: " + histogram.lines().limit(3).toList());
    }
    return Long.parseLong(total.group(1)) / 1024.0;
  }

  private double status(String name) throws IOException {
    for (String line : Files.readAllLines(file("status"))) {
      if (line.startsWith(name)) {
        Matcher kilobytes = KILOBYTES.matcher(line);
        if (kilobytes.find()) {
          return Long.parseLong(kilobytes.group(1));
        }
      }
    }
    throw new IOException("The server has ended");
  }

  private Path file(String name) {
    return Path.of("/proc", Long.toString(pid), name);
  }
}
