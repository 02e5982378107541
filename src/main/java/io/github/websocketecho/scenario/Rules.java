package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.VerdictMessages.client;
import static io.github.websocketecho.scenario.VerdictMessages.code;
import static io.github.websocketecho.scenario.VerdictMessages.isProxied;
import static io.github.websocketecho.scenario.VerdictMessages.remark;
import static io.github.websocketecho.scenario.VerdictMessages.subject;

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
 * The rules for verdicts. They require of a client what RFC 6455 requires, and nothing that it
 * leaves open. If the transcript does not show whether a client complied, the verdict is undecided.
 */
final class Rules {

  /** The codes that a client may use to fail a connection (sections 7.1.7 and 7.4.1). */
  private static final Set<Integer> FAILURE_CODES =
      Set.of(
          CloseCode.PROTOCOL_ERROR.value(),
          CloseCode.UNSUPPORTED_DATA.value(),
          CloseCode.INVALID_FRAME_PAYLOAD_DATA.value(),
          CloseCode.MESSAGE_TOO_BIG.value(),
          CloseCode.MANDATORY_EXTENSION.value(),
          CloseCode.INTERNAL_ERROR.value());

  /** The codes that a client may use to fail the connection after an invalid handshake. */
  private static final Set<Integer> HANDSHAKE_FAILURE_CODES =
      Set.of(CloseCode.PROTOCOL_ERROR.value(), CloseCode.MANDATORY_EXTENSION.value());

  private static final int SWITCHING_PROTOCOLS = 101;

  private Rules() {}

  /**
   * The client answers the server's close frame with a close frame. Its code may differ: section
   * 5.5.1 says only that an endpoint "typically echos" it, and the two close frames may cross.
   */
  static VerdictRule closeAnswered() {
    return rule("closeAnswered", Rules::judgeAnswer);
  }

  /**
   * The client fails the connection after a violation (section 7.1.7): it sends a close frame or
   * ends TCP in time, and does not answer an illegal close frame with the same code. Other frames
   * count as a failure only after its pong to the ping right before the violation, because earlier
   * ones may have crossed with the violation.
   */
  static VerdictRule connectionFailed() {
    return rule("connectionFailed", Rules::judgeFailure);
  }

  /** The client ends its side of TCP after the server has ended its own without a close frame. */
  static VerdictRule tcpEnded() {
    return rule("tcpEnded", Rules::judgeTcpEnd);
  }

  /**
   * The client follows the protocol until the connection ends. It may wait as long as it likes.
   *
   * @param begun whether the scenario has begun
   */
  static VerdictRule rulesKept(Predicate<Transcript> begun) {
    return rule("rulesKept", seen -> judgeConduct(seen, begun));
  }

  /** The client fails the connection after an invalid response to its handshake (section 4.1). */
  static VerdictRule handshakeFailed() {
    return rule("handshakeFailed", seen -> withProxyRemark(judgeHandshake(seen), seen));
  }

  /** The client sends no frames if its handshake was rejected or not answered (section 4.1). */
  static VerdictRule refusalAccepted() {
    return rule("refusalAccepted", seen -> withProxyRemark(judgeRefusal(seen), seen));
  }

  private static Judgement judgeAnswer(Transcript seen) {
    CloseFrame sent = seen.closing().sent();
    CloseFrame received = seen.closing().received();
    if (sent == null || seen.closing().initiator() == Initiator.CLIENT) {
      return judgeBeforeScenario(seen);
    }
    if (hasViolation(seen)) {
      return violation(seen);
    }
    if (received == null) {
      return seen.state() == State.ENDED
          ? Judgement.failed("noAnswer")
          : Judgement.undecided("waiting");
    }
    Judgement answered = Judgement.passed("answered", code(received));
    // A close frame without a code may be answered with any code.
    return sent.code() == null || sent.code().equals(received.code())
        ? answered
        : answered.with(remark("otherCode", code(sent), code(received)));
  }

  private static Judgement judgeFailure(Transcript seen) {
    if (seen.closing().cause() != Cause.SCENARIO) {
      return judgeBeforeScenario(seen);
    }
    CloseFrame received = seen.closing().received();
    if (received != null && isEcho(received, seen.closing().sent())) {
      return Judgement.failed("illegalCloseEchoed", code(received));
    }
    if (hasViolation(seen)) {
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
              : Judgement.passed("tcpEnded", subject(seen));
      case BY_US -> judgeTimeout(seen, ping);
    };
  }

  /**
   * Whether a close frame has the code of an illegal one. If that code is legal, the illegal part
   * is the reason, which has to be the same too.
   */
  private static boolean isEcho(CloseFrame received, @Nullable CloseFrame sent) {
    return sent != null
        && sent.code() != null
        && sent.code().equals(received.code())
        && (!new CloseCode(sent.code()).mayBeSent() || sent.reason().equals(received.reason()));
  }

  private static Judgement judgeClose(CloseFrame received, Pinged ping) {
    if (!isFailure(received)) {
      return Judgement.undecided("closedOtherwise", code(received));
    }
    return ping.framesBehind() > 0
        ? Judgement.undecided("mayHaveCrossed")
        : Judgement.passed("failedWithClose", client(), code(received));
  }

  /** Whether a client fails a connection with this close frame. */
  static boolean isFailure(CloseFrame received) {
    Integer code = received.code();
    return code != null && FAILURE_CODES.contains(code);
  }

