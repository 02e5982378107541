package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.scenario.Conduct.Message;
import io.github.websocketecho.scenario.Parameter.Effect;
import io.github.websocketecho.scenario.Parameter.Sends;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.WebSocketHandler;

/** The scenarios at which the server closes because the client went beyond something. */
final class LimitScenarios {

  private static final Parameter<Duration> IDLE =
      Parameter.duration("idle", "5s").changing(Effect.LIMIT);
  private static final Parameter<DataSize> MESSAGE =
      Parameter.size("message", "1KB").changing(Effect.LIMIT).sending(Sends.ONE_BYTE_MORE);
  private static final Parameter<Integer> MESSAGES =
      Parameter.count("messages", "10").changing(Effect.LIMIT).sending(Sends.ONE_MESSAGE_MORE);
  private static final Parameter<Duration> PER =
      Parameter.duration("per", "1s").changing(Effect.LIMIT);

  // The limits of the examples.
  private static final int BYTES = 16;
  private static final int COUNT = 3;

  private LimitScenarios() {}

  static List<Scenario> all(WebSocketHandler echo) {
    return List.of(
        Scenario.in(ScenarioGroup.LIMITS)
            .at("timeout", "/timeout", "/timeout?idle=1s")
            .alsoAt("/ws/timeout/{seconds}", LimitScenarios::secondsAsIdle)
            .with(IDLE)
            .expect(
                Expected.clean(CloseCode.GOING_AWAY, TimeoutHandler.reason(Duration.ofSeconds(1))),
                Rules.closeAnswered())
            .see("7.4.1")
            .servedBy(given -> new TimeoutHandler(given.get(IDLE), echo)),
        Scenario.in(ScenarioGroup.LIMITS)
            .at("limit", "/limit", "/limit?message=" + BYTES + "B")
            .with(MESSAGE)
            .to(Conduct.sending(Message.text("x").repeated(BYTES + 1)))
            .expect(
                Expected.clean(CloseCode.MESSAGE_TOO_BIG, LimitHandler.reason(BYTES)),
                Rules.closeAnswered())
            .see("7.4.1")
            .servedBy(given -> new LimitHandler(given.get(MESSAGE), echo)),
        Scenario.in(ScenarioGroup.LIMITS)
            .at("text-only", "/text-only", "/text-only")
            .to(Conduct.sending(Message.binary("00")))
            .expect(
                Expected.clean(CloseCode.UNSUPPORTED_DATA, OneTypeHandler.TEXT_ONLY),
                Rules.closeAnswered())
            .see("7.4.1")
            .servedBy(_ -> OneTypeHandler.textOnly(echo)),
        Scenario.in(ScenarioGroup.LIMITS)
            .at("binary-only", "/binary-only", "/binary-only")
            .to(Conduct.sending(Message.text("hello")))
            .expect(
                Expected.clean(CloseCode.UNSUPPORTED_DATA, OneTypeHandler.BINARY_ONLY),
                Rules.closeAnswered())
            .see("7.4.1")
            .servedBy(_ -> OneTypeHandler.binaryOnly(echo)),
        Scenario.in(ScenarioGroup.LIMITS)
            .at("rate", "/rate", "/rate?messages=" + COUNT + "&per=10s")
            .with(MESSAGES, PER)
            .to(Conduct.sending(Message.text("hello").times(COUNT + 1)))
            .expect(
                Expected.clean(
                    CloseCode.POLICY_VIOLATION, RateHandler.reason(COUNT, Duration.ofSeconds(10))),
                Rules.closeAnswered())
            .see("7.4.1")
            .servedBy(given -> new RateHandler(given.get(MESSAGES), given.get(PER), echo)));
  }

  private static AddressParameters secondsAsIdle(AddressParameters given) {
    return new AddressParameters(Map.of(IDLE.name(), given.path().get("seconds") + "s"), Map.of());
  }
}
