package io.github.websocketecho.scenario;

import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import io.github.websocketecho.scenario.Parameter.Effect;
import io.github.websocketecho.transcript.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;

/** The scenarios at which something that the client waits for comes late, or never. */
final class TimingScenarios {

  // The most patient client that gives up at all waits for 60 s.
  private static final Parameter<Duration> UNANSWERED = hold("90s");
  private static final Parameter<Duration> TCP = hold("30s");
  private static final Parameter<Duration> DELAY = delay("1s");
  private static final Parameter<Optional<CloseCode>> CODE =
      Parameter.of("code", Closes.CODES.orEmpty(), "").changing(Effect.CODE);
  private static final Parameter<Optional<CloseReason>> REASON =
      Parameter.of("reason", Closes.REASONS.orEmpty(), "").changing(Effect.REASON);
  private static final Parameter<After> AFTER = After.parameter("0");
  private static final Parameter<Duration> SILENCE = hold("2m");
  private static final Parameter<Boolean> PONG =
      Parameter.of(
          "pong", ParameterRange.words(Map.entry("on", true), Map.entry("off", false)), "off");

  private TimingScenarios() {}

  static List<Scenario> all(WebSocketHandler echo) {
    return List.of(
        Scenario.in(ScenarioGroup.TIMING)
            .at("answer-close", "/answer-close", "/answer-close?delay=1s&code=4002&reason=other")
            .with(DELAY, CODE, REASON)
            .to(Conduct.closing())
            .expect(
                new Expected(4002, "other", true), Rules.rulesKept(TimingScenarios::clientClosed))
            .see("5.5.1")
            .servedBy(given -> answerClose(given, echo)),
        Scenario.in(ScenarioGroup.TIMING)
            .at("ignore-close", "/ignore-close", "/ignore-close?hold=90s")
            .with(UNANSWERED)
            .to(Conduct.closing())
            .expect(Expected.ABNORMAL_CLOSURE, Rules.rulesKept(TimingScenarios::clientClosed))
            .see("5.5.1")
            .servedBy(given -> ignoreClose(given.get(UNANSWERED), echo)),
        Scenario.in(ScenarioGroup.TIMING)
            .at("hold-tcp", "/hold-tcp", "/hold-tcp?hold=30s")
            .with(TCP)
            .to(Conduct.closing())
            .expect(Expected.AS_THE_CLIENT_CLOSES, Rules.rulesKept(TimingScenarios::clientClosed))
            .see("7.1.1")
            .servedBy(given -> holdTcp(given.get(TCP), echo)),
        Scenario.in(ScenarioGroup.TIMING)
            .at("silent", "/silent", "/silent?after=1&pong=off")
            .with(AFTER, PONG, SILENCE)
            .to(Conduct.closing())
            .expect(Expected.ABNORMAL_CLOSURE, Rules.rulesKept(TimingScenarios::leftUnanswered))
            .see("5.5.2")
            .servedBy(given -> silent(given, echo)),
        Scenario.in(ScenarioGroup.TIMING)
            .at("no-pong", "/no-pong", "/no-pong")
            .to(Conduct.closing())
            .expect(
                Expected.AS_THE_CLIENT_CLOSES,
                Rules.rulesKept(TimingScenarios::clientSentSomething))
            .see("5.5.2")
            .notFromPages()
            .servedBy(_ -> new OpeningHandler((_, wire) -> wire.ignorePings(), echo)),
        Scenario.in(ScenarioGroup.TIMING)
            .at("slow", "/slow", "/slow?delay=1s")
            .with(DELAY)
            .to(Conduct.closing())
            .expect(
                Expected.AS_THE_CLIENT_CLOSES,
                Rules.rulesKept(TimingScenarios::clientSentSomething))
            .see("6.1")
            .servedBy(given -> new SlowHandler(given.get(DELAY))));
  }

  private static boolean clientClosed(Transcript seen) {
    return seen.closing().received() != null;
  }

  private static boolean clientSentSomething(Transcript seen) {
    return seen.received().frames() > 0;
  }

  private static boolean leftUnanswered(Transcript seen) {
    return seen.received().messages() > seen.sent().messages()
        || seen.received().pings() > seen.sent().pongs()
        || clientClosed(seen);
  }

  /** How long the server keeps a connection open. */
  static Parameter<Duration> hold(String defaultValue) {
    return Parameter.duration("hold", defaultValue).inShort("500ms");
  }

  /** How long the server waits before it answers. */
  static Parameter<Duration> delay(String defaultValue) {
    return Parameter.duration("delay", defaultValue).inShort("100ms");
  }

  private static WebSocketHandler answerClose(AddressParameters given, WebSocketHandler echo) {
    Duration delay = given.get(DELAY);
    Optional<CloseCode> code = given.get(CODE);
    Optional<CloseReason> reason = given.get(REASON);
    return new OpeningHandler(
        (session, wire) ->
            wire.onClose(
                (itsCode, itsReason) -> {
                  CloseStatus answer = status(code.orElse(itsCode), reason.orElse(itsReason));
                  wire.later(delay, () -> session.close(answer));
                }),
        echo);
  }

  private static CloseStatus status(@Nullable CloseCode code, CloseReason reason) {
    return code == null ? CloseStatus.NO_STATUS_CODE : new CloseStatus(code.value(), reason.text());
  }

  private static WebSocketHandler silent(AddressParameters given, WebSocketHandler echo) {
    return new SilentHandler(given.get(AFTER), given.get(PONG), given.get(SILENCE), echo);
  }

  private static WebSocketHandler ignoreClose(Duration hold, WebSocketHandler echo) {
    return new OpeningHandler(
        (_, wire) -> wire.onClose((_, _) -> wire.later(hold, wire::end)), echo);
  }

  private static WebSocketHandler holdTcp(Duration hold, WebSocketHandler echo) {
    return new OpeningHandler((_, wire) -> wire.holdTcp(hold), echo);
  }
}
