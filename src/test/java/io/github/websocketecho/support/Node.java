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

  /** What npm has installed: it writes this file itself. */
  private static final Path INSTALLED = FOLDER.resolve("node_modules/.package-lock.json");

  /** Installs the tools and the libraries in {@link #FOLDER}, if they are missing or outdated. */
  public static void install() throws IOException, InterruptedException {
    Path lock = FOLDER.resolve("package-lock.json");
    if (Files.exists(INSTALLED)
        && Files.getLastModifiedTime(INSTALLED).compareTo(Files.getLastModifiedTime(lock)) >= 0) {
      return;
    }
    Run run = run("npm", "ci");
    if (run.exit() != 0) {
      throw new IllegalStateException("npm ci: " + run.out() + run.err());
    }
  }

  /**
   * Lets a program in a folder use the libraries of {@link #install}. Without Node.js or npm, the
   * test is skipped, or fails if the environment variable {@code CI} is {@code true}.
   *
   * @return Node.js
   */
  public static Program withLibraries(Path folder) throws IOException, InterruptedException {
    Program node = Program.required("node");
    Program.required("npm");
    install();
    Files.createSymbolicLink(
        folder.resolve("node_modules"), FOLDER.resolve("node_modules").toAbsolutePath());
    return node;
  }

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
    return runIn(FOLDER, program, arguments);
  }

  /** The same in another folder. */
  public static Run runIn(Path folder, String program, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("node", ".out");
    Path err = Files.createTempFile("node", ".err");
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(program(program).orElseThrow().toString()), Stream.of(arguments))
                    .toList())
            .directory(folder.toFile())
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
