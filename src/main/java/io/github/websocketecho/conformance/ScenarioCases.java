package io.github.websocketecho.conformance;

import io.github.websocketecho.scenario.Scenario;
import io.github.websocketecho.scenario.ScenarioCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/** The scenarios that a client which echoes can run, in the order of their list. Any thread. */
final class ScenarioCases {

  private static final String RESOURCE = "conformance/beyond.txt";

  private ScenarioCases() {}

  /** Reads the list, without the scenarios that are switched off. */
  static List<ScenarioCase> of(ScenarioCatalogue catalogue) {
    return addresses().flatMap(address -> at(address, catalogue).stream()).toList();
  }

  /** The addresses of the list. */
  static Stream<String> addresses() {
    try {
      return new ClassPathResource(RESOURCE)
          .getContentAsString(StandardCharsets.UTF_8)
          .lines()
          .filter(row -> !row.isBlank() && !row.startsWith("#"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ScenarioCase> at(String address, ScenarioCatalogue catalogue) {
    return catalogue.scenarios().stream()
        .filter(scenario -> ScenarioCase.isAt(scenario, address))
        .min((one, other) -> Integer.compare(variables(one), variables(other)))
        .map(
            scenario ->
                new ScenarioCase(ScenarioCase.path(address).substring(1), scenario, address));
  }

  /** An address without variables is nearer than one with. */
  private static int variables(Scenario scenario) {
    return (int) scenario.address().chars().filter(character -> character == '{').count();
  }
}
