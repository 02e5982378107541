package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.websocketecho.http.ParameterRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.server.PathContainer;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.pattern.PathPatternParser;

class ScenarioCatalogueTests {

  private final List<Scenario> scenarios =
      new ScenarioCatalogue(
              new AbstractWebSocketHandler() {},
              new EgressLimiter(DataSize.ofBytes(0)),
              Stream.empty())
          .scenarios();

  @Test
  void idsAndAddressesAreUnique() {
    assertThat(scenarios).extracting(Scenario::id).doesNotHaveDuplicates();
    assertThat(scenarios).extracting(Scenario::address).doesNotHaveDuplicates();
  }

  @Test
  void examplesMatchTheirAddressAndHaveValidParameters() {
    for (Scenario scenario : scenarios) {
      var example = UriComponentsBuilder.fromUriString(scenario.example()).build();
      var match =
          Objects.requireNonNull(
              PathPatternParser.defaultInstance
                  .parse(scenario.address())
                  .matchAndExtract(PathContainer.parsePath(String.valueOf(example.getPath()))),
              scenario.example());
      Map<String, List<String>> query = example.getQueryParams();
      assertThat(scenario.handler().apply(new AddressParameters(match.getUriVariables(), query)))
          .as(scenario.example())
          .isNotNull();
      assertThat(scenario.parameters())
          .extracting(parameter -> parameter.name())
          .containsAll(query.keySet())
          .containsAll(match.getUriVariables().keySet());
    }
  }

  @Test
  void defaultsAndBothBoundsAreAllowed() {
    for (Scenario scenario : scenarios) {
      for (Parameter<?> parameter : scenario.parameters()) {
        assertThat(parameter.parse(parameter.defaultValue())).isNotNull();
        ParameterRange<?> range = parameter.range();
        if (range.minimum() != null && range.maximum() != null) {
          assertThat(parameter.parse(range.minimum())).isNotNull();
          assertThat(parameter.parse(range.maximum())).isNotNull();
        }
      }
    }
  }

  @Test
  void shortValuesAreAllowedAndDoNotChangeTheResult() {
    for (Scenario scenario : scenarios) {
      for (Parameter<?> parameter : scenario.parameters()) {
        if (parameter.shortValue() != null) {
          assertThat(parameter.parse(parameter.shortValue())).isNotNull();
          assertThat(parameter.changes()).as(scenario.id()).isEqualTo(Parameter.Effect.WHEN);
        }
      }
    }
  }

  @Test
  void eachBrowserHasAtMostOneDeviationPerScenario() {
    for (Scenario scenario : scenarios) {
      assertThat(scenario.deviations())
          .as(scenario.id())
          .extracting(Deviation::browser)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void duplicateIdOrAddressIsRejected() {
    for (Scenario scenario : scenarios) {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  new ScenarioCatalogue(
                      new AbstractWebSocketHandler() {},
                      new EgressLimiter(DataSize.ofBytes(0)),
                      Stream.of(scenario)))
          .withMessage("Two scenarios have the id or the address " + scenario.id());
    }
  }

  @Test
  void groupsAndScenariosAreExcludedByTheirNames() {
    var catalogue =
        new ScenarioCatalogue(
                new AbstractWebSocketHandler() {},
                new EgressLimiter(DataSize.ofBytes(0)),
                Stream.empty())
            .excluding(List.of("group:tcp", "close", "illegal/rsv2"));
    assertThat(catalogue.excluded())
        .extracting(Scenario::id)
        .containsExactly("close", "drop", "reset", "cut", "illegal/rsv2");
    assertThat(catalogue.scenarios())
        .hasSize(scenarios.size() - 5)
        .extracting(Scenario::id)
        .contains("close/empty", "illegal/rsv1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "illegal", "group:", "group:drop", "group:TCP", "/drop", "rsv2"})
  void unknownNameCannotBeExcluded(String name) {
    var catalogue =
        new ScenarioCatalogue(
            new AbstractWebSocketHandler() {},
            new EgressLimiter(DataSize.ofBytes(0)),
            Stream.empty());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> catalogue.excluding(List.of("drop", name)))
        .withMessage(name);
  }

  @Test
  void everyScenarioAndParameterHasTexts() {
    var messages = new ResourceBundleMessageSource();
    messages.setBasename("messages/catalogue");
    // The JVM has one cache of bundles, whatever their encoding.
    messages.setDefaultEncoding("UTF-8");
    var codes = new ArrayList<String>();
    for (Scenario scenario : scenarios) {
      codes.add(scenario.does());
      for (Parameter<?> parameter : scenario.parameters()) {
        codes.add("parameter." + parameter.name() + ".meaning");
        assertThat(messages.getMessage(parameter.range().text(), Locale.ENGLISH)).isNotBlank();
      }
    }
    assertThat(codes)
        .allSatisfy(
            code -> assertThat(messages.getMessage(code, null, Locale.ENGLISH)).isNotBlank());
  }
}
