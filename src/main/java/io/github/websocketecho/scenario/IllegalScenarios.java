package io.github.websocketecho.scenario;

import java.util.List;
import org.springframework.web.socket.WebSocketHandler;

/** The scenarios at which the server breaks the protocol, and the client has to notice. */
final class IllegalScenarios {

  private static final Parameter<After> AFTER = After.parameter("0");

  private IllegalScenarios() {}

  /**
   * All of them, in the order in which a person reads them.
   *
   * @param echo answers messages before and after
   */
  static List<Scenario> all(WebSocketHandler echo) {
    return IllegalFrames.all().map(illegal -> scenario(illegal, echo)).toList();
  }

  private static Scenario scenario(IllegalFrames illegal, WebSocketHandler echo) {
    String address = "/" + illegal.id();
    Scenario.Builder entry =
        Scenario.in(ScenarioGroup.ILLEGAL)
            .at(illegal.id(), address, address)
            .with(AFTER, Within.PARAMETER)
            .expect(Expected.ABNORMAL_CLOSURE, Rules.connectionFailed())
            .see(illegal.rfc(), illegal.section());
    illegal.deviations().forEach(entry::butFrom);
    return entry.servedBy(
        given -> new IllegalHandler(illegal, given.get(AFTER), given.get(Within.PARAMETER), echo));
  }
}
