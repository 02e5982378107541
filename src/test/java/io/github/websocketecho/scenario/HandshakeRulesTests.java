package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.RuleAssertions.NO_CLUES;
import static io.github.websocketecho.scenario.RuleAssertions.assertJudgement;
import static io.github.websocketecho.scenario.RuleAssertions.remarks;
import static io.github.websocketecho.scenario.RuleAssertions.transcript;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.transcript.Transcript.Clues;
import io.github.websocketecho.transcript.Transcript.State;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.MessageSourceResolvable;

/** The rules for opening handshakes. */
class HandshakeRulesTests {

  private static final String DELIMITER = "|";

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
              NO_CLUES,
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
            NO_CLUES,
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
}
