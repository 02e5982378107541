package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.Transcript.CloseFrame;
import io.github.websocketecho.transcript.Transcript.Closing;
import io.github.websocketecho.transcript.Transcript.Clues;
import io.github.websocketecho.transcript.Transcript.Handshake;
import io.github.websocketecho.transcript.Transcript.Pinged;
import io.github.websocketecho.transcript.Transcript.Received;
import io.github.websocketecho.transcript.Transcript.Sent;
import io.github.websocketecho.transcript.Transcript.State;
import io.github.websocketecho.transcript.VerdictRule;
import io.github.websocketecho.transcript.VerdictRule.Judgement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.MessageSourceResolvable;

/**
 * The rules on transcripts as values. A close frame is given as its code, {@code empty} for one
 * without a code, and blank for none. A blank end of TCP means that TCP is open.
 */
class RulesTests {

  private static final String DELIMITER = "|";
  private static final Clues NONE = new Clues(null, 0, 0, false, false, false, null);

  // ---- Close frames

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      textBlock =
          """
          4001  | 4001  | SERVER | ENDED   | true  | answered    |
          empty | empty | SERVER | ENDED   | true  | answered    |
          empty | 1000  | SERVER | ENDED   | true  | answered    |
          # The code is typically echoed, and close frames may cross.
          4001  | 1000  | SERVER | ENDED   | true  | answered    | otherCode
          4001  | 4002  | SERVER | ENDED   | true  | answered    | otherCode
          4001  | empty | SERVER | ENDED   | true  | answered    | otherCode
          4001  |       | SERVER | ENDED   | false | noAnswer    |
          4001  |       | SERVER | CLOSING |       | waiting     |
                |       | NONE   | OPEN    |       | notYet      |
                |       | NONE   | REFUSED |       | endedBefore |
          1000  | 1000  | CLIENT | ENDED   |       | endedBefore |
          """)
  void aCloseIsToBeAnsweredWithAClose(
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
    var seen = seen(state, initiator, sent, received, TcpEnd.BY_US, cause, null, NONE, 1);
    assertJudged(Rules.closeAnswered(), seen, passed, observed, remark);
  }

  @Test
  void aCodeIsNamedOrSaidToBeMissing() {
    var seen =
        seen(
            State.ENDED,
            Initiator.SERVER,
            "4001",
            "empty",
            TcpEnd.BY_US,
            Cause.SCENARIO,
            null,
            NONE,
            1);
    Judgement judgement = Rules.closeAnswered().judge(seen);
    assertThat(judgement.arguments())
        .singleElement()
        .extracting(code -> ((MessageSourceResolvable) code).getCodes())
        .isEqualTo(new String[] {"verdict.code.none"});
  }

  @ParameterizedTest
  @CsvSource({
    // Whatever else it did; a second close frame is no breach, data behind a close frame are.
    "A client must mask., false, false, false, violation,       ",
    ",                    true,  false, false, bytesAfterClose, ",
    ",                    true,  true,  false, bytesAfterClose, secondClose",
    ",                    false, true,  true,  answered,        secondClose",
  })
  void aBrokenRuleFailsWhateverElseTheClientDid(
      @Nullable String violation,
      boolean dataAfterClose,
      boolean closedAgain,
      boolean passed,
      String observed,
      @Nullable String remark) {
    var clues = new Clues(null, 0, 0, false, dataAfterClose, closedAgain, Cause.SCENARIO);
    var seen =
        seen(
            State.ENDED,
            Initiator.SERVER,
            "4001",
            "4001",
            TcpEnd.FIN,
            Cause.SCENARIO,
            violation,
            clues,
            1);
    assertJudged(Rules.closeAnswered(), seen, passed, observed, remark);
    if (!passed) {
      assertJudged(Rules.connectionFailed(), illegal(seen), false, observed, remark);
      assertJudged(Rules.rulesKept(_ -> true), seen, false, observed, remark);
    }
  }

  /** The same where the server's close frame was another. */
  private static Transcript illegal(Transcript seen) {
    return seen(
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

  /** The ping: nothing if there was no pong, else how many frames came behind that. */
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
  void anIllegalFrameIsToFailTheConnection(
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
        seen(State.ENDED, Initiator.SERVER, sent, received, tcpEnd, Cause.SCENARIO, null, clues, 1);
    assertJudged(Rules.connectionFailed(), seen, passed, observed, null);
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "false, 1", "false, 2"})
  void anIllegalPingIsNotToBeAnswered(boolean pong, long frames) {
    var clues =
        new Clues(new Pinged(pong, true, frames), 0, 0, false, false, false, Cause.SCENARIO);
    var seen =
        seen(
            State.ENDED,
            Initiator.SERVER,
            null,
            "1002",
            TcpEnd.BY_US,
            Cause.SCENARIO,
            null,
            clues,
            1);
    assertJudged(Rules.connectionFailed(), seen, false, "illegalPingAnswered", null);
  }

  @ParameterizedTest
  @CsvSource({
    "1000 \uFFFD(, 1000 \uFFFD(, false, illegalCloseEchoed",
    "1000 \uFFFD(, 1000,        ,      closedOtherwise",
    "999,          999 other,   false, illegalCloseEchoed",
  })
  void anIllegalCloseFrameIsNotToBeEchoed(
      String sent, String received, @Nullable Boolean passed, String observed) {
    var seen =
        seen(
            State.ENDED,
            Initiator.SERVER,
            sent,
            received,
            TcpEnd.BY_US,
            Cause.SCENARIO,
            null,
            NONE,
            1);
    assertJudged(Rules.connectionFailed(), seen, passed, observed, null);
  }

  @ParameterizedTest
  @CsvSource({"SHUTDOWN", "STALLED", "LIFETIME"})
  void aClientThatDidNotHaveItsTimeHasNotFailed(Cause lastCause) {
    var clues = new Clues(new Pinged(true, false, 0), 0, 0, false, false, false, lastCause);
    for (var rule : List.of(Rules.connectionFailed(), Rules.handshakeFailed())) {
      var seen =
          seen(
              State.ENDED,
              Initiator.SERVER,
              null,
              null,
              TcpEnd.BY_US,
              Cause.SCENARIO,
              null,
              clues,
              0);
      assertJudged(rule, seen, null, "serverEnded", null);
    }
  }

  // ---- Opening handshakes

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      textBlock =
          """
               | 0 | FIN   | true  | tcpEnded
               | 0 | RESET | true  | tcpEnded
               | 0 | BY_US | false | leftOpen
               | 0 |       |       | waiting
               | 1 | FIN   | false | openedAnyway
          1002 | 1 | FIN   | true  | failedWithClose
          1010 | 1 | BY_US | true  | failedWithClose
          1010 | 2 | BY_US | false | openedAnyway
          1000 | 1 | BY_US | false | openedAnyway
          """)
  void aWrongOpeningHandshakeIsToBeTakenForAFailure(
      @Nullable String received,
      int frames,
      @Nullable TcpEnd tcpEnd,
      @Nullable Boolean passed,
      String observed) {
    var clues = new Clues(null, 0, 0, false, false, false, Cause.SCENARIO);
    var seen =
        seen(
            State.ENDED,
            Initiator.NONE,
            null,
            received,
            tcpEnd,
            Cause.SCENARIO,
            null,
            clues,
            frames);
    assertJudged(Rules.handshakeFailed(), seen, passed, observed, null);
  }

  @Test
  void anHttpRequestBehindAWrongAnswerPasses() {
    var clues = new Clues(null, 0, 40, true, false, false, Cause.SCENARIO);
    var seen =
        seen(State.ENDED, Initiator.NONE, null, null, TcpEnd.BY_US, Cause.SCENARIO, null, clues, 0);
    assertJudged(Rules.handshakeFailed(), seen, true, "httpRequest", "httpRequest");
    assertJudged(Rules.refusalAccepted(), seen, true, "httpRequest", null);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, FIN,   true,  refusalAccepted",
    "0, 0, BY_US, true,  refusalAccepted",
    "0, 0,     ,  ,      waiting",
    "0, 8, FIN,   false, sentBytes",
    "8, 0, FIN,   false, sentEarly",
    "8, 8, FIN,   false, sentEarly",
  })
  void noFramesAreToComeAfterARefusal(
      int early, int bytes, @Nullable TcpEnd tcpEnd, @Nullable Boolean passed, String observed) {
    var clues = new Clues(null, early, bytes, false, false, false, Cause.SCENARIO);
    var seen =
        seen(State.REFUSED, Initiator.NONE, null, null, tcpEnd, Cause.SCENARIO, null, clues, 0);
    assertJudged(Rules.refusalAccepted(), seen, passed, observed, null);
  }

  @ParameterizedTest
  @CsvSource({
    "Via,               proxy, clientOrProxy",
    "via,               proxy, clientOrProxy",
    "Forwarded,         proxy, clientOrProxy",
    "X-Forwarded-For,   proxy, clientOrProxy",
    "x-forwarded-proto, proxy, clientOrProxy",
    "X-Forwarded,       ,      client",
    "Viable,            ,      client",
    "User-Agent,        ,      client",
  })
  void aProxyBetweenIsRemarkedOnInOpeningHandshakes(
      String header, @Nullable String remark, String subject) {
    for (var rule : List.of(Rules.handshakeFailed(), Rules.refusalAccepted())) {
      var seen =
          seen(
              State.ENDED,
              Initiator.SERVER,
              null,
              null,
              TcpEnd.FIN,
              Cause.SCENARIO,
              null,
              NONE,
              0,
              header);
      assertThat(remarks(rule.judge(seen))).isEqualTo(remark == null ? "" : remark);
      assertThat(rule.judge(seen).arguments())
          .first()
          .extracting(who -> ((MessageSourceResolvable) who).getCodes())
          .isEqualTo(new String[] {"verdict.subject." + subject});
    }
    var closed =
        seen(
            State.ENDED,
            Initiator.SERVER,
            "4001",
            "4001",
            TcpEnd.BY_US,
            Cause.SCENARIO,
            null,
            NONE,
            1,
            header);
    assertJudged(Rules.closeAnswered(), closed, true, "answered", null);
  }

  @Test
  void dataBeforeTheAnswerAreRemarkedOn() {
    var clues = new Clues(null, 1, 0, false, false, false, Cause.ASKED);
    var seen =
        seen(
            State.ENDED,
            Initiator.CLIENT,
            "1000",
            "1000",
            TcpEnd.BY_US,
            Cause.ASKED,
            null,
            clues,
            2);
    assertJudged(Rules.rulesKept(_ -> true), seen, true, "rulesKept", "early");
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
  void keepingTheRulesPassesOnceTheScenarioHasBegunAndIsOver(
      State state, boolean begun, @Nullable Boolean passed, String observed) {
    var seen = seen(state, Initiator.CLIENT, null, "1000", TcpEnd.FIN, Cause.ASKED, null, NONE, 1);
    assertJudged(Rules.rulesKept(_ -> begun), seen, passed, observed, null);
  }

  @ParameterizedTest
  @CsvSource({
    "SCENARIO, FIN,   true,  tcpEnded",
    "SCENARIO, RESET, true,  tcpEnded",
    "SCENARIO, BY_US, false, noTcpEnd",
    "SCENARIO,     ,  ,      waiting",
    "ASKED,  FIN,   ,      endedBefore",
  })
  void tcpIsToBeEndedWhenTheServerHasEndedIt(
      Cause cause, @Nullable TcpEnd tcpEnd, @Nullable Boolean passed, String observed) {
    var seen = seen(State.ENDED, Initiator.NONE, null, null, tcpEnd, cause, null, NONE, 0);
    assertJudged(Rules.tcpEnded(), seen, passed, observed, null);
  }

  private static void assertJudged(
      VerdictRule rule,
      Transcript seen,
      @Nullable Boolean passed,
      String observed,
      @Nullable String remark) {
    Judgement judgement = rule.judge(seen);
    assertThat(judgement.observed()).isEqualTo("verdict.observed." + observed);
    assertThat(judgement.passed()).isEqualTo(passed);
    assertThat(remarks(judgement)).isEqualTo(remark == null ? "" : remark);
  }

  private static String remarks(Judgement judgement) {
    return judgement.remarks().stream()
        .flatMap(remark -> Arrays.stream(Objects.requireNonNull(remark.getCodes())))
        .map(code -> code.replace("verdict.remark.", ""))
        .collect(Collectors.joining(" "));
  }

  private static Transcript seen(
      State state,
      Initiator initiator,
      @Nullable String sent,
      @Nullable String received,
      @Nullable TcpEnd tcpEnd,
      @Nullable Cause cause,
      @Nullable String violation,
      Clues clues,
      long frames,
      String... headers) {
    return new Transcript(
        "id",
        "scenario",
        "/",
        state,
        "127.0.0.1:1",
        "HTTP/1.1",
        Instant.EPOCH,
        1,
        new Handshake(
            101,
            Arrays.stream(headers).collect(Collectors.toMap(name -> name, _ -> "…")),
            Map.of(),
            null,
            List.of()),
        new Received(0, 0, frames, 0, 0, clues.dataAfterClose() ? 7 : 0),
        new Sent(0, 0, 0, 0, 0),
        new Closing(initiator, false, close(received), close(sent), tcpEnd, cause, "…", violation),
        List.of(),
        clues);
  }

  private static @Nullable CloseFrame close(@Nullable String text) {
    if (text == null || text.equals("empty")) {
      return text == null ? null : new CloseFrame(null, "", 1);
    }
    String[] codeAndReason = text.split(" ", 2);
    return new CloseFrame(
        Integer.valueOf(codeAndReason[0]), codeAndReason.length == 1 ? "" : codeAndReason[1], 1);
  }
}
