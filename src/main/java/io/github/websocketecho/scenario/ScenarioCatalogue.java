package io.github.websocketecho.scenario;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;

/** The scenarios that this server offers: their one list. */
@Component
public final class ScenarioCatalogue {

  private final SequencedMap<ScenarioGroup, List<Scenario>> groups;

  /**
   * Lists them.
   *
   * @param echo answers messages at the scenarios that go on echoing until they end
   */
  ScenarioCatalogue(WebSocketHandler echo) {
    groups =
        Collections.unmodifiableSequencedMap(
            new TreeMap<>(
                Map.of(
                    ScenarioGroup.CLOSE, CloseScenarios.all(echo),
                    ScenarioGroup.TIMING, TimingScenarios.all(echo),
                    ScenarioGroup.TCP, TcpScenarios.all(echo),
                    ScenarioGroup.LIMITS, LimitScenarios.all(echo),
                    ScenarioGroup.HANDSHAKE, HandshakeScenarios.all(echo),
                    ScenarioGroup.ILLEGAL, IllegalScenarios.all(echo))));
  }

  /** The scenarios, in the order in which a person reads them. */
  public List<Scenario> scenarios() {
    return groups.values().stream().flatMap(List::stream).toList();
  }

  /** The same by their groups, in the same order. */
  public SequencedMap<ScenarioGroup, List<Scenario>> groups() {
    return groups;
  }

  /** The scenario of this id, which must be there. */
  public Scenario scenario(String id) {
    return scenarios().stream()
        .filter(scenario -> scenario.id().equals(id))
        .findAny()
        .orElseThrow();
  }
}
