package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.VerdictWords.client;
import static io.github.websocketecho.scenario.VerdictWords.code;
import static io.github.websocketecho.scenario.VerdictWords.isProxied;
import static io.github.websocketecho.scenario.VerdictWords.remark;
import static io.github.websocketecho.scenario.VerdictWords.who;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.Transcript.CloseFrame;
import io.github.websocketecho.transcript.Transcript.Clues;
import io.github.websocketecho.transcript.Transcript.Pinged;
import io.github.websocketecho.transcript.Transcript.State;
import io.github.websocketecho.transcript.VerdictRule;
import io.github.websocketecho.transcript.VerdictRule.Judgement;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the server must see for a client to have passed. They demand what RFC 6455 demands, and
 * leave open what it leaves open. What the wire does not show stays undecided.
 */
final class Rules {

  /** The codes with which a client fails a connection (sections 7.1.7 and 7.4.1). */
  private static final Set<Integer> FAILURES =
      Set.of(
          CloseCode.PROTOCOL_ERROR.value(),
          CloseCode.UNSUPPORTED_DATA.value(),
          CloseCode.INVALID_FRAME_PAYLOAD_DATA.value(),
          CloseCode.MESSAGE_TOO_BIG.value(),
          CloseCode.MANDATORY_EXTENSION.value(),
          CloseCode.INTERNAL_ERROR.value());

  /** The codes with which a client may give up after a wrong opening handshake. */
  private static final Set<Integer> HANDSHAKE_FAILURES =
      Set.of(CloseCode.PROTOCOL_ERROR.value(), CloseCode.MANDATORY_EXTENSION.value());

  private static final int SWITCHING_PROTOCOLS = 101;

  private Rules() {}

  /**
   * The client answers the server's close frame with one of its own. Section 5.5.1 says only that
   * it "typically echos" the code, and the two may cross.
   */
  static VerdictRule closeAnswered() {
    return rule("closeAnswered", Rules::judgeAnswer);
  }

  /**
   * The client fails the connection after a violation (section 7.1.7): it sends a close frame or
   * ends TCP in time, and does not answer an illegal close like a legal one. Only what it sends
   * after its pong to the ping right before the violation counts against it, because the rest may
   * have crossed.
   */
  static VerdictRule connectionFailed() {
    return rule("connectionFailed", Rules::judgeFailure);
  }

  /** The client ends its side of TCP when the server has ended it without a close frame. */
  static VerdictRule tcpEnded() {
    return rule("tcpEnded", Rules::judgeTcpEnd);
  }

  /**
   * The client keeps the rules until the connection ends, however long it waits.
   *
   * @param begun whether the scenario has begun
   */
  static VerdictRule rulesKept(Predicate<Transcript> begun) {
    return rule("rulesKept", seen -> judgeConduct(seen, begun));
  }

  /** The client fails the connection after a wrong opening handshake (section 4.1). */
  static VerdictRule handshakeFailed() {
    return rule("handshakeFailed", seen -> noteProxy(judgeHandshake(seen), seen));
  }

  /** The client sends no frames where it was refused, or not answered (section 4.1). */
  static VerdictRule refusalAccepted() {
    return rule("refusalAccepted", seen -> noteProxy(judgeRefusal(seen), seen));
  }

  private static Judgement judgeAnswer(Transcript seen) {
    CloseFrame sent = seen.closing().sent();
    CloseFrame received = seen.closing().received();
    if (sent == null || seen.closing().initiator() == Initiator.CLIENT) {
      return before(seen);
    }
    if (brokenRule(seen)) {
      return violation(seen);
    }
    if (received == null) {
      return seen.state() == State.ENDED
          ? Judgement.failed("noAnswer")
          : Judgement.undecided("waiting");
    }
    Judgement answered = Judgement.passed("answered", code(received));
    // To a close without a code, an answer may bring any.
    return sent.code() == null || sent.code().equals(received.code())
        ? answered
        : answered.with(remark("otherCode", code(sent), code(received)));
  }

  private static Judgement judgeFailure(Transcript seen) {
    if (seen.closing().cause() != Cause.SCENARIO) {
      return before(seen);
    }
    CloseFrame received = seen.closing().received();
    if (received != null && isEcho(received, seen.closing().sent())) {
      return Judgement.failed("illegalCloseEchoed", code(received));
    }
    if (brokenRule(seen)) {
      return violation(seen);
    }
    Pinged ping = Objects.requireNonNullElse(seen.clues().lastPing(), new Pinged(false, false, 0));
    if (ping.illegalAnswered()) {
      return Judgement.failed("illegalPingAnswered");
    }
    if (ping.answered() && ping.framesBehind() > 0) {
      return Judgement.failed("carriedOn");
    }
    if (received != null) {
      return judgeClose(received, ping);
    }
    return switch (seen.closing().tcpEnd()) {
      case null -> Judgement.undecided("waiting");
      case FIN, RESET ->
          ping.framesBehind() > 0
              ? Judgement.undecided("mayHaveCrossed")
              : Judgement.passed("tcpEnded", who(seen));
      case BY_US -> judgePatience(seen, ping);
    };
  }

  /** Whether a close frame brings back an illegal one, of which the reason may have been mended. */
  private static boolean isEcho(CloseFrame received, @Nullable CloseFrame sent) {
    return sent != null
        && sent.code() != null
        && sent.code().equals(received.code())
        && (!new CloseCode(sent.code()).mayBeSent() || sent.reason().equals(received.reason()));
  }

