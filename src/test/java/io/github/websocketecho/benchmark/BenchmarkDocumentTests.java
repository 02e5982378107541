package io.github.websocketecho.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Document;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The benchmark accepts the arguments that the document of performance shows. */
class BenchmarkDocumentTests {

  private static final Pattern ARGUMENTS = Pattern.compile("-Dbenchmark.args=\"([^\"]*)\"");

  @Test
  void argumentsChooseScenarios() {
    List<String> commands =
        Document.page("performance").blocks("sh").stream()
            .flatMap(block -> ARGUMENTS.matcher(block).results())
            .map(arguments -> arguments.group(1))
            .toList();
    assertThat(commands)
        .hasSize(5)
        .allSatisfy(
            arguments ->
                assertThat(Benchmark.scenarios(Benchmark.options(arguments))).isNotEmpty());
  }
}
