package io.github.websocketecho.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.transcript.Transcript.State;
import io.github.websocketecho.transcript.VerdictRule.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTests {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static BackOff backOff(
      @Nullable Integer shortest,
      @Nullable Integer longest,
      boolean growing,
      @Nullable Integer attempts) {
    return new BackOff(
        Optional.ofNullable(shortest).map(Duration::ofMillis),
        Optional.ofNullable(longest).map(Duration::ofMillis),
        growing,
        Optional.ofNullable(attempts));
  }

  /** Attempts that last no time, each with a delay [ms]. */
  private static List<AttemptDocument> attempts(@Nullable Integer code, double... delays) {
    List<AttemptDocument> attempts = new ArrayList<>();
    attempts.add(attempt(1, null, code, START));
    for (double delay : delays) {
      Instant before = attempts.getLast().begunAt();
      Instant begunAt = before.plusNanos((long) (delay * 1e6));
      attempts.add(attempt(attempts.size() + 1, delay, code, begunAt));
    }
    return attempts;
  }

  private static AttemptDocument attempt(
      int number, @Nullable Double delay, @Nullable Integer code, Instant begunAt) {
    return new AttemptDocument(
        number, "/drop", "k." + number, begunAt, delay, State.ENDED, 101, code, begunAt);
  }

  private static String text(Judgement judgement) {
    return judgement.passed() + " " + judgement.observed() + " " + judgement.arguments();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      textBlock =
          """
          100 |     | false |   | 150, 150     | true cameBack [3]
          100 |     | false |   | 150, 99      | false tooEarly [3, 99, 100]
              | 200 | false |   | 150, 201     | false tooLate [3, 201, 200]
              | 200 | false |   | 200, 1       | true cameBack [3]
              |     | true  |   | 100, 110     | true cameBack [3]
              |     | true  |   | 100, 109     | false notGrowing [3, 109, 100]
              | 200 | true  |   | 190, 180     | true cameBack [3]
              | 200 | true  |   | 190, 179     | false notGrowing [3, 179, 190]
              |     | false | 3 | 10, 10       | true cameBack [3]
              |     | false | 3 | 10, 10, 10   | false tooMany [4, 3]
          """)
  void attemptsAreJudgedByTheirDelays(
      @Nullable Integer shortest,
      @Nullable Integer longest,
      boolean growing,
      @Nullable Integer attempts,
      String delays,
      String expected) {
    double[] each = List.of(delays.split(", ")).stream().mapToDouble(Double::valueOf).toArray();
    Judgement judgement =
        backOff(shortest, longest, growing, attempts).judge(3, attempts(1012, each), START, false);
    assertThat(text(judgement)).isEqualTo(expected);
  }

  @Test
  void clientThatComesBackAfterANormalClosureFails() {
    assertThat(text(backOff(0, null, false, null).judge(2, attempts(1000, 10), START, false)))
        .isEqualTo("false cameBackAfter1000 [2]");
  }

  @Test
  void clientMayComeBackAfterANormalClosureUntilTheLongestDelayIsOver() {
    BackOff backOff = backOff(null, 1_000, false, null);
    assertThat(text(backOff.judge(1, attempts(1000), START.plusMillis(999), true)))
        .isEqualTo("null waiting [1, 1]");
    assertThat(text(backOff.judge(1, attempts(1000), START.plusMillis(1_001), true)))
        .isEqualTo("true cameBack [1]");
  }

  @Test
  void attemptThatBeginsBeforeTheEndOfTheOneBeforeFails() {
    List<AttemptDocument> attempts = attempts(1012, -8_000);
    assertThat(text(backOff(null, 5_000, false, null).judge(2, attempts, START, false)))
        .isEqualTo("false overlap [2]");
    var open = new AttemptDocument(1, "/", "k.1", START, null, State.OPEN, 101, null, null);
    var second = new AttemptDocument(2, "/", "k.2", START, null, State.OPEN, 101, null, null);
    assertThat(
            text(backOff(null, 5_000, false, null).judge(2, List.of(open, second), START, false)))
        .isEqualTo("null waiting [2, 2]");
  }

  @Test
  void clientStillHasTime() {
    BackOff backOff = backOff(null, 1_000, false, null);
    assertThat(text(backOff.judge(3, attempts(1012, 10), START.plusMillis(500), false)))
        .isEqualTo("null waiting [2, 3]");
    assertThat(text(backOff.judge(3, attempts(1012, 10), START.plusMillis(1011), false)))
        .isEqualTo("false gaveUp [2, 3]");
    assertThat(text(backOff.judge(3, attempts(1012, 10), START.plusMillis(500), true)))
        .isEqualTo("false gaveUp [2, 3]");
  }

  @Test
  void openConnectionIsNotGivenUp() {
    var open = new AttemptDocument(1, "/", "k.1", START, null, State.OPEN, 101, null, null);
    assertThat(
            text(backOff(null, 1, false, null).judge(2, List.of(open), START.plusSeconds(9), true)))
        .isEqualTo("null waiting [1, 2]");
  }

  @Test
  void delayBehindATranscriptThatIsGoneIsNotJudged() {
    List<AttemptDocument> seen = attempts(null, 150);
    AttemptDocument first = seen.getFirst();
    seen.set(
        0,
        new AttemptDocument(
            1, first.step(), first.connection(), START, null, null, null, null, null));
    seen.set(1, attempt(2, null, null, seen.get(1).begunAt()));
    Judgement judgement = backOff(100, null, false, 2).judge(2, seen, START.plusSeconds(9), false);
    assertThat(text(judgement)).isEqualTo("null unknownDelay []");
    assertThat(text(backOff(null, null, false, 2).judge(2, seen, START.plusSeconds(9), false)))
        .isEqualTo("true cameBack [2]");
  }
}
