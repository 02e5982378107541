package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.RuleAssertions.NO_CLUES;
import static io.github.websocketecho.scenario.RuleAssertions.assertJudgement;
import static io.github.websocketecho.scenario.RuleAssertions.transcript;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.Transcript.Clues;
import io.github.websocketecho.transcript.Transcript.Pinged;
import io.github.websocketecho.transcript.Transcript.State;
import io.github.websocketecho.transcript.VerdictRule.Judgement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.MessageSourceResolvable;

/** The rules for close frames, for illegal frames and for the end of TCP. */
class RulesTests {

  private static final String DELIMITER = "|";

  // ---- Close frames

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      textBlock =
          """
          4001  | 4001  | SERVER | ENDED   | true  | answered    |
          empty | empty | SERVER | ENDED   | true  | answered    |
          empty | 1000  | SERVER | ENDED   | true  | answered    |
          # Codes may differ: section 5.5.1 does not require the same code, and frames may cross.
          4001  | 1000  | SERVER | ENDED   | true  | answered    | otherCode
          4001  | 4002  | SERVER | ENDED   | true  | answered    | otherCode
          4001  | empty | SERVER | ENDED   | true  | answered    | otherCode
          4001  |       | SERVER | ENDED   | false | noAnswer    |
          4001  |       | SERVER | CLOSING |       | waiting     |
                |       | NONE   | OPEN    |       | notYet      |
                |       | NONE   | REFUSED |       | endedBefore |
          1000  | 1000  | CLIENT | ENDED   |       | endedBefore |
          """)
  void closeFrameHasToBeAnsweredWithACloseFrame(
      @Nullable String sent,
      @Nullable String received,
      Initiator initiator,
      State state,
      @Nullable Boolean passed,
      String observed,
      @Nullable String remark) {
    Cause cause =
        switch (initiator) {
          case SERVER -> Cause.SCENARIO;
          case CLIENT -> Cause.ASKED;
          case NONE -> null;
        };
    var seen = transcript(state, initiator, sent, received, TcpEnd.BY_US, cause, null, NO_CLUES, 1);
    assertJudgement(Rules.closeAnswered(), seen, passed, observed, remark);
  }

  @Test
  void judgementSaysThatTheCodeIsMissing() {
    var seen =
        transcript(
            State.ENDED,
            Initiator.SERVER,
            "4001",
            "empty",
            TcpEnd.BY_US,
            Cause.SCENARIO,
            null,
            NO_CLUES,
            1);
    Judgement judgement = Rules.closeAnswered().judge(seen);
    assertThat(judgement.arguments())
        .singleElement()
        .extracting(code -> ((MessageSourceResolvable) code).getCodes())
        .isEqualTo(new String[] {"verdict.code.none"});
  }

  @ParameterizedTest
  @CsvSource({
    // A second close frame is no violation, but data after a close frame is.
    "A client must mask., false, false, false, violation,       ",
    ",                    true,  false, false, bytesAfterClose, ",
    ",                    true,  true,  false, bytesAfterClose, secondClose",
    ",                    false, true,  true,  answered,        secondClose",
  })
  void violationFailsTheClientWhateverElseItDid(
      @Nullable String violation,
      boolean dataAfterClose,
      boolean closedAgain,
      boolean passed,
      String observed,
      @Nullable String remark) {
    var clues = new Clues(null, 0, 0, false, dataAfterClose, closedAgain, Cause.SCENARIO);
    var seen =
        transcript(
            State.ENDED,
            Initiator.SERVER,
            "4001",
            "4001",
            TcpEnd.FIN,
            Cause.SCENARIO,
            violation,
            clues,
            1);
    assertJudgement(Rules.closeAnswered(), seen, passed, observed, remark);
    if (!passed) {
      assertJudgement(Rules.connectionFailed(), withoutSentClose(seen), false, observed, remark);
      assertJudgement(Rules.rulesKept(_ -> true), seen, false, observed, remark);
    }
  }

  /** A copy without a close frame of the server. */
  private static Transcript withoutSentClose(Transcript seen) {
    return transcript(
        seen.state(),
        Initiator.SERVER,
        null,
        "4001",
        seen.closing().tcpEnd(),
        Cause.SCENARIO,
        seen.closing().violation(),
        seen.clues(),
        1);
  }

  // ---- Illegal frames

  /**
   * @param pong whether the client answered the ping before the illegal frame
   * @param frames how many frames it sent after the pong, or after the ping without a pong
   */
  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      textBlock =
          """
          # sent | received | pong | frames | TCP   | passed | observed
               | 1002  | true  | 0 | BY_US | true  | failedWithClose
               | 1003  | true  | 0 | BY_US | true  | failedWithClose
               | 1007  | true  | 0 | FIN   | true  | failedWithClose
               | 1009  | true  | 0 | FIN   | true  | failedWithClose
               | 1010  | true  | 0 | FIN   | true  | failedWithClose
               | 1011  | true  | 0 | FIN   | true  | failedWithClose
               | 1002  | false | 0 | BY_US | true  | failedWithClose
               | 1002  | true  | 1 | BY_US | false | carriedOn
               | 1002  | false | 2 | BY_US |       | mayHaveCrossed
               | 1000  | true  | 1 | BY_US | false | carriedOn
               | 1000  | true  | 0 | BY_US |       | closedOtherwise
               | 1000  | false | 1 | BY_US |       | closedOtherwise
               | 1001  | true  | 0 | BY_US |       | closedOtherwise
               | empty | true  | 0 | BY_US |       | closedOtherwise
               | 3000  | true  | 0 | BY_US |       | closedOtherwise
               | 4999  | true  | 0 | BY_US |       | closedOtherwise
               | 1008  | true  | 0 | BY_US |       | closedOtherwise
               |       | true  | 0 | FIN   | true  | tcpEnded
               |       | false | 0 | FIN   | true  | tcpEnded
               |       | true  | 0 | RESET | true  | tcpEnded
               |       | true  | 1 | FIN   | false | carriedOn
               |       | false | 1 | FIN   |       | mayHaveCrossed
               |       | true  | 0 | BY_US | false | leftOpenAfterPong
               |       | false | 0 | BY_US |       | pingUnanswered
               |       | false | 5 | BY_US |       | pingUnanswered
               |       | true  | 1 |       | false | carriedOn
               |       | true  | 0 |       |       | waiting
               |       | false | 1 |       |       | waiting
          1005 | 1005  | true  | 0 | BY_US | false | illegalCloseEchoed
          1005 | 1002  | true  | 0 | BY_US | true  | failedWithClose
          1005 | 1000  | true  | 0 | BY_US |       | closedOtherwise
          5000 | empty | true  | 0 | BY_US |       | closedOtherwise
          """)
  void illegalFrameHasToFailTheConnection(
      @Nullable String sent,
      @Nullable String received,
      boolean pong,
      long frames,
      @Nullable TcpEnd tcpEnd,
      @Nullable Boolean passed,
      String observed) {
    var clues =
        new Clues(new Pinged(pong, false, frames), 0, 0, false, false, false, Cause.SCENARIO);
    var seen =
        transcript(
            State.ENDED, Initiator.SERVER, sent, received, tcpEnd, Cause.SCENARIO, null, clues, 1);
    assertJudgement(Rules.connectionFailed(), seen, passed, observed, null);
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "false, 1", "false, 2"})
  void illegalPingMustNotBeAnswered(boolean pong, long frames) {
    var clues =
        new Clues(new Pinged(pong, true, frames), 0, 0, false, false, false, Cause.SCENARIO);
    var seen =
        transcript(
            State.ENDED,
            Initiator.SERVER,
            null,
            "1002",
            TcpEnd.BY_US,
            Cause.SCENARIO,
            null,
            clues,
            1);
    assertJudgement(Rules.connectionFailed(), seen, false, "illegalPingAnswered", null);
  }

  @ParameterizedTest
  @CsvSource({
    "1000 \uFFFD(, 1000 \uFFFD(, false, illegalCloseEchoed",
    "1000 \uFFFD(, 1000,        ,      closedOtherwise",
    "999,          999 other,   false, illegalCloseEchoed",
  })
  void illegalCloseFrameMustNotBeEchoed(
      String sent, String received, @Nullable Boolean passed, String observed) {
    var seen =
        transcript(
            State.ENDED,
            Initiator.SERVER,
            sent,
            received,
            TcpEnd.BY_US,
            Cause.SCENARIO,
            null,
            NO_CLUES,
            1);
    assertJudgement(Rules.connectionFailed(), seen, passed, observed, null);
  }

  @ParameterizedTest
  @CsvSource({"SHUTDOWN", "STALLED", "LIFETIME"})
  void verdictIsUndecidedIfTheServerEndedTcpBeforeTheTimeout(Cause lastCause) {
    var clues = new Clues(new Pinged(true, false, 0), 0, 0, false, false, false, lastCause);
    for (var rule : List.of(Rules.connectionFailed(), Rules.handshakeFailed())) {
      var seen =
          transcript(
              State.ENDED,
              Initiator.SERVER,
              null,
              null,
              TcpEnd.BY_US,
              Cause.SCENARIO,
              null,
              clues,
              0);
      assertJudgement(rule, seen, null, "serverEnded", null);
    }
  }

  // ---- TCP

  @ParameterizedTest
  @CsvSource({
    "ENDED,   true,  true, rulesKept",
    "ENDED,   false, ,     endedBefore",
    "REFUSED, true,  ,     endedBefore",
    "OPEN,    true,  ,     waiting",
    "CLOSING, true,  ,     waiting",
  })
  void followingTheProtocolPassesAtTheEndOfTheScenario(
      State state, boolean begun, @Nullable Boolean passed, String observed) {
    var seen =
        transcript(
            state, Initiator.CLIENT, null, "1000", TcpEnd.FIN, Cause.ASKED, null, NO_CLUES, 1);
    assertJudgement(Rules.rulesKept(_ -> begun), seen, passed, observed, null);
  }

  @ParameterizedTest
  @CsvSource({
    "SCENARIO, FIN,   true,  tcpEnded",
    "SCENARIO, RESET, true,  tcpEnded",
    "SCENARIO, BY_US, false, noTcpEnd",
    "SCENARIO,     ,  ,      waiting",
    "ASKED,  FIN,   ,      endedBefore",
  })
  void clientHasToEndTcpAfterTheServer(
      Cause cause, @Nullable TcpEnd tcpEnd, @Nullable Boolean passed, String observed) {
    var seen =
        transcript(State.ENDED, Initiator.NONE, null, null, tcpEnd, cause, null, NO_CLUES, 0);
    assertJudgement(Rules.tcpEnded(), seen, passed, observed, null);
  }
}
