package io.github.websocketecho.scenario;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.socket.WebSocketHandler;

/** All scenarios of this server. Immutable; any thread. */
public final class ScenarioCatalogue {

  /** The prefix of a group's name in a list of excluded scenarios. */
  private static final String GROUP = "group:";

  private final List<Scenario> scenarios;
  private final List<Scenario> excluded;

  /**
   * Creates the catalogue.
   *
   * @param echo answers messages in the scenarios that echo
   * @param egress the bound for what scenarios send without being asked
   * @param additional further scenarios, which are the last of their groups
   * @throws IllegalStateException if two scenarios have the same id or the same address
   */
  public ScenarioCatalogue(
      WebSocketHandler echo, EgressLimiter egress, Stream<Scenario> additional) {
    this(echo, egress, AttemptCounter.alone(), additional);
  }

  /**
   * Creates the catalogue of a replica.
   *
   * @param echo answers messages in the scenarios that echo
   * @param egress the bound for what scenarios send without being asked
   * @param attempts counts attempts by their keys
   * @param additional further scenarios, which are the last of their groups
   * @throws IllegalStateException if two scenarios have the same id or the same address
   */
  public ScenarioCatalogue(
      WebSocketHandler echo,
      EgressLimiter egress,
      AttemptCounter attempts,
      Stream<Scenario> additional) {
    scenarios =
        Stream.of(
                CloseScenarios.all(echo).stream(),
                TimingScenarios.all(echo).stream(),
                TcpScenarios.all(echo).stream(),
                LimitScenarios.all(echo).stream(),
                HandshakeScenarios.all(echo, attempts).stream(),
                CredentialScenarios.all(echo).stream(),
                TrafficScenarios.all(echo, egress).stream(),
                LegalScenarios.all().stream(),
                IllegalScenarios.all(echo).stream(),
                additional)
            .flatMap(Function.identity())
            .sorted(Comparator.comparing(Scenario::group))
            .toList();
    excluded = List.of();
    checkUnique(scenarios.stream().map(Scenario::id));
    checkUnique(
        scenarios.stream()
            .flatMap(
                scenario ->
                    Stream.concat(
                        Stream.of(scenario.address()),
                        scenario.aliases().stream().map(Alias::address))));
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

  private ScenarioCatalogue(List<Scenario> scenarios, List<Scenario> excluded) {
    this.scenarios = scenarios;
    this.excluded = excluded;
  }

  /**
   * This catalogue without some scenarios.
   *
   * @param names each the id of a scenario, or {@code group:} and the name of a group
   * @throws IllegalArgumentException if there is no such scenario or group. The message is the name
   */
  public ScenarioCatalogue excluding(Collection<String> names) {
    for (String name : names) {
      if (scenarios.stream().noneMatch(scenario -> isNamed(scenario, name))) {
        throw new IllegalArgumentException(name);
      }
    }
    Map<Boolean, List<Scenario>> parts =
        scenarios.stream()
            .collect(
                Collectors.partitioningBy(
                    scenario -> names.stream().anyMatch(name -> isNamed(scenario, name))));
    return new ScenarioCatalogue(
        parts.getOrDefault(false, List.of()), parts.getOrDefault(true, List.of()));
  }

  private static boolean isNamed(Scenario scenario, String name) {
    return name.equals(scenario.id())
        || name.equals(GROUP + scenario.group().name().toLowerCase(Locale.ROOT));
  }

  /** The scenarios that are switched off. Their addresses are not free for anything else. */
  public List<Scenario> excluded() {
    return excluded;
  }

  /** The scenarios, in the order of the catalogue: by group. */
  public List<Scenario> scenarios() {
    return scenarios;
  }
}
