package io.github.websocketecho.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The example of a test in the README, run against a server. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class MyClientIntegrationTests extends MyClientTest {

  private static final String SERVER = "echo.server";

  private static final Path EXAMPLE =
      Path.of("src/test/java/io/github/websocketecho/project/MyClientTest.java");

  @LocalServerPort private int port;

  @BeforeEach
  void nameTheServer() {
    System.setProperty(SERVER, "localhost:" + port);
  }

  @AfterEach
  void forgetTheServer() {
    System.clearProperty(SERVER);
  }

  @Test
  void isWhatTheReadmesShow() throws IOException {
    String code = Files.readString(EXAMPLE);
    String shown = code.substring(code.indexOf("  @ParameterizedTest"), code.lastIndexOf('}'));
    for (Document readme : List.of(Document.readme(), Document.page("zh-Hans"))) {
      assertThat(readme.blocks("java")).containsExactly(shown.stripTrailing().stripIndent() + "\n");
    }
  }
}
