package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.RuleAssertions.assertJudgement;
import static io.github.websocketecho.scenario.RuleAssertions.transcript;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.transcript.Transcript.Clues;
import io.github.websocketecho.transcript.Transcript.Pinged;
import io.github.websocketecho.transcript.Transcript.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule for what is legal, but rare. */
class LegalRuleTests {

  private static Clues clues(boolean answered) {
    return new Clues(new Pinged(answered, false, 0), 0, 0, false, false, false, Cause.SCENARIO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      textBlock =
          """
          SERVER | 1000 | 1000 | true  | FIN   | ENDED   | true  | wentOn
          SERVER | 1000 | 1002 | true  | FIN   | ENDED   | true  | wentOn
          SERVER | 1000 |      | true  | FIN   | ENDED   | false | noAnswer
          SERVER | 1000 |      | true  |       | CLOSING |       | waiting
          SERVER | 4000 | 4000 | false | FIN   | ENDED   | false | noPong
          SERVER | 4000 | 4000 | true  | FIN   | ENDED   | false | notSentBack
          SERVER | 4001 | 4001 | true  | FIN   | ENDED   | false | changed
          CLIENT | 1002 | 1002 | false | FIN   | ENDED   | false | gaveUp
          CLIENT | 1007 | 1007 | true  | FIN   | ENDED   | false | gaveUp
          CLIENT | 1000 | 1000 | true  | FIN   | ENDED   | true  | wentOn
          CLIENT | 1000 | 1000 | false | FIN   | ENDED   |       | closedBeforePong
          CLIENT |      |      | false | FIN   | ENDED   | false | gaveUpTcp
          CLIENT |      |      | false | RESET | ENDED   | false | gaveUpTcp
          CLIENT |      |      | true  | FIN   | ENDED   |       | tcpEnded
          NONE   |      |      | false | BY_US | ENDED   |       | serverEnded
          NONE   |      |      | false |       | OPEN    |       | waiting
          """)
  void clientHasToGoOn(
      Initiator initiator,
      @Nullable String sent,
      @Nullable String received,
      boolean answered,
      @Nullable TcpEnd tcpEnd,
      State state,
      @Nullable Boolean passed,
      String observed) {
    var seen =
        transcript(
            state, initiator, sent, received, tcpEnd, Cause.SCENARIO, null, clues(answered), 1);
    assertJudgement(LegalRule.wentOn(), seen, passed, observed, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      textBlock =
          """
          SERVER | 1000 | 1000 | FIN   | SCENARIO | true  | pongsSent
          SERVER | 1000 |      | FIN   | SCENARIO | false | noAnswer
          SERVER | 4000 | 4000 | FIN   | SCENARIO | false | pongMissing
          SERVER | 1001 | 1001 | FIN   | SHUTDOWN |       | serverEnded
          CLIENT | 1002 | 1002 | FIN   | ASKED    | false | gaveUp
          CLIENT | 1000 | 1000 | FIN   | ASKED    |       | closedBeforePong
          CLIENT |      |      | RESET | NETWORK  | false | gaveUpTcp
          """)
  void clientHasToAnswerPings(
      Initiator initiator,
      @Nullable String sent,
      @Nullable String received,
      TcpEnd tcpEnd,
      Cause cause,
      @Nullable Boolean passed,
      String observed) {
    var seen =
        transcript(State.ENDED, initiator, sent, received, tcpEnd, cause, null, clues(false), 1);
    assertJudgement(LegalRule.pongsSent(), seen, passed, observed, null);
  }

  @Test
  void violationFails() {
    var seen =
        transcript(
            State.ENDED,
            Initiator.SERVER,
            "1002",
            null,
            TcpEnd.FIN,
            Cause.SCENARIO,
            "The frame is not masked.",
            clues(true),
            1);
    assertJudgement(LegalRule.wentOn(), seen, false, "violation", null);
  }

  @Test
  void endBeforeTheScenarioIsUndecided() {
    var seen =
        transcript(
            State.ENDED,
            Initiator.CLIENT,
            null,
            null,
            TcpEnd.FIN,
            Cause.NETWORK,
            null,
            RuleAssertions.NO_CLUES,
            0);
    assertJudgement(LegalRule.wentOn(), seen, null, "endedBefore", null);
  }
}
