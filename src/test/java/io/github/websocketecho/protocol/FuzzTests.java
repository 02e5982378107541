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
 * Searches for client input that violates a property, guided by code coverage. Runs Jazzer, which
 * is libFuzzer for Java, in a separate JVM for each target.
 *
 * <p>The build tries the same inputs every time, for a few seconds. To search longer with random
 * inputs, set the number of seconds per target:
 *
 * <pre>./mvnw test -Dtest=FuzzTests -Dfuzz.seconds=600</pre>
 *
 * A finding is shown in hexadecimal. Pass these bytes to the target's {@code fuzzerTestOneInput} to
 * reproduce it.
 */
@DisabledOnOs(value = OS.MAC, disabledReason = "Jazzer has no library for it")
class FuzzTests {

  /** How long each target is fuzzed [s]; null in a build. */
  private static final @Nullable Integer SECONDS = Integer.getInteger("fuzz.seconds");

  /** The most time that a build spends on each target, even on a slow machine [s]. */
  private static final int SECONDS_IN_A_BUILD = 30;

  /** Time for the start of the JVM, and for the last input. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Matches lines of Jazzer that do not describe a finding. */
  private static final Predicate<String> PROGRESS =
      Pattern.compile("^(#|INFO: |WARNING: |OpenJDK )").asPredicate();

  @TempDir private Path folder;

  @Test
  void fuzzedFramesViolateNoPropertyOfTheReader() throws Exception {
    fuzz(FrameReaderFuzz.class, FrameReaderFuzz.seeds(), 40_000);
  }

  @Test
  void fuzzedMessagesViolateNoPropertyOfTheInflater() throws Exception {
    fuzz(MessageInflaterFuzz.class, MessageInflaterFuzz.seeds(), 20_000);
  }

  @Test
  void fuzzedOffersViolateNoPropertyOfTheNegotiation() throws Exception {
    fuzz(PermessageDeflateFuzz.class, PermessageDeflateFuzz.seeds(), 40_000);
  }

  /**
   * Fuzzes a target.
   *
   * @param seeds the initial inputs, which the fuzzer mutates
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
      command.add("-XX:TieredStopAtLevel=1"); // A short run spends most of its time starting up.
    }
    command.addAll(List.of("-cp", classPath(), Jazzer.class.getName()));
    command.add("--target_class=" + target.getName());
    command.add("--instrumentation_includes=" + target.getPackageName() + ".*");
    // Jazzer's detectors for SQL, LDAP and so on do not apply to bytes of frames.
    command.add("--custom_hook_includes=" + target.getPackageName() + ".*");
    command.add("--additional_classes_excludes=**");
    command.add("--reproducer_path=" + folder);
    command.add("-artifact_prefix=" + folder.resolve("finding-"));
    command.add("-timeout=10");
    // Linux includes the memory of the parent process. The heap has its own limit.
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

  /** The part of the class path that a target needs, because Jazzer scans all of it. */
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
        finding.append("Input: ").append(hex).append('\n');
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
