package io.github.websocketecho.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README says what is so. */
class ReadmeTests {

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
        String question = Files.readString(file).lines().findFirst().orElseThrow();
        assertThat(readme).contains("| " + question.substring(4, question.length() - 3) + " |");
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
