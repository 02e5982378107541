package io.github.websocketecho.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README says what is so. */
class ReadmeTests {

  /** What the documentation of a package begins with. */
  private static final Pattern QUESTION =
      Pattern.compile("\\A/\\*\\*(?:\n \\*)? (.+\\?)(?: \\*/)?\n");

  private final String readme;

  ReadmeTests() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  @Test
  void namesEveryPackageAndItsQuestion() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<Path> packages = files.filter(file -> file.endsWith("package-info.java")).toList();
      assertThat(packages).isNotEmpty();
      for (Path file : packages) {
        Matcher question = QUESTION.matcher(Files.readString(file));
        assertThat(question.find()).as(file.toString()).isTrue();
        assertThat(readme).contains("| " + question.group(1) + " |");
      }
    }
  }

  @Test
  void saysWhatMayBeSent() {
    assertThat(readme).contains(CloseCode.SENDABLE);
    assertThat(readme).contains("up to " + CloseReason.MAXIMUM_BYTES + " bytes of UTF-8");
  }

  @Test
  void showsFilesThatAreThere() {
    assertThat(Path.of("src/docs/page.png")).exists();
    assertThat(readme).contains("(src/docs/page.png)");
    assertThat(Path.of("src/docs/settings.md")).exists();
    assertThat(readme).contains("(src/docs/settings.md)");
  }
}
