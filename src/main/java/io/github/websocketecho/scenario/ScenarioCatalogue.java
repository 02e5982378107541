package io.github.websocketecho.scenario;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.web.socket.WebSocketHandler;

/** All scenarios of this server. Immutable; any thread. */
public final class ScenarioCatalogue {

  private final SequencedMap<ScenarioGroup, List<Scenario>> groups;

  /**
   * Creates the catalogue.
   *
   * @param echo answers messages in the scenarios that echo
   * @param additional further scenarios, which are the last of their groups
   * @throws IllegalStateException if two scenarios have the same id or the same address
   */
  public ScenarioCatalogue(WebSocketHandler echo, Stream<Scenario> additional) {
    List<Scenario> scenarios =
        Stream.of(
                CloseScenarios.all(echo).stream(),
                TimingScenarios.all(echo).stream(),
                TcpScenarios.all(echo).stream(),
                LimitScenarios.all(echo).stream(),
                HandshakeScenarios.all(echo).stream(),
                IllegalScenarios.all(echo).stream(),
                additional)
            .flatMap(Function.identity())
            .toList();
    checkUnique(scenarios.stream().map(Scenario::id));
    checkUnique(
        scenarios.stream()
            .flatMap(
                scenario ->
                    Stream.concat(
                        Stream.of(scenario.address()),
                        scenario.aliases().stream().map(Alias::address))));
    TreeMap<ScenarioGroup, List<Scenario>> ordered =
        scenarios.stream().collect(groupingBy(Scenario::group, TreeMap::new, toList()));
    groups = Collections.unmodifiableSequencedMap(ordered);
  }

  private static void checkUnique(Stream<String> names) {
    Set<String> seen = new HashSet<>();
    names.forEach(
        name -> {
          if (!seen.add(name)) {
            throw new IllegalStateException("Two scenarios have the id or the address " + name);
          }
        });
  }

  /** The scenarios, in the order of the catalogue. */
  public List<Scenario> scenarios() {
    return groups.values().stream().flatMap(List::stream).toList();
  }

  /** The scenarios by their groups, in the same order. */
  public SequencedMap<ScenarioGroup, List<Scenario>> groups() {
    return groups;
  }
}
