package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** The scripts read the catalogue's JSON, and contain no names of scenarios or parameters. */
class ScenarioScriptsTests {

  private static final Path SCRIPTS = Path.of("src/main/resources/assets/scenarios");

  static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.walk(SCRIPTS)) {
      return files.filter(file -> file.toString().endsWith(".js")).sorted().toList();
    }
  }

  @Test
  void findsTheScripts() throws IOException {
    assertThat(scripts()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void scriptsContainNoScenarioIds(Path script) throws IOException {
    String code = Files.readString(script);
    // Ids of one word also occur as other words.
    List<String> ids =
        new ScenarioCatalogue(
                new AbstractWebSocketHandler() {},
                new EgressLimiter(DataSize.ofBytes(0)),
                Stream.empty())
            .scenarios().stream()
                .map(Scenario::id)
                .filter(id -> id.contains("-") || id.contains("/"))
                .map(id -> '"' + id + '"')
                .toList();
    assertThat(ids).hasSizeGreaterThan(50);
    assertThat(code).doesNotContain(ids).doesNotContainPattern("\\.id [!=]== [\"'`]");
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void scriptsReadNoParameterByItsName(Path script) throws IOException {
    assertThat(Files.readString(script))
        .doesNotContainPattern("\\bvalues\\??\\.[a-zA-Z]")
        .doesNotContainPattern("\\bvalues\\[[\"'`]")
        .doesNotContainPattern("\\bname [!=]== [\"'`]");
  }
}
