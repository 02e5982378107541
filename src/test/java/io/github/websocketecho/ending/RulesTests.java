package io.github.websocketecho.ending;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.connection.AccountView;
import io.github.websocketecho.connection.AccountView.CloseFrame;
import io.github.websocketecho.connection.AccountView.Closing;
import io.github.websocketecho.connection.AccountView.Handshake;
import io.github.websocketecho.connection.AccountView.Initiator;
import io.github.websocketecho.connection.AccountView.Received;
import io.github.websocketecho.connection.AccountView.Sent;
import io.github.websocketecho.connection.AccountView.State;
import io.github.websocketecho.connection.AccountView.TcpEnd;
import io.github.websocketecho.connection.VerdictRule;
import io.github.websocketecho.connection.VerdictRule.Judgement;
import io.github.websocketecho.engine.ConnectionObserver.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules on accounts as values. A close frame is given as its code, {@code empty} for one
 * without a code; nothing for none.
 */
class RulesTests {

  private static final String DELIMITER = "|";

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      textBlock =
          """
          4001  | 4001  | SERVER | ENDED | true  | answered
          empty | empty | SERVER | ENDED | true  | answered
          empty | 1000  | SERVER | ENDED | true  | answered
          4001  | 1000  | SERVER | ENDED | false | otherCode
          4001  | empty | SERVER | ENDED | false | otherCode
          4001  |       | SERVER | ENDED | false | noAnswer
          4001  |       | SERVER | CLOSING |     | waiting
                |       | NONE   | OPEN  |       | notYet
          1000  | 1000  | CLIENT | ENDED |       | endedBefore
          """)
  void aCloseIsToBeAnsweredWithItsCode(
      @Nullable String sent,
      @Nullable String received,
      Initiator initiator,
      State state,
      @Nullable Boolean passed,
      String observed) {
    Cause cause =
        switch (initiator) {
          case SERVER -> Cause.ENDING;
          case CLIENT -> Cause.ASKED;
          case NONE -> null;
        };
    var seen = seen(state, initiator, sent, received, TcpEnd.BY_US, cause, null, 0, 1);
    assertJudged(Rules.closeAnswered(), seen, passed, observed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      textBlock =
          """
          1005 | 1005  | BY_US | false | illegalCodeTaken
          1005 | 1002  | BY_US | true  | failedWithClose
               | 1002  | BY_US | true  | failedWithClose
               | 1007  | FIN   | true  | failedWithClose
               | empty | FIN   | true  | failedWithClose
               |       | FIN   | true  | tcpEnded
               |       | RESET | true  | tcpEnded
               |       | BY_US | false | carriedOn
               |       | OPEN  |       | waiting
          """)
  void anIllegalFrameIsToFailTheConnection(
      @Nullable String sent,
      @Nullable String received,
      TcpEnd tcpEnd,
      @Nullable Boolean passed,
      String observed) {
    var seen =
        seen(State.ENDED, Initiator.SERVER, sent, received, tcpEnd, Cause.ENDING, null, 0, 1);
    assertJudged(Rules.connectionFailed(), seen, passed, observed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      textBlock =
          """
               | 0 | FIN   | true  | tcpEnded
               | 0 | BY_US | false | carriedOn
               | 0 | OPEN  |       | waiting
               | 1 | FIN   | false | openedAnyway
          1002 | 1 | FIN   | true  | failedWithClose
          1010 | 1 | BY_US | true  | failedWithClose
          1000 | 1 | BY_US | false | openedAnyway
          """)
  void aWrongOpeningHandshakeIsToBeTakenForAFailure(
      @Nullable String received,
      int frames,
      TcpEnd tcpEnd,
      @Nullable Boolean passed,
      String observed) {
    var seen =
        seen(State.ENDED, Initiator.NONE, null, received, tcpEnd, Cause.ENDING, null, 0, frames);
    assertJudged(Rules.handshakeFailed(), seen, passed, observed);
  }

  @ParameterizedTest
  @CsvSource({
    "0, FIN,   true,  refusalAccepted",
    "0, BY_US, true,  refusalAccepted",
    "0, OPEN,  ,      waiting",
    "1, FIN,   false, openedAnyway",
  })
  void nothingIsToComeAfterARefusal(
      int frames, TcpEnd tcpEnd, @Nullable Boolean passed, String observed) {
    var seen =
        seen(State.REFUSED, Initiator.NONE, null, null, tcpEnd, Cause.ENDING, null, 0, frames);
    assertJudged(Rules.refusalAccepted(), seen, passed, observed);
  }

  @Test
  void whoeverBreaksARuleHasNotPassedWhateverElseItDid() {
    var broken =
        seen(
            State.ENDED,
            Initiator.SERVER,
            "4001",
            "4001",
            TcpEnd.FIN,
            Cause.ENDING,
            "A client must mask its frames.",
            0,
            1);
    var talkative =
        seen(State.ENDED, Initiator.SERVER, "4001", "4001", TcpEnd.FIN, Cause.ENDING, null, 7, 1);
    assertJudged(Rules.closeAnswered(), broken, false, "violation");
    assertJudged(Rules.closeAnswered(), talkative, false, "bytesAfterClose");
    assertJudged(Rules.rulesKept(), broken, false, "violation");
    assertJudged(Rules.rulesKept(), talkative, false, "bytesAfterClose");
    var gaveUp =
        seen(
            State.ENDED,
            Initiator.SERVER,
            null,
            "1002",
            TcpEnd.FIN,
            Cause.ENDING,
            "Opcode 3.",
            0,
            1);
    assertJudged(Rules.connectionFailed(), gaveUp, false, "violation");
  }

  @ParameterizedTest
  @CsvSource({"ENDED, true, rulesKept", "OPEN, , waiting", "CLOSING, , waiting"})
  void whoeverKeepsTheRulesPassesWhenItIsOver(
      State state, @Nullable Boolean passed, String observed) {
    var seen = seen(state, Initiator.CLIENT, null, "1000", TcpEnd.FIN, Cause.ASKED, null, 0, 1);
    assertJudged(Rules.rulesKept(), seen, passed, observed);
  }

  @ParameterizedTest
  @CsvSource({
    "ENDING, FIN,   true,  tcpEnded",
    "ENDING, RESET, true,  tcpEnded",
    "ENDING, BY_US, false, carriedOn",
    "ENDING, OPEN,  ,      waiting",
    "ASKED,  FIN,   ,      endedBefore",
  })
  void tcpIsToBeEndedWhenTheServerHasEndedIt(
      Cause cause, TcpEnd tcpEnd, @Nullable Boolean passed, String observed) {
    var seen = seen(State.ENDED, Initiator.NONE, null, null, tcpEnd, cause, null, 0, 0);
    assertJudged(Rules.tcpEnded(), seen, passed, observed);
  }

  private static void assertJudged(
      VerdictRule rule, AccountView seen, @Nullable Boolean passed, String observed) {
    Judgement judgement = rule.judge(seen);
    assertThat(judgement.observed()).isEqualTo("verdict.observed." + observed);
    assertThat(judgement.passed()).isEqualTo(passed);
  }

  private static AccountView seen(
      State state,
      Initiator initiator,
      @Nullable String sent,
      @Nullable String received,
      TcpEnd tcpEnd,
      @Nullable Cause cause,
      @Nullable String violation,
      long bytesAfterClose,
      long frames) {
    return new AccountView(
        "id",
        "ending",
        "/",
        state,
        "127.0.0.1:1",
        "HTTP/1.1",
        Instant.EPOCH,
        1,
        new Handshake(101, Map.of(), Map.of(), null, List.of()),
        new Received(0, 0, frames, 0, 0, bytesAfterClose),
        new Sent(0, 0, 0, 0, 0),
        new Closing(initiator, false, close(received), close(sent), tcpEnd, cause, "…", violation),
        null,
        List.of());
  }

  private static @Nullable CloseFrame close(@Nullable String code) {
    return code == null
        ? null
        : new CloseFrame(code.equals("empty") ? null : Integer.valueOf(code), "", 1);
  }
}
