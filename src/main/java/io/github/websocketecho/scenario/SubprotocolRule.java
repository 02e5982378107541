package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.VerdictMessages.subject;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.protocol.SubprotocolOffer;
import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.Transcript.CloseFrame;
import io.github.websocketecho.transcript.Transcript.Closing;
import io.github.websocketecho.transcript.VerdictRule;
import io.github.websocketecho.transcript.VerdictRule.Judgement;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.web.socket.WebSocketHttpHeaders;

/**
 * The rules for the choice of a subprotocol. If a client offers some and the server chooses none,
 * RFC 6455 lets the client go on (section 4.2.2), and the browsers' API requires it to fail the
 * connection (WHATWG WebSockets Standard, section 3). Both are right.
 */
final class SubprotocolRule {

  private SubprotocolRule() {}

  /**
   * The client accepts a subprotocol that it has offered, and fails the connection if it has not
   * offered it (section 4.1).
   */
  static VerdictRule chosen() {
    return new NamedRule("subprotocolChosen", SubprotocolRule::judgeChoice);
  }

  /** The client goes on as in {@link LegalRule#wentOn}, or fails the connection. */
  static VerdictRule declined() {
    return new NamedRule(
        "subprotocolDeclined",
        seen ->
            hasOffered(seen)
                ? judgeDeclined(seen, LegalRule::judgeLegal)
                : nothingOffered(LegalRule.judgeLegal(seen)));
  }

  private static Judgement judgeChoice(Transcript seen) {
    if (seen.closing().cause() == Cause.SCENARIO) {
      return Rules.withProxyRemark(Rules.judgeHandshake(seen), seen);
    }
    if (!hasOffered(seen)) {
      return nothingOffered(judgeConduct(seen));
    }
    boolean isDeclined =
        seen.handshake().status() != null && seen.handshake().subprotocol() == null;
    return isDeclined ? judgeDeclined(seen, SubprotocolRule::judgeConduct) : judgeConduct(seen);
  }

  private static Judgement judgeConduct(Transcript seen) {
    return Rules.judgeConduct(seen, _ -> true);
  }

  /**
   * Judges a client that has offered subprotocols and got none.
   *
   * @param goingOn judges a client that goes on
   */
  private static Judgement judgeDeclined(Transcript seen, Function<Transcript, Judgement> goingOn) {
    if (!Rules.hasViolation(seen) && hasFailed(seen)) {
      return Judgement.passed("failedWithoutSubprotocol", subject(seen));
    }
    Judgement judgement = goingOn.apply(seen);
    return judgement.isPassed() ? Judgement.passed("wentOnWithoutSubprotocol") : judgement;
  }

  /** A client that has offered nothing does not show how it treats a choice. */
  private static Judgement nothingOffered(Judgement judgement) {
    return judgement.isPassed() ? Judgement.undecided("noSubprotocolOffered") : judgement;
  }

  /**
   * Whether the client failed the connection: all that it sent is a close frame that says so, or it
   * sent nothing and ended TCP.
   */
  private static boolean hasFailed(Transcript seen) {
    Closing closing = seen.closing();
    CloseFrame received = closing.received();
    if (closing.sent() != null && closing.initiator() == Initiator.SERVER) {
      return false;
    }
    if (received != null) {
      return Rules.isFailure(received) && seen.received().frames() == 1;
    }
    return seen.received().frames() == 0
        && (closing.tcpEnd() == TcpEnd.FIN || closing.tcpEnd() == TcpEnd.RESET);
  }

  private static boolean hasOffered(Transcript seen) {
    List<String> lines =
        seen.handshake().requestHeaders().entrySet().stream()
            .filter(
                header ->
                    header.getKey().equalsIgnoreCase(WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL))
            .map(Map.Entry::getValue)
            .toList();
    return !SubprotocolOffer.names(lines).isEmpty();
  }
}
