package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.support.Node;
import io.github.websocketecho.support.NodeTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

/** Runs the unit tests of the page's scripts in {@code src/test/js}, each as a dynamic test. */
@NodeTest
@WebMvcTest(ScenariosController.class)
@EnableConfigurationProperties(EchoProperties.class)
@Import({
  Assets.class,
  LanguageConfiguration.class,
  TlsAddresses.class,
  ScenariosControllerTests.Catalogue.class,
  ScriptTexts.class
})
class ScriptTests {

  /** The catalogue as the server's JSON, which {@code catalogue.mjs} reads. */
  private static final Path CATALOGUE = Path.of("target", "scenarios.json");

  private static final JsonMapper JSON = new JsonMapper();

  @Autowired private MockMvcTester mvc;

  @TestFactory
  List<DynamicTest> scripts() throws IOException, InterruptedException {
    writeCatalogue();
    Node.Run run = Node.run("node", "--test", "--test-reporter=./support/reporter.mjs");
    List<Result> results =
        run.out().lines().map(line -> JSON.readValue(line, Result.class)).toList();
    assertThat(results).as(run.err()).isNotEmpty();
    assertThat(run.exit() == 0)
        .as(run.err())
        .isEqualTo(results.stream().allMatch(result -> result.problem() == null));
    return results.stream()
        .map(
            result ->
                DynamicTest.dynamicTest(
                    result.name(),
                    () ->
                        assertThat(result.problem())
                            .as("%s, in %s\n%s", result.name(), result.file(), run.err())
                            .isNull()))
        .toList();
  }

  private void writeCatalogue() throws IOException {
    var response =
        mvc.get()
            .uri("/scenarios")
            .accept(MediaType.APPLICATION_JSON)
            .header(HttpHeaders.ACCEPT_LANGUAGE, "en")
            .exchange();
    assertThat(response).hasStatusOk();
    Files.write(CATALOGUE, response.getResponse().getContentAsByteArray());
  }

  /** A line of {@code reporter.mjs}; the problem is null for a test that passed. */
  private record Result(String name, @Nullable String file, @Nullable String problem) {}
}
