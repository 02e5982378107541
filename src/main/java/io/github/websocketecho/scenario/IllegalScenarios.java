package io.github.websocketecho.scenario;

import java.util.List;
import org.springframework.web.socket.WebSocketHandler;

/** The scenarios in which the server violates the protocol, and the client has to notice. */
final class IllegalScenarios {

  private static final Parameter<Trigger> AFTER = Trigger.parameter("0");

  private IllegalScenarios() {}

  /**
   * All of these scenarios, in the order of the catalogue.
   *
   * @param echo answers messages before and after the violation
   */
  static List<Scenario> all(WebSocketHandler echo) {
    return IllegalFrames.all().map(illegal -> scenario(illegal, echo)).toList();
  }

  private static Scenario scenario(IllegalFrames illegal, WebSocketHandler echo) {
    String address = "/" + illegal.id();
    Scenario.Builder entry =
        Scenario.in(ScenarioGroup.ILLEGAL)
            .at(illegal.id(), address, address)
            .parameters(AFTER, ClientTimeout.PARAMETER)
            .expect(Expected.ABNORMAL_CLOSURE, Rules.connectionFailed())
            .rfc(illegal.rfc(), illegal.section());
    illegal.deviations().forEach(entry::deviation);
    return entry.servedBy(
        parameters ->
            new IllegalHandler(
                illegal, parameters.get(AFTER), parameters.get(ClientTimeout.PARAMETER), echo));
  }
}
