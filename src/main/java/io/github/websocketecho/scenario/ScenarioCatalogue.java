package io.github.websocketecho.scenario;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.web.socket.WebSocketHandler;

/** All scenarios of this server. Immutable; any thread. */
public final class ScenarioCatalogue {

  private final List<Scenario> scenarios;

  /**
   * Creates the catalogue.
   *
   * @param echo answers messages in the scenarios that echo
   * @param additional further scenarios, which are the last of their groups
   * @throws IllegalStateException if two scenarios have the same id or the same address
   */
  public ScenarioCatalogue(WebSocketHandler echo, Stream<Scenario> additional) {
    scenarios =
        Stream.of(
                CloseScenarios.all(echo).stream(),
                TimingScenarios.all(echo).stream(),
                TcpScenarios.all(echo).stream(),
                LimitScenarios.all(echo).stream(),
                HandshakeScenarios.all(echo).stream(),
                LegalScenarios.all().stream(),
                IllegalScenarios.all(echo).stream(),
                additional)
            .flatMap(Function.identity())
            .sorted(Comparator.comparing(Scenario::group))
            .toList();
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

  /** The scenarios, in the order of the catalogue: by group. */
  public List<Scenario> scenarios() {
    return scenarios;
  }
}
