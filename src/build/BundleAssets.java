import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;

/**
 * Copies the classes to the folder that becomes the jar, and adds the bundle of the page's files.
 * Maven runs this file with a JDK alone. Arguments: the folder of the classes, the folder for the
 * result, a folder for intermediate files, {@code true} to make no bundle, and the folder with the
 * jars of esbuild and Chart.js. Without a bundle, the page loads its files as they are.
 *
 * <p>The bundle is in {@code assets/bundle}: its names contain a hash of the content, and each file
 * has a compressed copy beside it. {@code bundle.json}, written by esbuild, tells which file of the
 * bundle replaces which files of the page.
 */
final class BundleAssets {

  /** What the templates refer to. esbuild finds everything else by following the imports. */
  private static final List<String> ENTRIES =
      List.of(
          "assets/page.js",
          "assets/page-styles.css",
          "assets/scenarios/scenarios-page.js",
          "assets/scenarios-styles.css",
          "assets/address/address.js",
          "assets/address-styles.css",
          "assets/conformance/cases-page.js",
          "assets/conformance/reports-page.js",
          "assets/conformance/static-page.js",
          "assets/conformance-styles.css",
          "assets/watchdog.js",
          "assets/icon.svg");

  private static final String BUNDLE = "assets/bundle";
  private static final String MANIFEST = "bundle.json";

  /** The address of Chart.js relative to the page, as plot.js imports it. */
  private static final String CHART = "webjars/chart.js/dist/chart.umd.js";

  private static final int PATIENCE_SECONDS = 60;

  private BundleAssets() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    Path classes = Path.of(arguments[0]);
    Path result = Path.of(arguments[1]);
    Path work = Path.of(arguments[2]);
    // No file of an earlier build may stay.
    delete(result);
    copy(classes, result);
    if (Boolean.parseBoolean(arguments[3])) {
      System.out.println("No bundle: the page will load each of its files.");
      return;
    }

    Path tools = Path.of(arguments[4]);
    delete(work);
    copy(classes.resolve("assets"), work.resolve("assets"));
    Path esbuild =
        extract(
            tools.resolve("esbuild.jar"),
            path -> path.endsWith("bin/esbuild") || path.endsWith("esbuild.exe"),
            work.resolve("esbuild.exe"));
    if (!esbuild.toFile().setExecutable(true)) {
      throw new IOException("Cannot make " + esbuild + " executable");
    }
    extract(
        tools.resolve("chart.js.jar"),
        path -> path.endsWith("dist/chart.umd.js"),
        work.resolve(CHART));
    run(esbuild, work);
    for (Path file : files(work.resolve(BUNDLE))) {
      compress(file);
    }
    copy(work.resolve(BUNDLE), result.resolve(BUNDLE));
    Files.copy(work.resolve(MANIFEST), result.resolve(MANIFEST));
  }

  private static void run(Path esbuild, Path work) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                esbuild.toAbsolutePath().toString(),
                "--bundle",
                "--format=esm",
                "--splitting",
                "--minify",
                "--target=es2023",
                "--charset=utf8",
                "--loader:.svg=copy",
                "--outdir=" + BUNDLE,
                "--entry-names=[name]-[hash]",
                "--chunk-names=[name]-[hash]",
                "--metafile=" + MANIFEST,
                "--log-level=warning"));
    command.addAll(ENTRIES);
    Process process = new ProcessBuilder(command).directory(work.toFile()).inheritIO().start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("esbuild did not end within " + PATIENCE_SECONDS + " s");
    }
    if (process.exitValue() != 0) {
      throw new IOException("esbuild failed with exit code " + process.exitValue());
    }
  }

  /** Extracts the only file of a jar whose path matches. */
  private static Path extract(Path jar, Predicate<Path> matches, Path target) throws IOException {
    try (var system = FileSystems.newFileSystem(jar);
        var paths = Files.walk(system.getPath("/"))) {
      List<Path> found = paths.filter(matches).toList();
      if (found.size() != 1) {
        throw new IOException(jar + " contains " + found + " instead of one file");
      }
      Files.createDirectories(target.getParent());
      return Files.copy(found.getFirst(), target);
    }
  }

  private static void compress(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(Path.of(file + ".gz"));
        var gzip =
            new GZIPOutputStream(out) {
              {
                def.setLevel(9);
              }
            }) {
      Files.copy(file, gzip);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Path target = to.resolve(from.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var paths = Files.walk(folder)) {
        paths.sorted(Comparator.reverseOrder()).forEach(BundleAssets::deleteOne);
      }
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
