package io.github.websocketecho.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The README's example of a test, run against a server. */
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
  void isWhatTheReadmeShows() throws IOException {
    String code = Files.readString(EXAMPLE);
    assertThat(Files.readString(Path.of("README.md")))
        .contains("```java\n" + code.substring(code.indexOf("import ")) + "```\n");
  }
}
