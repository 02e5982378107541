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

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    Node.install();
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
