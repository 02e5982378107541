package io.github.websocketecho.protocol;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks for bytes of a client that break a rule, led by the code that they reach: Jazzer, which is
 * libFuzzer for Java, in a JVM of its own for each target.
 *
 * <p>The build tries the same inputs every time, for some seconds. To look further, with other
 * inputs every time, and for so many seconds for each target:
 *
 * <pre>./mvnw test -Dtest=FuzzTests -Dfuzz.seconds=600</pre>
 *
 * A finding is shown in hexadecimal digits, which the target's {@code fuzzerTestOneInput} takes.
 */
@DisabledOnOs(value = OS.MAC, disabledReason = "Jazzer has no library for it")
class FuzzTests {

  /** For how long each target is fuzzed [s]; null in a build. */
  private static final @Nullable Integer SECONDS = Integer.getInteger("fuzz.seconds");

  /** What a build spends at most on each target, however slow the machine is [s]. */
  private static final int SECONDS_IN_A_BUILD = 30;

  /** The start of the JVM, and the last input. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Lines of Jazzer that are not about a finding. */
  private static final Predicate<String> PROGRESS =
      Pattern.compile("^(#|INFO: |WARNING: |OpenJDK )").asPredicate();

  @TempDir private Path folder;

  @Test
  void noFramesBreakTheReader() throws Exception {
    fuzz(FrameReaderFuzz.class, FrameReaderFuzz.seeds(), 40_000);
  }

  @Test
  void noCompressedMessageBreaksTheInflater() throws Exception {
    fuzz(MessageInflaterFuzz.class, MessageInflaterFuzz.seeds(), 20_000);
  }

  @Test
  void noOfferBreaksTheNegotiation() throws Exception {
    fuzz(PermessageDeflateFuzz.class, PermessageDeflateFuzz.seeds(), 40_000);
  }

  /**
   * Fuzzes a target.
   *
   * @param seeds what the inputs are made from
   * @param runs how many inputs a build tries
   */
  private void fuzz(Class<?> target, List<byte[]> seeds, int runs) throws Exception {
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(corpus.resolve("seed-" + i), seeds.get(i));
    }
    int seconds = SECONDS == null ? SECONDS_IN_A_BUILD : SECONDS;

    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+EnableDynamicAgentLoading"));
    command.add("--enable-native-access=ALL-UNNAMED");
    if (SECONDS == null) {
      command.add("-XX:TieredStopAtLevel=1"); // Most of so short a time goes to starting up.
    }
    command.addAll(List.of("-cp", classPath(), Jazzer.class.getName()));
    command.add("--target_class=" + target.getName());
    command.add("--instrumentation_includes=" + target.getPackageName() + ".*");
    // What Jazzer knows of SQL, LDAP and the like does not concern bytes of frames.
    command.add("--custom_hook_includes=" + target.getPackageName() + ".*");
    command.add("--additional_classes_excludes=**");
    command.add("--reproducer_path=" + folder);
    command.add("-artifact_prefix=" + folder.resolve("finding-"));
    command.add("-timeout=10");
    // Linux counts what the process that started this one took; the heap has a limit of its own.
    command.add("-rss_limit_mb=0");
    command.add("-seed=" + (SECONDS == null ? 1 : 0));
    command.add("-runs=" + (SECONDS == null ? runs : -1));
    command.add("-max_total_time=" + seconds);
    command.add(corpus.toString());

    Path log = folder.resolve("log");
    Process jazzer =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(jazzer.waitFor(PATIENCE.plusSeconds(seconds))).as(() -> finding(log)).isTrue();
    } finally {
      jazzer.destroyForcibly();
    }
    assertThat(jazzer.exitValue()).as(() -> finding(log)).isZero();
    try (Stream<Path> inputs = Files.list(corpus)) {
      assertThat(inputs).as("inputs that reached more code").hasSizeGreaterThan(seeds.size() + 10);
    }
  }

  /** Jazzer searches all of its class path: this is the part that a target needs. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith(".jar") || entry.contains("jazzer"))
        .collect(joining(File.pathSeparator));
  }

  private String finding(Path log) {
    var finding = new StringBuilder();
    try (DirectoryStream<Path> inputs = Files.newDirectoryStream(folder, "finding-*")) {
      for (Path input : inputs) {
        String hex = HexFormat.of().formatHex(Files.readAllBytes(input));
        finding.append("The input ").append(hex).append('\n');
      }
      try (Stream<String> lines = Files.lines(log)) {
        finding.append(lines.filter(line -> !PROGRESS.test(line)).collect(joining("\n")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return finding.toString();
  }
}
