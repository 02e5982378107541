package io.github.websocketecho.conformance;

import io.github.websocketecho.ConformanceProperties;
import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.InvalidSettingException;
import io.github.websocketecho.scenario.ScenarioCatalogue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.util.PatternMatchUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * All cases that the settings choose, in their order. Immutable; any thread. Without settings, the
 * cases are read when they are first asked for.
 */
@Component
public final class CaseCatalogue {

  private static final List<String> ALL = List.of("*");

  private final Supplier<Map<CaseSet, List<SuiteCase>>> sets;

  /**
   * @throws InvalidSettingException if a pattern matches no case
   */
  CaseCatalogue(EchoProperties properties, ScenarioCatalogue scenarios) {
    ConformanceProperties settings = properties.conformance();
    sets = SingletonSupplier.of(() -> read(settings, scenarios));
    if (!settings.cases().equals(ALL) || !settings.excludeCases().isEmpty()) {
      var _ = sets.get();
    }
  }

  private static Map<CaseSet, List<SuiteCase>> read(
      ConformanceProperties settings, ScenarioCatalogue scenarios) {
    List<SuiteCase> numbered =
        Stream.concat(CaseTable.read().stream(), CompressionCases.all().stream())
            .map(SuiteCase.class::cast)
            .toList();
    List<SuiteCase> named = List.copyOf(ScenarioCases.of(scenarios));
    List<SuiteCase> all = Stream.concat(numbered.stream(), named.stream()).toList();
    Predicate<String> chosen = matcher("cases", settings.cases(), all);
    Predicate<String> excluded = matcher("exclude-cases", settings.excludeCases(), all);
    Predicate<SuiteCase> used = tested -> chosen.test(tested.id()) && !excluded.test(tested.id());
    List<SuiteCase> autobahn = numbered.stream().filter(used).toList();
    List<SuiteCase> beyond = named.stream().filter(used).toList();
    return Map.of(
        CaseSet.AUTOBAHN, autobahn,
        CaseSet.BEYOND, beyond,
        CaseSet.ALL, Stream.concat(autobahn.stream(), beyond.stream()).toList());
  }

  /** Matches the ids of cases against patterns, of which each has to match one at least. */
  private static Predicate<String> matcher(
      String setting, List<String> patterns, List<SuiteCase> all) {
    for (String pattern : patterns) {
      if (all.stream().noneMatch(tested -> PatternMatchUtils.simpleMatch(pattern, tested.id()))) {
        throw new InvalidSettingException(
            "websocket-echo.conformance." + setting,
            pattern,
            "the number of a case such as 9.7.1, or a pattern such as 9.* or *");
      }
    }
    return id -> PatternMatchUtils.simpleMatch(patterns.toArray(String[]::new), id);
  }

  /** The cases of a set, in the order in which a driver counts them. */
  List<SuiteCase> of(CaseSet set) {
    return sets.get().getOrDefault(set, List.of());
  }

  /** The case of a set with this id; empty if there is none. */
  Optional<SuiteCase> find(CaseSet set, String id) {
    return of(set).stream().filter(tested -> tested.id().equals(id)).findFirst();
  }
}
