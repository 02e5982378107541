package io.github.websocketecho.support;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program of this machine that a test runs.
 *
 * @param path of its file
 */
public record Program(Path path) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Where Debian installs programs. One of the same name on the path may lack a library. */
  private static final String DEBIAN = "/usr/bin";

  /**
   * Finds a program. If there is none, the test is skipped, or fails if the environment variable
   * {@code CI} is {@code true}.
   *
   * @param check arguments with which a program exits with 0 if it is the right one; none if any is
   */
  public static Program required(String name, String... check)
      throws IOException, InterruptedException {
    String paths = Objects.requireNonNullElse(System.getenv("PATH"), "");
    List<Path> found =
        Stream.concat(
                Stream.of(DEBIAN), Stream.of(paths.split(Pattern.quote(File.pathSeparator), -1)))
            .flatMap(folder -> Stream.of("", ".exe").map(ending -> Path.of(folder, name + ending)))
            .filter(Files::isExecutable)
            .toList();
    for (Path path : found) {
      var program = new Program(path);
      if (check.length == 0 || program.run(Path.of("."), Map.of(), check).exit() == 0) {
        return program;
      }
    }
    String missing = "No program for: " + name + " " + String.join(" ", check);
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      throw new IllegalStateException(missing + ", and CI is true: install it.");
    }
    return abort(missing);
  }

  /**
   * Runs it until it ends.
   *
   * @param environment variables that are added to those of the test
   * @throws IllegalStateException if it does not end within a minute, in which case it is killed
   */
  public Run run(Path folder, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return run(PATIENCE, folder, environment, arguments);
  }

  /**
   * Runs it until it ends.
   *
   * @param patience how long it may take
   * @param environment variables that are added to those of the test
   * @throws IllegalStateException if it does not end in time, in which case it is killed
   */
  public Run run(
      Duration patience, Path folder, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(path.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("program", ".out");
    Path err = Files.createTempFile("program", ".err");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(patience)) {
        throw new IllegalStateException(command + " has not ended: " + Files.readString(err));
      }
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** The result of a run: the exit status and the output of both streams. */
  public record Run(int exit, String out, String err) {}
}
