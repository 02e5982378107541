package io.github.websocketecho.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Node;
import io.github.websocketecho.support.NodeTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scripts, styles and templates are formatted, and the linter finds nothing in them. */
@NodeTest
class FormatTests {

  private static final Path LOCK = Node.FOLDER.resolve("package-lock.json");

  /** What npm has installed: it writes this file itself. */
  private static final Path INSTALLED = Node.FOLDER.resolve("node_modules/.package-lock.json");

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    if (!isInstalled()) {
      Node.Run run = Node.run("npm", "ci");
      assertThat(run.exit()).as("npm ci: %s%s", run.out(), run.err()).isZero();
    }
  }

  private static boolean isInstalled() throws IOException {
    return Files.exists(INSTALLED)
        && Files.getLastModifiedTime(INSTALLED).compareTo(Files.getLastModifiedTime(LOCK)) >= 0;
  }

  @Test
  void scriptsStylesAndTemplatesAreFormattedAndLinted() throws IOException, InterruptedException {
    Node.Run run = Node.run("npm", "run", "--silent", "check");
    assertThat(run.exit())
        .as("%s%sRun in %s: npm run fix", run.out(), run.err(), Node.FOLDER)
        .isZero();
  }

  @Test
  void lockFileNamesNoRegistry() throws IOException {
    assertThat(Files.readString(LOCK)).contains("\"integrity\"").doesNotContain("\"resolved\"");
  }
}
