package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.RuleAssertions.assertJudgement;
import static io.github.websocketecho.scenario.RuleAssertions.transcript;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.scenario.Conduct.Authentication;
import io.github.websocketecho.transcript.Transcript.Clues;
import io.github.websocketecho.transcript.Transcript.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CredentialRuleTests {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      textBlock =
          """
          BASIC  | X             | 0 | FIN   |       | noCredentials    | otherAttempt
          BASIC  | authorization | 0 | BY_US |       | otherCredentials | otherAttempt
          BEARER | X             | 0 | RESET |       | noCredentials    | otherAttempt
          BEARER | Authorization | 0 | FIN   |       | otherCredentials | otherAttempt
          COOKIE | X             | 0 | FIN   |       | noCookie         | otherAttempt
          COOKIE | Authorization | 0 | FIN   |       | noCookie         | otherAttempt
          COOKIE | Cookie        | 0 | FIN   |       | noCookie         | otherAttempt
          BASIC  | X             | 0 |       |       | waiting          |
          BASIC  | X             | 7 | FIN   | false | sentBytes        |
          BASIC  | Via           | 0 | FIN   |       | noCredentials    | otherAttempt proxy
          """)
  void rejectedAttemptIsUndecidedUnlessSomethingFollows(
      Authentication authentication,
      String header,
      int bytes,
      @Nullable TcpEnd tcpEnd,
      @Nullable Boolean passed,
      String observed,
      @Nullable String remark) {
    var clues = new Clues(null, 0, bytes, false, false, false, Cause.SCENARIO);
    var seen =
        transcript(
            State.REFUSED,
            Initiator.SERVER,
            null,
            null,
            tcpEnd,
            Cause.SCENARIO,
            null,
            clues,
            0,
            header);
    assertJudgement(CredentialRule.of(authentication), seen, passed, observed, remark);
  }

  @ParameterizedTest
  @EnumSource(Authentication.class)
  void acceptedClientFollowsTheProtocol(Authentication authentication) {
    var rule = CredentialRule.of(authentication);
    var clues = new Clues(null, 0, 0, false, false, false, Cause.ASKED);
    assertJudgement(
        rule,
        transcript(
            State.ENDED, Initiator.CLIENT, "4001", "4001", TcpEnd.FIN, Cause.ASKED, null, clues, 2),
        true,
        "credentialsSent",
        null);
    assertJudgement(
        rule,
        transcript(State.OPEN, Initiator.NONE, null, null, null, null, null, clues, 2),
        null,
        "waiting",
        null);
    assertJudgement(
        rule,
        transcript(
            State.ENDED,
            Initiator.SERVER,
            "1002",
            null,
            TcpEnd.FIN,
            Cause.PROTOCOL,
            "The frame is not masked.",
            clues,
            0),
        false,
        "violation",
        null);
  }
}
