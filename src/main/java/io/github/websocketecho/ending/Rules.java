package io.github.websocketecho.ending;

import io.github.websocketecho.connection.AccountView;
import io.github.websocketecho.connection.AccountView.CloseFrame;
import io.github.websocketecho.connection.AccountView.Initiator;
import io.github.websocketecho.connection.AccountView.State;
import io.github.websocketecho.connection.AccountView.TcpEnd;
import io.github.websocketecho.connection.VerdictRule;
import io.github.websocketecho.connection.VerdictRule.Judgement;
import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.protocol.CloseCode;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the server must see for a client to have passed. They demand what RFC 6455 demands, and
 * leave open what it leaves open: which code tells of a violation, whether a close frame does at
 * all, whether a reason comes back, who ends TCP.
 */
final class Rules {

  /** The codes with which a client may give up after a wrong opening handshake. */
  private static final Set<Integer> HANDSHAKE_FAILURES =
      Set.of(CloseCode.PROTOCOL_ERROR.value(), CloseCode.MANDATORY_EXTENSION.value());

  private Rules() {}

  /** The client answers the server's close frame with one of the same code (section 5.5.1). */
  static VerdictRule closeAnswered() {
    return rule("closeAnswered", Rules::judgeAnswer);
  }

  /**
   * The client fails the connection after a violation (section 7.1.7): it sends a close frame or
   * ends TCP in time, and does not take an illegal close for a good one.
   */
  static VerdictRule connectionFailed() {
    return rule("connectionFailed", Rules::judgeFailure);
  }

  /** The client ends its side of TCP when the server has ended it without a close frame. */
  static VerdictRule tcpEnded() {
    return rule("tcpEnded", Rules::judgeTcpEnd);
  }

  /** The client keeps the rules until the connection ends, however long it waits. */
  static VerdictRule rulesKept() {
    return rule("rulesKept", Rules::judgeConduct);
  }

  /** The client takes a wrong opening handshake, or none, for a failure (section 4.1). */
  static VerdictRule handshakeFailed() {
    return rule("handshakeFailed", Rules::judgeHandshake);
  }

  /** The client sends nothing where it was refused (section 4.1). */
  static VerdictRule refusalAccepted() {
    return rule("refusalAccepted", Rules::judgeRefusal);
  }

  private static Judgement judgeAnswer(AccountView seen) {
    CloseFrame sent = seen.closing().sent();
    CloseFrame received = seen.closing().received();
    if (sent == null || seen.closing().initiator() == Initiator.CLIENT) {
      return before(seen);
    }
    if (received == null) {
      return seen.state() == State.ENDED ? Judgement.failed("noAnswer") : Judgement.open("waiting");
    }
    // To a close without a code, an answer may bring any.
    if (sent.code() != null && !sent.code().equals(received.code())) {
      return Judgement.failed("otherCode", code(received), code(sent));
    }
    return brokenRule(seen) ? violation(seen) : Judgement.passed("answered", code(received));
  }

  private static Judgement judgeFailure(AccountView seen) {
    if (seen.closing().cause() != Cause.ENDING) {
      return before(seen);
    }
    CloseFrame sent = seen.closing().sent();
    CloseFrame received = seen.closing().received();
    if (received != null) {
      boolean takenAsGood =
          sent != null && sent.code() != null && sent.code().equals(received.code());
      if (takenAsGood) {
        return Judgement.failed("illegalCodeTaken", code(received));
      }
      return brokenRule(seen)
          ? violation(seen)
          : Judgement.passed("failedWithClose", code(received));
    }
    return judgeTcp(seen);
  }

  private static Judgement judgeTcpEnd(AccountView seen) {
    return seen.closing().cause() == Cause.ENDING ? judgeTcp(seen) : before(seen);
  }

  private static Judgement judgeTcp(AccountView seen) {
    return switch (seen.closing().tcpEnd()) {
      case FIN, RESET -> Judgement.passed("tcpEnded");
      case BY_US -> Judgement.failed("carriedOn");
      case OPEN -> Judgement.open("waiting");
    };
  }

  private static Judgement judgeConduct(AccountView seen) {
    if (brokenRule(seen)) {
      return violation(seen);
    }
    return seen.state() == State.ENDED ? Judgement.passed("rulesKept") : Judgement.open("waiting");
  }

  private static Judgement judgeHandshake(AccountView seen) {
    CloseFrame received = seen.closing().received();
    if (received != null) {
      Integer code = received.code();
      return code != null && HANDSHAKE_FAILURES.contains(code)
          ? Judgement.passed("failedWithClose", code(received))
          : Judgement.failed("openedAnyway");
    }
    return sentSomething(seen) ? Judgement.failed("openedAnyway") : judgeTcp(seen);
  }

  private static Judgement judgeRefusal(AccountView seen) {
    if (seen.closing().cause() != Cause.ENDING) {
      return judgeConduct(seen); // It was let in: it had been refused as often as it asked for.
    }
    if (sentSomething(seen)) {
      return Judgement.failed("openedAnyway");
    }
    return seen.closing().tcpEnd() == TcpEnd.OPEN
        ? Judgement.open("waiting")
        : Judgement.passed("refusalAccepted");
  }

  /** The ending has not begun, or the client was faster. */
  private static Judgement before(AccountView seen) {
    if (brokenRule(seen)) {
      return violation(seen);
    }
    return Judgement.open(seen.closing().cause() == null ? "notYet" : "endedBefore");
  }

  private static boolean sentSomething(AccountView seen) {
    return seen.received().frames() > 0 || brokenRule(seen);
  }

  private static boolean brokenRule(AccountView seen) {
    return seen.closing().violation() != null || seen.received().bytesAfterClose() > 0;
  }

  private static Judgement violation(AccountView seen) {
    return seen.received().bytesAfterClose() > 0
        ? Judgement.failed("bytesAfterClose", seen.received().bytesAfterClose())
        : Judgement.failed("violation", Objects.toString(seen.closing().violation(), ""));
  }

  private static String code(CloseFrame close) {
    @Nullable Integer code = close.code();
    return code == null ? "-" : code.toString();
  }

  private static VerdictRule rule(String expected, Function<AccountView, Judgement> judge) {
    return new VerdictRule() {
      @Override
      public String expected() {
        return "verdict.expected." + expected;
      }

      @Override
      public Judgement judge(AccountView seen) {
        Judgement judgement = judge.apply(seen);
        return new Judgement(
            judgement.passed(), "verdict.observed." + judgement.observed(), judgement.arguments());
      }
    };
  }
}
