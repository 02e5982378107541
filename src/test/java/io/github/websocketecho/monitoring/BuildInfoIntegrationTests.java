package io.github.websocketecho.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What the info endpoint and the footer of the pages tell of the build. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class BuildInfoIntegrationTests {

  @TempDir private static Path folder;

  @LocalServerPort private int port;

  /** Files as Maven writes them. */
  @DynamicPropertySource
  static void build(DynamicPropertyRegistry registry) throws IOException {
    Path build = folder.resolve("build-info.properties");
    Files.writeString(build, "build.name=WebSocket Echo\nbuild.version=1.2.3\n");
    registry.add("spring.info.build.location", () -> build.toUri().toString());
    Path git = folder.resolve("git.properties");
    Files.writeString(git, "git.commit.id.describe=0123456789-dirty\n");
    registry.add("spring.info.git.location", () -> git.toUri().toString());
  }

  private String body(String path, String language) throws Exception {
    var response =
        new TranscriptClient(port)
            .get(path, "Accept", "text/html, application/json", "Accept-Language", language);
    return response.body();
  }

  @Test
  void infoIsTheBuildWithVersionAndCommit() throws Exception {
    var response = new TranscriptClient(port).get("/actuator/info");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(TranscriptClient.parse(response.body()))
        .isEqualTo(
            TranscriptClient.parse(
                """
                {"build": {
                  "name": "WebSocket Echo", "version": "1.2.3", "commit": "0123456789-dirty"
                }}
                """));
  }

  @Test
  void openingHandshakeToTheInfoReachesTheEcho() throws Exception {
    try (var client = RawClient.open(port, "/actuator/info")) {
      client.sendText("hello");
      assertThat(client.read()).hasToString("text \"hello\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/,          en, '>version 1.2.3, commit 0123456789-dirty<'",
    "/,          zh, '>版本 1.2.3，提交 0123456789-dirty<'",
    "/scenarios, en, '>version 1.2.3, commit 0123456789-dirty<'",
    "/close/42,  en, '>version 1.2.3, commit 0123456789-dirty<'",
  })
  void footerHasTheVersionAndTheCommit(String path, String language, String text) throws Exception {
    assertThat(body(path, language)).contains(text);
  }

  @Nested
  class WithoutARepository {

    @LocalServerPort private int port;

    @DynamicPropertySource
    static void noCommit(DynamicPropertyRegistry registry) {
      registry.add("spring.info.git.location", () -> "classpath:none");
    }

    @Test
    void infoAndFooterHaveTheVersionAlone() throws Exception {
      var client = new TranscriptClient(port);
      assertThat(TranscriptClient.parse(client.get("/actuator/info").body()))
          .isEqualTo(
              TranscriptClient.parse(
                  """
                  {"build": {"name": "WebSocket Echo", "version": "1.2.3"}}
                  """));
      assertThat(client.get("/", "Accept", "text/html", "Accept-Language", "en").body())
          .contains(">version 1.2.3<");
    }
  }
}
