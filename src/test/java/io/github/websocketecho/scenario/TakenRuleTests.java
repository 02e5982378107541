package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.RuleAssertions.NO_CLUES;
import static io.github.websocketecho.scenario.RuleAssertions.assertJudgement;
import static io.github.websocketecho.scenario.RuleAssertions.transcript;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.transcript.Transcript.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakenRuleTests {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      textBlock =
          """
          SERVER | 1000 | 1000 | FIN   | ENDED   | true  | everythingTaken
          SERVER | 1000 | 1001 |       | CLOSING | true  | everythingTaken
          SERVER | 1000 |      | FIN   | ENDED   | false | noAnswer
          SERVER | 1000 |      | RESET | ENDED   | false | noAnswer
          SERVER | 1000 |      | BY_US | ENDED   | false | notEverythingTaken
          SERVER | 1000 |      |       | CLOSING |       | waiting
          CLIENT | 1009 | 1009 | FIN   | ENDED   | true  | messageTooBig
          CLIENT | 1002 | 1002 | FIN   | ENDED   | false | gaveUp
          CLIENT | 1000 | 1000 | FIN   | ENDED   |       | closedEarly
          CLIENT | 1008 | 1008 | FIN   | ENDED   |       | closedEarly
          CLIENT |      |      | FIN   | ENDED   |       | endedEarly
          CLIENT |      |      | RESET | ENDED   |       | endedEarly
          SERVER |      |      | BY_US | ENDED   | false | notEverythingTaken
          SERVER | 1001 | 1001 | FIN   | ENDED   |       | serverEnded
          NONE   |      |      |       | OPEN    |       | waiting
          """)
  void clientTakesEverythingOrProtectsItself(
      Initiator initiator,
      @Nullable String sent,
      @Nullable String received,
      @Nullable TcpEnd tcpEnd,
      State state,
      @Nullable Boolean passed,
      String observed) {
    var seen =
        transcript(state, initiator, sent, received, tcpEnd, Cause.SCENARIO, null, NO_CLUES, 1);
    assertJudgement(TakenRule.everything(), seen, passed, observed, null);
  }

  @Test
  void clientWithoutAPongPassesWithARemark() {
    var seen =
        transcript(
            State.ENDED,
            Initiator.SERVER,
            "1000",
            "1000",
            TcpEnd.FIN,
            Cause.SCENARIO,
            null,
            NO_CLUES,
            0);
    assertJudgement(TakenRule.everything(), seen, true, "everythingTaken", "noPongs");
  }

  @Test
  void endByALimitOfTheServerIsUndecided() {
    var seen =
        transcript(
            State.ENDED,
            Initiator.SERVER,
            null,
            null,
            TcpEnd.BY_US,
            Cause.SHUTDOWN,
            null,
            NO_CLUES,
            0);
    assertJudgement(TakenRule.everything(), seen, null, "serverEnded", null);
  }

  @ParameterizedTest
  @CsvSource({"SERVER, 1000", "CLIENT, 1009"})
  void violationFails(Initiator initiator, String received) {
    var seen =
        transcript(
            State.ENDED,
            initiator,
            "1000",
            received,
            TcpEnd.FIN,
            Cause.PROTOCOL,
            "A violation.",
            NO_CLUES,
            1);
    assertJudgement(TakenRule.everything(), seen, false, "violation", null);
  }
}
