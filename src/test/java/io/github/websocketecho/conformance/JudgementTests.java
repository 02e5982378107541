package io.github.websocketecho.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.conformance.Observation.Close;
import io.github.websocketecho.conformance.Observation.End;
import io.github.websocketecho.protocol.CloseCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules by which the Autobahn Testsuite judges, and our own verdict. */
class JudgementTests {

  /**
   * @param first who closed first: server, client, or nobody
   * @param server the code of the server's close frame; empty for no code, - for no frame
   * @param client the same for the client
   */
  @ParameterizedTest
  @CsvSource({
    // class, list done, first, server, client -> behavior, behaviorClose, passed
    "A, 0, server, 1000, 1000, OK, OK, true",
    "A, 0, server, 1000, '', OK, OK, true",
    "A, 1, server, 1000, 1000, NON_STRICT, OK, true",
    "A, -1, server, 1001, 1001, FAILED, WRONG_CODE, false",
    "A, -1, server, 1001, 1000, FAILED, OK, false",
    "A, 0, server, 1000, 1002, OK, WRONG_CODE, false",
    "A, 0, server, 1000, -, OK, UNCLEAN, false",
    "A, 0, client, 1000, 1000, OK, FAILED, false",
    "A, 0, nobody, -, -, OK, FAILED, false",
    "A_STRICT, 0, server, 1000, 1002, FAILED, WRONG_CODE, false",
    "A_STRICT, 0, server, 1000, 1000, OK, OK, true",
    "B, 0, client, 1002, 1002, OK, OK, true",
    "B, 0, nobody, -, -, OK, OK, true",
    "B, 0, client, 1000, 1000, OK, WRONG_CODE, false",
    "B, 0, client, '', '', OK, OK, true",
    "B, 0, server, 1001, 1001, OK, FAILED, false",
    "B, -1, server, 1001, -, FAILED, FAILED, false",
    "C, 0, client, 1007, 1007, OK, OK, true",
    "C, 0, client, 1002, 1002, OK, WRONG_CODE, false",
    "C, 0, server, 1001, 1001, FAILED, FAILED, false",
    "C, 0, nobody, -, -, OK, OK, true",
    "D, 0, server, 999, 1002, OK, OK, true",
    "D, 0, server, 999, -, OK, OK, true",
    "D, 0, server, 999, 999, FAILED, WRONG_CODE, false",
    "D, 0, server, 999, 1000, FAILED, WRONG_CODE, false",
    "E, 0, server, 1000, 1007, OK, OK, true",
    "E, 0, server, 1000, 1002, OK, OK, true",
    "E, 0, server, 1000, 1000, FAILED, WRONG_CODE, false",
    "F, 0, server, 3000, 3000, OK, OK, true",
    "F, 0, server, 3000, 1000, OK, OK, true",
    "F, 0, server, 3000, 3001, FAILED, WRONG_CODE, false",
    "F, 0, server, 3000, -, OK, UNCLEAN, false",
    "G, -1, server, 5000, -, INFORMATIONAL, INFORMATIONAL,",
    "H, 0, server, 1000, 1000, INFORMATIONAL, INFORMATIONAL,",
  })
  void judgesByTheClassOfTheCase(
      ClosingClass closing,
      int done,
      String first,
      String server,
      String client,
      Judgement.Behavior behavior,
      Judgement.ClosingBehavior behaviorClose,
      @Nullable Boolean passed) {
    Observation seen =
        observation(
            done, first.equals("server"), close(server), close(client), true, true, true, null);
    assertThat(Judgement.of(tested(closing), seen))
        .isEqualTo(new Judgement(behavior, behaviorClose, passed));
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, '', OK, true",
    "false, true, '', OK, false",
    "true, false, '', UNIMPLEMENTED,",
    "true, true, RSV2 set., OK, false",
  })
  void judgesContentCompressionAndViolationsByItself(
      boolean rightBytes,
      boolean compressed,
      String violation,
      Judgement.Behavior behavior,
      @Nullable Boolean passed) {
    Observation seen =
        observation(
            0,
            true,
            close("1000"),
            close("1000"),
            true,
            rightBytes,
            compressed,
            violation.isEmpty() ? null : violation);
    Judgement judgement = Judgement.of(tested(ClosingClass.A), seen);
    assertThat(judgement.behavior()).isEqualTo(behavior);
    assertThat(judgement.passed()).isEqualTo(passed);
  }

  /** Its code counts, but it does not close cleanly. */
  @ParameterizedTest
  @CsvSource({
    "A, 1000, 999, OK, UNCLEAN",
    "B, 1001, 999, OK, FAILED",
    "D, 0, 0, FAILED, WRONG_CODE",
    "E, 1000, 1000, FAILED, WRONG_CODE",
    "D, 999, '', OK, OK",
  })
  void judgesAnInvalidCloseFrame(
      ClosingClass closing,
      String server,
      String client,
      Judgement.Behavior behavior,
      Judgement.ClosingBehavior behaviorClose) {
    Observation seen =
        observation(
            0, true, close(server), close(client), false, true, true, "Not a valid close frame.");
    assertThat(Judgement.of(tested(closing), seen))
        .isEqualTo(new Judgement(behavior, behaviorClose, false));
  }

  private static ConformanceCase tested(ClosingClass closing) {
    ConformanceCase any = CaseParser.parse("1.1.1 | T | kill 1s | message | A");
    return new ConformanceCase(any.id(), any.script(), any.ending(), any.limit(), closing);
  }

  private static @Nullable Close close(String code) {
    if (code.equals("-")) {
      return null;
    }
    return new Close(code.isEmpty() ? null : new CloseCode(Integer.parseInt(code)), "");
  }

  private static Observation observation(
      int done,
      boolean serverFirst,
      @Nullable Close server,
      @Nullable Close client,
      boolean validClose,
      boolean rightBytes,
      boolean compressed,
      @Nullable String violation) {
    return new Observation(
        Instant.EPOCH,
        Duration.ZERO,
        List.of(),
        0,
        done,
        done >= 0,
        rightBytes,
        compressed,
        server,
        client,
        validClose,
        serverFirst,
        violation,
        End.SERVER,
        List.of(),
        0);
  }
}
