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
 * Applies the rules to transcripts. A close frame is written as its code, as {@code empty} without
 * a code, and as a blank if there is none. A blank end of TCP means that TCP is open.
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
    var seen = transcript(state, initiator, sent, received, TcpEnd.BY_US, cause, null, NONE, 1);
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
            NONE,
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
  void invalidHandshakeHasToFailTheConnection(
      @Nullable String received,
      int frames,
      @Nullable TcpEnd tcpEnd,
      @Nullable Boolean passed,
      String observed) {
    var clues = new Clues(null, 0, 0, false, false, false, Cause.SCENARIO);
    var seen =
        transcript(
            State.ENDED,
            Initiator.NONE,
            null,
            received,
            tcpEnd,
            Cause.SCENARIO,
            null,
            clues,
            frames);
    assertJudgement(Rules.handshakeFailed(), seen, passed, observed, null);
  }

  @Test
  void httpRequestAfterAnInvalidHandshakePasses() {
    var clues = new Clues(null, 0, 40, true, false, false, Cause.SCENARIO);
    var seen =
        transcript(
            State.ENDED, Initiator.NONE, null, null, TcpEnd.BY_US, Cause.SCENARIO, null, clues, 0);
    assertJudgement(Rules.handshakeFailed(), seen, true, "httpRequest", "httpRequest");
    assertJudgement(Rules.refusalAccepted(), seen, true, "httpRequest", null);
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
  void framesMustNotFollowARejection(
      int early, int bytes, @Nullable TcpEnd tcpEnd, @Nullable Boolean passed, String observed) {
    var clues = new Clues(null, early, bytes, false, false, false, Cause.SCENARIO);
    var seen =
        transcript(
            State.REFUSED, Initiator.NONE, null, null, tcpEnd, Cause.SCENARIO, null, clues, 0);
    assertJudgement(Rules.refusalAccepted(), seen, passed, observed, null);
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
  void proxyIsRemarkedOnForOpeningHandshakesOnly(
      String header, @Nullable String remark, String subject) {
    for (var rule : List.of(Rules.handshakeFailed(), Rules.refusalAccepted())) {
      var seen =
          transcript(
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
        transcript(
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
    assertJudgement(Rules.closeAnswered(), closed, true, "answered", null);
  }

  @Test
  void dataBeforeTheResponseIsRemarkedOn() {
    var clues = new Clues(null, 1, 0, false, false, false, Cause.ASKED);
    var seen =
        transcript(
            State.ENDED,
            Initiator.CLIENT,
            "1000",
            "1000",
            TcpEnd.BY_US,
            Cause.ASKED,
            null,
            clues,
            2);
    assertJudgement(Rules.rulesKept(_ -> true), seen, true, "rulesKept", "early");
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
        transcript(state, Initiator.CLIENT, null, "1000", TcpEnd.FIN, Cause.ASKED, null, NONE, 1);
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
    var seen = transcript(State.ENDED, Initiator.NONE, null, null, tcpEnd, cause, null, NONE, 0);
    assertJudgement(Rules.tcpEnded(), seen, passed, observed, null);
  }

  private static void assertJudgement(
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

  private static Transcript transcript(
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
