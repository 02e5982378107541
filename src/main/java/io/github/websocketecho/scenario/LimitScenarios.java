package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.scenario.Conduct.Message;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.WebSocketHandler;

/** The scenarios at which the server closes because the client went beyond something. */
final class LimitScenarios {

  private static final Parameter<Duration> IDLE = Parameter.duration("idle", "5s");
  private static final Parameter<DataSize> MESSAGE = Parameter.size("message", "1KB");
  private static final Parameter<Integer> MESSAGES = Parameter.count("messages", "10");
  private static final Parameter<Duration> PER = Parameter.duration("per", "1s");

  private LimitScenarios() {}

  static List<Scenario> all(WebSocketHandler echo) {
    return List.of(
        Scenario.at("timeout", "/timeout", "/timeout?idle=1s")
            .with(IDLE)
            .expect(
                Expected.clean(CloseCode.GOING_AWAY, TimeoutHandler.reason(Duration.ofSeconds(1))),
                Rules.closeAnswered())
            .see("7.4.1")
            .servedBy(given -> new TimeoutHandler(given.get(IDLE), echo)),
        Scenario.at("limit", "/limit", "/limit?message=16B")
            .with(MESSAGE)
            .to(Conduct.sending(Message.text("x").repeated(17)))
            .expect(
                Expected.clean(CloseCode.MESSAGE_TOO_BIG, LimitHandler.reason(16)),
                Rules.closeAnswered())
            .see("7.4.1")
            .servedBy(given -> new LimitHandler(given.get(MESSAGE), echo)),
        Scenario.at("text-only", "/text-only", "/text-only")
            .to(Conduct.sending(Message.binary("00")))
            .expect(
                Expected.clean(CloseCode.UNSUPPORTED_DATA, OneTypeHandler.TEXT_ONLY),
                Rules.closeAnswered())
            .see("7.4.1")
            .servedBy(_ -> OneTypeHandler.textOnly(echo)),
        Scenario.at("binary-only", "/binary-only", "/binary-only")
            .to(Conduct.sending(Message.text("hello")))
            .expect(
                Expected.clean(CloseCode.UNSUPPORTED_DATA, OneTypeHandler.BINARY_ONLY),
                Rules.closeAnswered())
            .see("7.4.1")
            .servedBy(_ -> OneTypeHandler.binaryOnly(echo)),
        Scenario.at("rate", "/rate", "/rate?messages=3&per=10s")
            .with(MESSAGES, PER)
            .to(Conduct.sending(Message.text("hello").times(4)))
            .expect(
                Expected.clean(
                    CloseCode.POLICY_VIOLATION, RateHandler.reason(3, Duration.ofSeconds(10))),
                Rules.closeAnswered())
            .see("7.4.1")
            .servedBy(given -> new RateHandler(given.get(MESSAGES), given.get(PER), echo)));
  }
}
