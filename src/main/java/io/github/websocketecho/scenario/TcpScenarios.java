package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.Wire;
import io.github.websocketecho.http.ParameterRange;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;

/** The scenarios in which TCP ends without a close frame. */
final class TcpScenarios {

  private static final Parameter<Trigger> AFTER = Trigger.parameter("0");
  private static final Parameter<CutPoint> AT =
      Parameter.of(
          "at",
          ParameterRange.words(
              Map.entry("header", CutPoint.IN_HEADER),
              Map.entry("payload", CutPoint.IN_PAYLOAD),
              Map.entry("fragment", CutPoint.AFTER_FRAGMENT)),
          "payload");

  private TcpScenarios() {}

  static List<Scenario> all(WebSocketHandler echo) {
    return List.of(
        Scenario.in(ScenarioGroup.TCP)
            .at("drop", "/drop", "/drop")
            .alsoAt("/abort")
            .parameters(AFTER)
            .expect(Expected.ABNORMAL_CLOSURE, Rules.tcpEnded())
            .rfc("7.1.5")
            .servedBy(parameters -> endTcp(parameters.get(AFTER), Wire::finish, echo)),
        Scenario.in(ScenarioGroup.TCP)
            .at("reset", "/reset", "/reset")
            .parameters(AFTER)
            // The server sees nothing of the client after the reset.
            .expect(
                Expected.ABNORMAL_CLOSURE,
                Rules.rulesKept(seen -> seen.closing().cause() == Cause.SCENARIO))
            .rfc("7.1.5")
            .servedBy(parameters -> endTcp(parameters.get(AFTER), Wire::reset, echo)),
        Scenario.in(ScenarioGroup.TCP)
            .at("cut", "/cut", "/cut?at=payload")
            .parameters(AT)
            .expect(Expected.ABNORMAL_CLOSURE, Rules.tcpEnded())
            .rfc("7.1.5")
            .servedBy(parameters -> new CutHandler(parameters.get(AT))));
  }

  private static TriggeredHandler endTcp(
      Trigger trigger, Consumer<Wire> action, WebSocketHandler echo) {
    return new TriggeredHandler(trigger, echo) {
      @Override
      void onTrigger(WebSocketSession session) {
        action.accept(Wire.of(session));
      }
    };
  }
}
