package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.VerdictMessages.code;
import static io.github.websocketecho.scenario.VerdictMessages.remark;
import static io.github.websocketecho.scenario.VerdictMessages.subject;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.Transcript.CloseFrame;
import io.github.websocketecho.transcript.Transcript.Sent;
import io.github.websocketecho.transcript.VerdictRule;
import io.github.websocketecho.transcript.VerdictRule.Judgement;
import org.jspecify.annotations.Nullable;

/** The rule for what the server sends without being asked. */
final class TakenRule {

  private static final Integer END = CloseCode.NORMAL_CLOSURE.value();
  private static final Integer TOO_BIG = CloseCode.MESSAGE_TOO_BIG.value();

  private TakenRule() {}

  /**
   * The client takes everything and answers the server's close frame, or it closes with 1009
   * because a message is too big for it. A client may also protect itself in another way: whether
   * it did that or broke, the transcript does not show.
   */
  static VerdictRule everything() {
    return new NamedRule("everythingTaken", TakenRule::judge);
  }

  private static Judgement judge(Transcript seen) {
    if (Rules.hasViolation(seen)) {
      return Rules.violation(seen);
    }
    if (seen.sent().frames() == 0) {
      return Rules.judgeBeforeScenario(seen);
    }
    CloseFrame sent = seen.closing().sent();
    CloseFrame received = seen.closing().received();
    if (sent != null && seen.closing().initiator() == Initiator.SERVER) {
      return END.equals(sent.code())
          ? judgeAtEnd(seen, received)
          : Judgement.undecided("serverEnded");
    }
    if (received != null) {
      return judgeClose(seen, received);
    }
    return switch (seen.closing().tcpEnd()) {
      case null -> Judgement.undecided("waiting");
      case FIN, RESET -> Judgement.undecided("endedEarly", subject(seen));
      case BY_US -> judgeTcpEnd(seen);
    };
  }

  private static Judgement taken(Transcript seen) {
    if (hasToInflate(seen) && seen.handshake().extensions().isEmpty()) {
      return Judgement.undecided("notInflated");
    }
    Sent sent = seen.sent();
    Judgement taken =
        Judgement.passed("everythingTaken", sent.messages(), sent.pings(), sent.bytes());
    return sent.pings() > 0 && seen.received().pongs() == 0 ? taken.with(remark("noPongs")) : taken;
  }

  private static boolean hasToInflate(Transcript seen) {
    return AddressParameters.ofQuery(seen.address()).get(FloodContent.PARAMETER)
        == FloodContent.INFLATING;
  }

  /** Judges a client whose TCP the server has ended without a close frame. */
  private static Judgement judgeTcpEnd(Transcript seen) {
    return seen.closing().cause() == Cause.SCENARIO || seen.closing().cause() == Cause.STALLED
        ? notTaken()
        : Judgement.undecided("serverEnded");
  }

  private static Judgement notTaken() {
    return Judgement.failed("notEverythingTaken");
  }

  /** Judges a client whose server has sent everything and closed. */
  private static Judgement judgeAtEnd(Transcript seen, @Nullable CloseFrame received) {
    if (received != null) {
      return taken(seen);
    }
    return switch (seen.closing().tcpEnd()) {
      case null -> Judgement.undecided("waiting");
      case FIN, RESET -> Judgement.failed("noAnswer");
      case BY_US -> notTaken();
    };
  }

  /** Judges a client that closed before the server did. */
  private static Judgement judgeClose(Transcript seen, CloseFrame received) {
    if (TOO_BIG.equals(received.code())) {
      return Judgement.passed("messageTooBig", subject(seen));
    }
    return Rules.isFailure(received)
        ? Judgement.failed("gaveUp", subject(seen), code(received))
        : Judgement.undecided("closedEarly", code(received));
  }
}
