package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.VerdictMessages.code;
import static io.github.websocketecho.scenario.VerdictMessages.subject;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.Transcript.CloseFrame;
import io.github.websocketecho.transcript.Transcript.Pinged;
import io.github.websocketecho.transcript.Transcript.State;
import io.github.websocketecho.transcript.VerdictRule;
import io.github.websocketecho.transcript.VerdictRule.Judgement;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/** The rules for what is legal: a client has to go on. */
final class LegalRule {

  private static final Integer MISSING = LegalHandler.MISSING;
  private static final Integer CHANGED = LegalHandler.CHANGED;

  private LegalRule() {}

  /**
   * The client goes on: it answers the ping behind what is legal, sends every message back if the
   * address asks for that, and answers the server's close frame.
   */
  static VerdictRule wentOn() {
    return new NamedRule("wentOn", LegalRule::judgeLegal);
  }

  /** The verdict of {@link #wentOn}. */
  static Judgement judgeLegal(Transcript seen) {
    return judge(seen, LegalRule::hasBegun, LegalRule::judgeGoingOn);
  }

  /** The client answers every ping, and the server's close frame. */
  static VerdictRule pongsSent() {
    return new NamedRule(
        "pongsSent", seen -> judge(seen, LegalRule::isPinged, LegalRule::judgePongs));
  }

  /**
   * Judges a client.
   *
   * @param begun whether the scenario has begun
   * @param afterClose judges a client that the server has closed
   */
  private static Judgement judge(
      Transcript seen, Predicate<Transcript> begun, Function<Transcript, Judgement> afterClose) {
    if (Rules.hasViolation(seen)) {
      return Rules.violation(seen);
    }
    if (!begun.test(seen)) {
      return Rules.judgeBeforeScenario(seen);
    }
    CloseFrame sent = seen.closing().sent();
    if (sent != null && seen.closing().initiator() == Initiator.SERVER) {
      return afterClose.apply(seen);
    }
    CloseFrame received = seen.closing().received();
    if (received != null) {
      return Rules.isFailure(received)
          ? Judgement.failed("gaveUp", subject(seen), code(received))
          : closedFirst(seen);
    }
    return switch (seen.closing().tcpEnd()) {
      case null -> Judgement.undecided("waiting");
      case FIN, RESET ->
          isPingAnswered(seen)
              ? Judgement.undecided("tcpEnded", subject(seen))
              : Judgement.failed("gaveUpTcp", subject(seen));
      case BY_US -> Judgement.undecided("serverEnded");
    };
  }

  private static boolean hasBegun(Transcript seen) {
    return seen.closing().cause() == Cause.SCENARIO;
  }

  private static boolean isPinged(Transcript seen) {
    return seen.sent().pings() > 0;
  }

  private static Judgement judgeGoingOn(Transcript seen) {
    if (hasSent(seen, CHANGED)) {
      return Judgement.failed("changed");
    }
    if (hasSent(seen, MISSING)) {
      return isPingAnswered(seen)
          ? Judgement.failed("notSentBack", ClientTimeout.text(seen.address()))
          : Judgement.failed("noPong", ClientTimeout.text(seen.address()));
    }
    return judgeAnswer(seen, "wentOn");
  }

  private static Judgement judgePongs(Transcript seen) {
    if (hasSent(seen, PingHandler.MISSING)) {
      return Judgement.failed("pongMissing", ClientTimeout.text(seen.address()));
    }
    return hasSent(seen, CloseCode.NORMAL_CLOSURE.value())
        ? judgeAnswer(seen, "pongsSent")
        : Judgement.undecided("serverEnded");
  }

  private static boolean hasSent(Transcript seen, Integer code) {
    CloseFrame sent = seen.closing().sent();
    return sent != null && code.equals(sent.code());
  }

  private static Judgement judgeAnswer(Transcript seen, String observed) {
    if (seen.closing().received() != null) {
      return Judgement.passed(observed);
    }
    return seen.state() == State.ENDED
        ? Judgement.failed("noAnswer")
        : Judgement.undecided("waiting");
  }

  /** Judges a client that closed before the server did, without a code for a failure. */
  private static Judgement closedFirst(Transcript seen) {
    return isPingAnswered(seen)
        ? Judgement.passed("wentOn")
        : Judgement.undecided("closedBeforePong");
  }

  private static boolean isPingAnswered(Transcript seen) {
    return Objects.requireNonNullElse(seen.clues().lastPing(), new Pinged(false, false, 0))
        .answered();
  }
}
