package io.github.websocketecho.scenario;

import io.github.websocketecho.http.CloseParameters;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import io.github.websocketecho.scenario.Parameter.Effect;
import io.github.websocketecho.transcript.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;

/** The scenarios in which the client waits for something that is late or never arrives. */
final class TimingScenarios {

  // Clients that limit their wait for a close frame wait for up to 60 s.
  private static final Parameter<Duration> HOLD_IGNORED_CLOSE = hold("90s");
  private static final Parameter<Duration> HOLD_TCP = hold("30s");
  private static final Parameter<Duration> DELAY = delay("1s");
  private static final Parameter<Optional<CloseCode>> CODE =
      Parameter.of("code", CloseParameters.CODES.orEmpty(), "").changing(Effect.CODE);
  private static final Parameter<Optional<CloseReason>> REASON =
      Parameter.of("reason", CloseParameters.REASONS.orEmpty(), "").changing(Effect.REASON);
  private static final Parameter<Trigger> AFTER = Trigger.parameter("0");
  private static final Parameter<Duration> HOLD_SILENT = hold("2m");
  private static final Parameter<Duration> HOLD_UNREAD = hold("30s");
  private static final Parameter<Boolean> PONG = Parameter.onOrOff("pong");

  private TimingScenarios() {}

  static List<Scenario> all(WebSocketHandler echo) {
    return List.of(
        Scenario.in(ScenarioGroup.TIMING)
            .at("answer-close", "/answer-close", "/answer-close?delay=1s&code=4002&reason=other")
            .parameters(DELAY, CODE, REASON)
            .conduct(Conduct.closing())
            .expect(
                new Expected(4002, "other", true), Rules.rulesKept(TimingScenarios::clientClosed))
            .rfc("5.5.1")
            .servedBy(parameters -> answerClose(parameters, echo)),
        Scenario.in(ScenarioGroup.TIMING)
            .at("ignore-close", "/ignore-close", "/ignore-close?hold=90s")
            .parameters(HOLD_IGNORED_CLOSE)
            .conduct(Conduct.closing())
            .expect(Expected.ABNORMAL_CLOSURE, Rules.rulesKept(TimingScenarios::clientClosed))
            .rfc("5.5.1")
            .servedBy(parameters -> ignoreClose(parameters.get(HOLD_IGNORED_CLOSE), echo)),
        Scenario.in(ScenarioGroup.TIMING)
            .at("hold-tcp", "/hold-tcp", "/hold-tcp?hold=30s")
            .parameters(HOLD_TCP)
            .conduct(Conduct.closing())
            .expect(Expected.AS_THE_CLIENT_CLOSES, Rules.rulesKept(TimingScenarios::clientClosed))
            .rfc("7.1.1")
            .servedBy(parameters -> holdTcp(parameters.get(HOLD_TCP), echo)),
        Scenario.in(ScenarioGroup.TIMING)
            .at("silent", "/silent", "/silent?after=1&pong=off")
            .parameters(AFTER, PONG, HOLD_SILENT)
            .conduct(Conduct.closing())
            .expect(Expected.ABNORMAL_CLOSURE, Rules.rulesKept(TimingScenarios::clientUnanswered))
            .rfc("5.5.2")
            .servedBy(parameters -> silent(parameters, echo)),
        Scenario.in(ScenarioGroup.TIMING)
            .at("unread", "/unread", "/unread?hold=2s")
            .parameters(HOLD_UNREAD)
            .conduct(Conduct.closing())
            .expect(
                Expected.AS_THE_CLIENT_CLOSES, Rules.rulesKept(TimingScenarios::clientSentFrame))
            .rfc("6.1")
            .servedBy(parameters -> unread(parameters.get(HOLD_UNREAD), echo)),
        Scenario.in(ScenarioGroup.TIMING)
            .at("no-pong", "/no-pong", "/no-pong")
            .conduct(Conduct.closing())
            .expect(
                Expected.AS_THE_CLIENT_CLOSES, Rules.rulesKept(TimingScenarios::clientSentFrame))
            .rfc("5.5.2")
            .notInBrowsers()
            .servedBy(_ -> new OnOpenHandler((_, wire) -> wire.ignorePings(), echo)),
        Scenario.in(ScenarioGroup.TIMING)
            .at("slow", "/slow", "/slow?delay=1s")
            .parameters(DELAY)
            .conduct(Conduct.closing())
            .expect(
                Expected.AS_THE_CLIENT_CLOSES, Rules.rulesKept(TimingScenarios::clientSentFrame))
            .rfc("6.1")
            .servedBy(parameters -> new SlowHandler(parameters.get(DELAY))));
  }

  private static boolean clientClosed(Transcript seen) {
    return seen.closing().received() != null;
  }

  private static boolean clientSentFrame(Transcript seen) {
    return seen.received().frames() > 0;
  }

  private static boolean clientUnanswered(Transcript seen) {
    return seen.received().messages() > seen.sent().messages()
        || seen.received().pings() > seen.sent().pongs()
        || clientClosed(seen);
  }

  /** The parameter {@code hold}: how long the server keeps a connection open. */
  static Parameter<Duration> hold(String defaultValue) {
    return Parameter.duration("hold", defaultValue).withShortValue("500ms");
  }

  /** The parameter {@code delay}: how long the server waits before it answers. */
  static Parameter<Duration> delay(String defaultValue) {
    return Parameter.duration("delay", defaultValue).withShortValue("100ms");
  }

  private static WebSocketHandler answerClose(AddressParameters parameters, WebSocketHandler echo) {
    Duration delay = parameters.get(DELAY);
    Optional<CloseCode> code = parameters.get(CODE);
    Optional<CloseReason> reason = parameters.get(REASON);
    return new OnOpenHandler(
        (session, wire) ->
            wire.onClose(
                (clientCode, clientReason) -> {
                  CloseStatus answer = status(code.orElse(clientCode), reason.orElse(clientReason));
                  wire.later(delay, () -> session.close(answer));
                }),
        echo);
  }

  private static CloseStatus status(@Nullable CloseCode code, CloseReason reason) {
    return code == null ? CloseStatus.NO_STATUS_CODE : new CloseStatus(code.value(), reason.text());
  }

  private static WebSocketHandler silent(AddressParameters parameters, WebSocketHandler echo) {
    return new SilentHandler(
        parameters.get(AFTER), parameters.get(PONG), parameters.get(HOLD_SILENT), echo);
  }

  private static WebSocketHandler unread(Duration hold, WebSocketHandler echo) {
    return new OnOpenHandler((_, wire) -> wire.stopReading(hold), echo);
  }

  private static WebSocketHandler ignoreClose(Duration hold, WebSocketHandler echo) {
    return new OnOpenHandler(
        (_, wire) -> wire.onClose((_, _) -> wire.later(hold, wire::end)), echo);
  }

  private static WebSocketHandler holdTcp(Duration hold, WebSocketHandler echo) {
    return new OnOpenHandler((_, wire) -> wire.holdTcp(hold), echo);
  }
}
