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

/** The scenarios in which the server closes because the client exceeded a limit. */
final class LimitScenarios {

  private static final Parameter<Duration> IDLE =
      Parameter.duration("idle", "5s").changing(Effect.LIMIT);
  private static final Parameter<DataSize> MESSAGE =
      Parameter.size("message", "1KB").changing(Effect.LIMIT).sending(Sends.ONE_BYTE_MORE);
  private static final Parameter<Integer> MESSAGES =
      Parameter.count("messages", "10").changing(Effect.LIMIT).sending(Sends.ONE_MESSAGE_MORE);
  private static final Parameter<Duration> PER =
      Parameter.duration("per", "1s").changing(Effect.LIMIT);

  private static final int EXAMPLE_BYTES = 16;
  private static final int EXAMPLE_MESSAGES = 3;

  private LimitScenarios() {}

  static List<Scenario> all(WebSocketHandler echo) {
    return List.of(
        Scenario.in(ScenarioGroup.LIMITS)
            .at("timeout", "/timeout", "/timeout?idle=1s")
            .alsoAt("/ws/timeout/{seconds}", LimitScenarios::secondsAsIdle)
            .parameters(IDLE)
            .expect(
                Expected.clean(CloseCode.GOING_AWAY, TimeoutHandler.reason(Duration.ofSeconds(1))),
                Rules.closeAnswered())
            .rfc("7.4.1")
            .servedBy(parameters -> new TimeoutHandler(parameters.get(IDLE), echo)),
        Scenario.in(ScenarioGroup.LIMITS)
            .at("limit", "/limit", "/limit?message=" + EXAMPLE_BYTES + "B")
            .parameters(MESSAGE)
            .conduct(Conduct.sending(Message.text("x").repeated(EXAMPLE_BYTES + 1)))
            .expect(
                Expected.clean(CloseCode.MESSAGE_TOO_BIG, LimitHandler.reason(EXAMPLE_BYTES)),
                Rules.closeAnswered())
            .rfc("7.4.1")
            .servedBy(parameters -> new LimitHandler(parameters.get(MESSAGE), echo)),
        Scenario.in(ScenarioGroup.LIMITS)
            .at("text-only", "/text-only", "/text-only")
            .conduct(Conduct.sending(Message.binary("00")))
            .expect(
                Expected.clean(CloseCode.UNSUPPORTED_DATA, OneTypeHandler.TEXT_ONLY),
                Rules.closeAnswered())
            .rfc("7.4.1")
            .servedBy(_ -> OneTypeHandler.textOnly(echo)),
        Scenario.in(ScenarioGroup.LIMITS)
            .at("binary-only", "/binary-only", "/binary-only")
            .conduct(Conduct.sending(Message.text("hello")))
            .expect(
                Expected.clean(CloseCode.UNSUPPORTED_DATA, OneTypeHandler.BINARY_ONLY),
                Rules.closeAnswered())
            .rfc("7.4.1")
            .servedBy(_ -> OneTypeHandler.binaryOnly(echo)),
        Scenario.in(ScenarioGroup.LIMITS)
            .at("rate", "/rate", "/rate?messages=" + EXAMPLE_MESSAGES + "&per=10s")
            .parameters(MESSAGES, PER)
            .conduct(Conduct.sending(Message.text("hello").times(EXAMPLE_MESSAGES + 1)))
            .expect(
                Expected.clean(
                    CloseCode.POLICY_VIOLATION,
                    RateHandler.reason(EXAMPLE_MESSAGES, Duration.ofSeconds(10))),
                Rules.closeAnswered())
            .rfc("7.4.1")
            .servedBy(
                parameters ->
                    new RateHandler(parameters.get(MESSAGES), parameters.get(PER), echo)));
  }

  private static AddressParameters secondsAsIdle(AddressParameters parameters) {
    return new AddressParameters(
        Map.of(IDLE.name(), parameters.path().get("seconds") + "s"), Map.of());
  }
}
