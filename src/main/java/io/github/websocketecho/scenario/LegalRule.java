package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.VerdictMessages.code;
import static io.github.websocketecho.scenario.VerdictMessages.subject;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.Transcript.CloseFrame;
import io.github.websocketecho.transcript.Transcript.Pinged;
import io.github.websocketecho.transcript.Transcript.State;
import io.github.websocketecho.transcript.VerdictRule;
import io.github.websocketecho.transcript.VerdictRule.Judgement;
import java.util.Objects;

/** The rule for what is legal: a client has to go on. */
final class LegalRule {

  private static final Integer MISSING = LegalHandler.MISSING;
  private static final Integer CHANGED = LegalHandler.CHANGED;

  private LegalRule() {}

  /**
   * The client goes on: it answers the ping behind what is legal, sends every message back if the
   * address asks for that, and answers the server's close frame.
   */
  static VerdictRule wentOn() {
    return new NamedRule("wentOn", LegalRule::judge);
  }

  private static Judgement judge(Transcript seen) {
    if (Rules.hasViolation(seen)) {
      return Rules.violation(seen);
    }
    if (seen.closing().cause() != Cause.SCENARIO) {
      return Rules.judgeBeforeScenario(seen);
    }
    CloseFrame sent = seen.closing().sent();
    if (sent != null && seen.closing().initiator() == Initiator.SERVER) {
      return judgeAfterClose(seen, sent);
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

  private static Judgement judgeAfterClose(Transcript seen, CloseFrame sent) {
    if (CHANGED.equals(sent.code())) {
      return Judgement.failed("changed");
    }
    if (MISSING.equals(sent.code())) {
      return isPingAnswered(seen)
          ? Judgement.failed("notSentBack", ClientTimeout.text(seen.address()))
          : Judgement.failed("noPong", ClientTimeout.text(seen.address()));
    }
    if (seen.closing().received() == null) {
      return seen.state() == State.ENDED
          ? Judgement.failed("noAnswer")
          : Judgement.undecided("waiting");
    }
    return Judgement.passed("wentOn");
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
