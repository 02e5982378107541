package io.github.websocketecho.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs Node.js and npm for the unit tests of the page's scripts and for the tools. */
public final class Node {

  /** The folder of the unit tests, with the configuration of the tools. */
  public static final Path FOLDER = Path.of("src", "test", "js");

  private static final int PATIENCE_MINUTES = 5;

  private Node() {}

  static boolean isInstalled() {
    return program("node").isPresent() && program("npm").isPresent();
  }

  private static Optional<Path> program(String name) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
        .flatMap(
            folder ->
                // On Windows, the file without a suffix is a script for a Unix shell.
                Stream.of(".exe", ".cmd", "").map(ending -> Path.of(folder, name + ending)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Runs {@code node} or {@code npm} in {@link #FOLDER} until it ends.
   *
   * @throws IllegalStateException if it does not end within five minutes, in which case it is
   *     killed
   */
  public static Run run(String program, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("node", ".out");
    Path err = Files.createTempFile("node", ".err");
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(program(program).orElseThrow().toString()), Stream.of(arguments))
                    .toList())
            .directory(FOLDER.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException(program + " has not ended in time");
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