  /** Judges a client that did not end TCP before the server. */
  private static Judgement judgeTimeout(Transcript seen, Pinged ping) {
    if (!clientTimedOut(seen)) {
      return Judgement.undecided("serverEnded");
    }
    return ping.answered()
        ? Judgement.failed("leftOpenAfterPong", ClientTimeout.text(seen.address()))
        : Judgement.undecided("pingUnanswered", ClientTimeout.text(seen.address()));
  }

  private static Judgement judgeTcpEnd(Transcript seen) {
    if (seen.closing().cause() != Cause.SCENARIO) {
      return judgeBeforeScenario(seen);
    }
    return switch (seen.closing().tcpEnd()) {
      case FIN, RESET -> Judgement.passed("tcpEnded", client());
      case BY_US -> Judgement.failed("noTcpEnd");
      case null -> Judgement.undecided("waiting");
    };
  }

  /** The verdict of {@link #rulesKept}. */
  static Judgement judgeConduct(Transcript seen, Predicate<Transcript> begun) {
    if (hasViolation(seen)) {
      return violation(seen);
    }
    return switch (seen.state()) {
      case OPEN, CLOSING -> Judgement.undecided("waiting");
      case ENDED ->
          begun.test(seen) ? Judgement.passed("rulesKept") : Judgement.undecided("endedBefore");
      case REFUSED -> Judgement.undecided("endedBefore");
    };
  }

  /** The verdict of {@link #handshakeFailed}, without a remark on a proxy. */
  static Judgement judgeHandshake(Transcript seen) {
    if (seen.closing().cause() != Cause.SCENARIO) {
      return judgeBeforeScenario(seen);
    }
    if (seen.clues().httpRequest()) {
      return Judgement.passed("httpRequest", subject(seen)).with(remark("httpRequest"));
    }
    if (hasViolation(seen)) {
      return violation(seen);
    }
    CloseFrame received = seen.closing().received();
    if (received != null && isHandshakeFailure(received) && seen.received().frames() == 1) {
      return Judgement.passed("failedWithClose", subject(seen), code(received));
    }
    if (seen.received().frames() > 0) {
      return Judgement.failed("openedAnyway", subject(seen));
    }
    return switch (seen.closing().tcpEnd()) {
      case FIN, RESET -> Judgement.passed("tcpEnded", subject(seen));
      case null -> Judgement.undecided("waiting");
      case BY_US ->
          clientTimedOut(seen)
              ? Judgement.failed("leftOpen", subject(seen), ClientTimeout.text(seen.address()))
              : Judgement.undecided("serverEnded");
    };
  }

  private static boolean isHandshakeFailure(CloseFrame received) {
    Integer code = received.code();
    return code != null && HANDSHAKE_FAILURE_CODES.contains(code);
  }

  /** The verdict of {@link #refusalAccepted}, without a remark on a proxy. */
  static Judgement judgeRefusal(Transcript seen) {
    if (seen.closing().cause() != Cause.SCENARIO) {
      // The handshake may have been accepted after the requested number of rejections.
      return seen.handshake().status() != null && seen.handshake().status() == SWITCHING_PROTOCOLS
          ? judgeConduct(seen, _ -> true)
          : judgeBeforeScenario(seen);
    }
    Clues clues = seen.clues();
    if (clues.bytesEarly() > 0) {
      return Judgement.failed("sentEarly", subject(seen));
    }
    // A status other than 101 is handled as in HTTP (section 4.1), which may reuse the connection.
    if (clues.httpBytes() > 0) {
      return clues.httpRequest()
          ? Judgement.passed("httpRequest", subject(seen))
          : Judgement.failed("sentBytes", subject(seen), clues.httpBytes());
    }
    return switch (seen.closing().tcpEnd()) {
      case null -> Judgement.undecided("waiting");
      case FIN, RESET, BY_US -> Judgement.passed("refusalAccepted", subject(seen));
    };
  }

  /** Judges a connection whose scenario has not begun, or that the client closed first. */
  static Judgement judgeBeforeScenario(Transcript seen) {
    if (hasViolation(seen)) {
      return violation(seen);
    }
    boolean mayBegin = seen.closing().cause() == null && seen.state() != State.REFUSED;
    return Judgement.undecided(mayBegin ? "notYet" : "endedBefore");
  }

  /** Whether the server ended TCP because the client's time was over, and for no other cause. */
  private static boolean clientTimedOut(Transcript seen) {
    return seen.clues().lastCause() == Cause.SCENARIO;
  }

  /** Whether the client violated the protocol. */
  static boolean hasViolation(Transcript seen) {
    return seen.closing().violation() != null || seen.clues().dataAfterClose();
  }

  /** The verdict on a client that violated the protocol. */
  static Judgement violation(Transcript seen) {
    String violation = seen.closing().violation();
    return violation == null
        ? Judgement.failed("bytesAfterClose", seen.received().bytesAfterClose())
        : Judgement.failed("violation", subject(seen), violation);
  }

  /** Adds a remark if the opening handshake passed through a proxy. */
  static Judgement withProxyRemark(Judgement judgement, Transcript seen) {
    return isProxied(seen) ? judgement.with(remark("proxy")) : judgement;
  }

  private static VerdictRule rule(String name, Function<Transcript, Judgement> judge) {
    return new NamedRule(name, judge);
  }
}
