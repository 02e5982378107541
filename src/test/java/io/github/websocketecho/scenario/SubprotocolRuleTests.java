package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.RuleAssertions.assertJudgement;
import static io.github.websocketecho.scenario.RuleAssertions.transcript;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.Transcript.Clues;
import io.github.websocketecho.transcript.Transcript.Handshake;
import io.github.websocketecho.transcript.Transcript.Pinged;
import io.github.websocketecho.transcript.Transcript.State;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubprotocolRuleTests {

  private static Transcript offering(Transcript seen, String offers, @Nullable String chosen) {
    Handshake handshake = seen.handshake();
    return RuleAssertions.with(
        seen,
        seen.tls(),
        new Handshake(
            handshake.status(),
            Map.of("sec-websocket-protocol", offers),
            handshake.responseHeaders(),
            chosen,
            List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      textBlock =
          """
          SERVER | 1000 | 1000 | 2 | true  | FIN   | ENDED   | true  | wentOnWithoutSubprotocol | wentOn
          SERVER | 4000 |      | 0 | false | FIN   | ENDED   | false | noPong                   | noPong
          SERVER | 1000 |      | 1 | true  |       | CLOSING |       | waiting                  | waiting
          CLIENT | 1002 | 1002 | 1 | false | BY_US | ENDED   | true  | failedWithoutSubprotocol | gaveUp
          CLIENT | 1010 | 1010 | 1 | false | BY_US | ENDED   | true  | failedWithoutSubprotocol | gaveUp
          CLIENT | 1002 | 1002 | 2 | true  | BY_US | ENDED   | false | gaveUp                   | gaveUp
          SERVER |      |      | 0 | false | FIN   | ENDED   | true  | failedWithoutSubprotocol | gaveUpTcp
          SERVER |      |      | 0 | false | RESET | ENDED   | true  | failedWithoutSubprotocol | gaveUpTcp
          SERVER |      |      | 1 | false | FIN   | ENDED   | false | gaveUpTcp                | gaveUpTcp
          SERVER |      |      | 0 | false | BY_US | ENDED   |       | serverEnded              | serverEnded
          SERVER |      |      | 0 | false |       | OPEN    |       | waiting                  | waiting
          """)
  void clientThatGetsNoneOfItsSubprotocolsMayGoOnOrFail(
      Initiator initiator,
      @Nullable String sent,
      @Nullable String received,
      long frames,
      boolean answered,
      @Nullable TcpEnd tcpEnd,
      State state,
      @Nullable Boolean passed,
      String observed,
      String observedOfOthers) {
    var clues =
        new Clues(new Pinged(answered, false, 0), 0, 0, false, false, false, Cause.SCENARIO);
    var seen =
        transcript(state, initiator, sent, received, tcpEnd, Cause.SCENARIO, null, clues, frames);
    var rule = SubprotocolRule.declined();
    assertJudgement(rule, offering(seen, "chat", null), passed, observed, null);
    // Who offers nothing has no reason to fail.
    boolean wentOn = observedOfOthers.equals("wentOn");
    boolean failed = observedOfOthers.matches("noPong|gaveUp.*");
    assertJudgement(
        rule,
        offering(seen, " ,", null),
        failed ? false : null,
        wentOn ? "noSubprotocolOffered" : observedOfOthers,
        null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      textBlock =
          """
          chat | chat  | ASKED    | CLIENT | 4001 | 2 | FIN | true  | rulesKept
          chat | chat  | NETWORK  | NONE   |      | 0 | FIN | true  | rulesKept
          chat |       | ASKED    | CLIENT | 4001 | 2 | FIN | true  | wentOnWithoutSubprotocol
          chat |       | ASKED    | CLIENT | 1002 | 1 | FIN | true  | failedWithoutSubprotocol
          chat |       | NETWORK  | NONE   |      | 0 | FIN | true  | failedWithoutSubprotocol
          chat |       | NETWORK  | NONE   |      | 1 | FIN | true  | wentOnWithoutSubprotocol
          ','  |       | ASKED    | CLIENT | 4001 | 2 | FIN |       | noSubprotocolOffered
          chat | other | SCENARIO | SERVER |      | 0 | FIN | true  | tcpEnded
          chat | other | SCENARIO | CLIENT | 1002 | 1 | FIN | true  | failedWithClose
          chat | other | SCENARIO | CLIENT | 4001 | 2 | FIN | false | openedAnyway
          ','  | other | SCENARIO | SERVER |      | 0 | FIN | true  | tcpEnded
          """)
  void clientAcceptsOnlyWhatItOffered(
      String offers,
      @Nullable String chosen,
      Cause cause,
      Initiator initiator,
      @Nullable String close,
      long frames,
      TcpEnd tcpEnd,
      @Nullable Boolean passed,
      String observed) {
    var clues = new Clues(null, 0, 0, false, false, false, cause);
    var seen = transcript(State.ENDED, initiator, close, close, tcpEnd, cause, null, clues, frames);
    assertJudgement(
        SubprotocolRule.chosen(), offering(seen, offers, chosen), passed, observed, null);
  }

  @ParameterizedTest
  @CsvSource({"chat, chat", "chat,", "',',"})
  void violationFails(String offers, @Nullable String chosen) {
    var clues = new Clues(null, 0, 0, false, false, false, Cause.PROTOCOL);
    var seen =
        transcript(
            State.ENDED,
            Initiator.SERVER,
            "1002",
            null,
            TcpEnd.FIN,
            Cause.PROTOCOL,
            "The frame is not masked.",
            clues,
            0);
    for (var rule : List.of(SubprotocolRule.chosen(), SubprotocolRule.declined())) {
      assertJudgement(rule, offering(seen, offers, chosen), false, "violation", null);
    }
  }
}
