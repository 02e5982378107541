package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Document;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.server.PathContainer;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPattern.PathMatchInfo;
import org.springframework.web.util.pattern.PathPatternParser;

/** The table from questions to addresses names scenarios, with values that they accept. */
class ScenarioQuestionsDocumentTests {

  private static final Pattern ADDRESS = Pattern.compile("`(/[^`]+)`");

  private static final List<Scenario> SCENARIOS =
      new ScenarioCatalogue(
              new AbstractWebSocketHandler() {},
              new EgressLimiter(DataSize.ofBytes(0)),
              Stream.empty())
          .scenarios();

  private static List<String> addresses() {
    String page = Document.page("scenarios").text();
    String table = page.substring(page.indexOf("## Which one"), page.indexOf("## The list"));
    return ADDRESS.matcher(table).results().map(found -> found.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void addressIsOfAScenarioAndItsValuesAreInRange(String address) {
    UriComponents uri = UriComponentsBuilder.fromUriString(address).build();
    var path = PathContainer.parsePath(String.valueOf(uri.getPath()));
    Scenario scenario =
        SCENARIOS.stream()
            .filter(each -> pattern(each).matches(path))
            .min(Comparator.comparing(ScenarioQuestionsDocumentTests::pattern))
            .orElseThrow(() -> new AssertionError("No scenario is at " + address));
    PathMatchInfo match = Objects.requireNonNull(pattern(scenario).matchAndExtract(path));
    assertAccepted(scenario, match.getUriVariables(), uri);
  }

  private static PathPattern pattern(Scenario scenario) {
    return PathPatternParser.defaultInstance.parse(scenario.address());
  }

  private static void assertAccepted(
      Scenario scenario, Map<String, String> variables, UriComponents uri) {
    var names = scenario.parameters().stream().map(Parameter::name).toList();
    assertThat(names).containsAll(uri.getQueryParams().keySet());
    assertThat(scenario.handler().apply(new AddressParameters(variables, uri.getQueryParams())))
        .isNotNull();
  }
}
