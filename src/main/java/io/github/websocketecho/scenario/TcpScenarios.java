package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.Wire;
import io.github.websocketecho.http.ParameterRange;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;

/** The scenarios at which TCP ends without a close frame. */
final class TcpScenarios {

  private static final Parameter<After> AFTER = After.parameter("0");
  private static final Parameter<MessageCut> AT =
      Parameter.of(
          "at",
          ParameterRange.words(
              Map.entry("header", MessageCut.IN_HEADER),
              Map.entry("payload", MessageCut.IN_PAYLOAD),
              Map.entry("fragment", MessageCut.AFTER_FRAGMENT)),
          "payload");

  private TcpScenarios() {}

  static List<Scenario> all(WebSocketHandler echo) {
    return List.of(
        Scenario.in(ScenarioGroup.TCP)
            .at("drop", "/drop", "/drop")
            .alsoAt("/abort")
            .with(AFTER)
            .expect(Expected.ABNORMAL_CLOSURE, Rules.tcpEnded())
            .see("7.1.5")
            .servedBy(given -> at(given.get(AFTER), Wire::finish, echo)),
        Scenario.in(ScenarioGroup.TCP)
            .at("reset", "/reset", "/reset")
            .with(AFTER)
            // Nothing can be seen of a client any more once TCP is reset.
            .expect(
                Expected.ABNORMAL_CLOSURE,
                Rules.rulesKept(seen -> seen.closing().cause() == Cause.SCENARIO))
            .see("7.1.5")
            .servedBy(given -> at(given.get(AFTER), Wire::reset, echo)),
        Scenario.in(ScenarioGroup.TCP)
            .at("cut", "/cut", "/cut?at=payload")
            .with(AT)
            .expect(Expected.ABNORMAL_CLOSURE, Rules.tcpEnded())
            .see("7.1.5")
            .servedBy(given -> new CutHandler(given.get(AT))));
  }

  private static AfterHandler at(After after, Consumer<Wire> how, WebSocketHandler echo) {
    return new AfterHandler(after, echo) {
      @Override
      void due(WebSocketSession session) {
        how.accept(Wire.of(session));
      }
    };
  }
}
