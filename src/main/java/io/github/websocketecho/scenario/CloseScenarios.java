package io.github.websocketecho.scenario;

import io.github.websocketecho.http.CloseParameters;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import io.github.websocketecho.scenario.Conduct.Message;
import io.github.websocketecho.scenario.Parameter.Effect;
import java.io.IOException;
import java.util.List;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * The scenarios in which the server starts the closing handshake because the client asks for it.
 */
final class CloseScenarios {

  private static final Parameter<CloseCode> CODE =
      Parameter.of("code", CloseParameters.CODES, "1000").changing(Effect.CODE);
  private static final Parameter<CloseReason> REASON =
      Parameter.of("reason", CloseParameters.REASONS, "").changing(Effect.REASON);
  private static final Parameter<Trigger> AFTER = Trigger.parameter("0");
  private static final Parameter<Integer> BURST = Parameter.count("burst", "0");
  private static final Parameter<Boolean> CROSS = Parameter.onOrOff("cross");

  private CloseScenarios() {}

  static List<Scenario> all(WebSocketHandler echo) {
    return List.of(
        Scenario.in(ScenarioGroup.CLOSE)
            .at("close", "/close/{code}", "/close/4001?reason=bye")
            .alsoAt("/ws/close/{code}")
            .parameters(CODE, REASON, AFTER, BURST, CROSS)
            .expect(new Expected(4001, "bye", true), Rules.closeAnswered())
            .rfc("7.1.2")
            .servedBy(
                parameters ->
                    new CloseHandler(
                        parameters.get(CODE),
                        parameters.get(REASON),
                        parameters.get(AFTER),
                        parameters.get(BURST),
                        parameters.get(CROSS),
                        echo)),
        Scenario.in(ScenarioGroup.CLOSE)
            .at("close/on-request", "/close", "/close")
            .conduct(Conduct.sending(Message.text("4001 bye")))
            .expect(new Expected(4001, "bye", true), Rules.closeAnswered())
            .rfc("7.1.2")
            .servedBy(_ -> new CloseOnRequestHandler()),
        Scenario.in(ScenarioGroup.CLOSE)
            .at("close/empty", "/close/empty", "/close/empty")
            .expect(Expected.clean(CloseCode.NO_STATUS_RECEIVED, ""), Rules.closeAnswered())
            .rfc("7.1.5")
            .servedBy(_ -> new EmptyCloseHandler()),
        Scenario.in(ScenarioGroup.CLOSE)
            .at("close/mid-message", "/close/mid-message", "/close/mid-message")
            .expect(Expected.clean(CloseCode.NORMAL_CLOSURE, ""), Rules.closeAnswered())
            .rfc("5.4")
            .servedBy(_ -> new MidMessageCloseHandler()),
        Scenario.in(ScenarioGroup.CLOSE)
            .at("after-close", "/after-close", "/after-close")
            .expect(Expected.clean(CloseCode.NORMAL_CLOSURE, ""), Rules.closeAnswered())
            .deviation(Deviation.ofChromium(Expected.ABNORMAL_CLOSURE))
            .rfc("5.5.1")
            .servedBy(_ -> new SendAfterCloseHandler()));
  }

  private static final class EmptyCloseHandler extends AbstractWebSocketHandler {
    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws IOException {
      session.close(CloseStatus.NO_STATUS_CODE);
    }
  }
}