  private static Judgement judgeClose(CloseFrame received, Pinged ping) {
    Integer code = received.code();
    if (code == null || !FAILURES.contains(code)) {
      return Judgement.undecided("closedOtherwise", code(received));
    }
    return ping.framesBehind() > 0
        ? Judgement.undecided("mayHaveCrossed")
        : Judgement.passed("failedWithClose", client(), code(received));
  }

  /** The server has ended TCP. */
  private static Judgement judgePatience(Transcript seen, Pinged ping) {
    if (!hadItsTime(seen)) {
      return Judgement.undecided("serverEnded");
    }
    return ping.answered()
        ? Judgement.failed("leftOpenAfterPong", Within.text(seen.address()))
        : Judgement.undecided("pingUnanswered", Within.text(seen.address()));
  }

  private static Judgement judgeTcpEnd(Transcript seen) {
    if (seen.closing().cause() != Cause.SCENARIO) {
      return before(seen);
    }
    return switch (seen.closing().tcpEnd()) {
      case FIN, RESET -> Judgement.passed("tcpEnded", client());
      case BY_US -> Judgement.failed("noTcpEnd");
      case null -> Judgement.undecided("waiting");
    };
  }

  private static Judgement judgeConduct(Transcript seen, Predicate<Transcript> begun) {
    if (brokenRule(seen)) {
      return violation(seen);
    }
    return switch (seen.state()) {
      case OPEN, CLOSING -> Judgement.undecided("waiting");
      case ENDED ->
          begun.test(seen) ? Judgement.passed("rulesKept") : Judgement.undecided("endedBefore");
      case REFUSED -> Judgement.undecided("endedBefore");
    };
  }

  private static Judgement judgeHandshake(Transcript seen) {
    if (seen.closing().cause() != Cause.SCENARIO) {
      return before(seen);
    }
    if (seen.clues().httpRequest()) {
      return Judgement.passed("httpRequest", who(seen)).with(remark("httpRequest"));
    }
    if (brokenRule(seen)) {
      return violation(seen);
    }
    CloseFrame received = seen.closing().received();
    if (received != null && isHandshakeFailure(received) && seen.received().frames() == 1) {
      return Judgement.passed("failedWithClose", who(seen), code(received));
    }
    if (seen.received().frames() > 0) {
      return Judgement.failed("openedAnyway", who(seen));
    }
    return switch (seen.closing().tcpEnd()) {
      case FIN, RESET -> Judgement.passed("tcpEnded", who(seen));
      case null -> Judgement.undecided("waiting");
      case BY_US ->
          hadItsTime(seen)
              ? Judgement.failed("leftOpen", who(seen), Within.text(seen.address()))
              : Judgement.undecided("serverEnded");
    };
  }

  private static boolean isHandshakeFailure(CloseFrame received) {
    Integer code = received.code();
    return code != null && HANDSHAKE_FAILURES.contains(code);
  }

  private static Judgement judgeRefusal(Transcript seen) {
    if (seen.closing().cause() != Cause.SCENARIO) {
      // It may have been let in: it had been refused as often as it asked for.
      return seen.handshake().status() != null && seen.handshake().status() == SWITCHING_PROTOCOLS
          ? judgeConduct(seen, _ -> true)
          : before(seen);
    }
    Clues clues = seen.clues();
    if (clues.bytesEarly() > 0) {
      return Judgement.failed("sentEarly", who(seen));
    }
    // What is no 101 is handled as in HTTP (section 4.1), which may use the connection again.
    if (clues.httpBytes() > 0) {
      return clues.httpRequest()
          ? Judgement.passed("httpRequest", who(seen))
          : Judgement.failed("sentBytes", who(seen), clues.httpBytes());
    }
    return switch (seen.closing().tcpEnd()) {
      case null -> Judgement.undecided("waiting");
      case FIN, RESET, BY_US -> Judgement.passed("refusalAccepted", who(seen));
    };
  }

  /** The scenario has not begun, or the client was faster. */
  private static Judgement before(Transcript seen) {
    if (brokenRule(seen)) {
      return violation(seen);
    }
    boolean mayBegin = seen.closing().cause() == null && seen.state() != State.REFUSED;
    return Judgement.undecided(mayBegin ? "notYet" : "endedBefore");
  }

  /** Whether the server ended TCP because the client's time was over, not for anything else. */
  private static boolean hadItsTime(Transcript seen) {
    return seen.clues().lastCause() == Cause.SCENARIO;
  }

  private static boolean brokenRule(Transcript seen) {
    return seen.closing().violation() != null || seen.clues().dataAfterClose();
  }

  private static Judgement violation(Transcript seen) {
    String violation = seen.closing().violation();
    return violation == null
        ? Judgement.failed("bytesAfterClose", seen.received().bytesAfterClose())
        : Judgement.failed("violation", who(seen), violation);
  }

  private static Judgement noteProxy(Judgement judgement, Transcript seen) {
    return isProxied(seen) ? judgement.with(remark("proxy")) : judgement;
  }

  private static VerdictRule rule(String name, Function<Transcript, Judgement> judge) {
    return new JudgedRule(name, judge);
  }
}
