package io.github.websocketecho.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketecho.replica.Unshared;
import io.github.websocketecho.sequence.Sequence.Attempt;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SequenceTests {

  private final SequenceStore store = new SequenceStore(new Unshared());
  private final Sequence sequence = new Sequence("k", List.of("/drop", "/reset"));

  @Test
  void lastStepRepeats() {
    assertThat(List.of(sequence.begin(), sequence.begin(), sequence.begin()))
        .extracting(Attempt::step)
        .containsExactly("/drop", "/reset", "/reset");
    assertThat(sequence.attempts())
        .extracting(Attempt::connection)
        .containsExactly("k.1", "k.2", "k.3");
  }

  @Test
  void withdrawnAttemptGivesItsNumberToTheNext() {
    sequence.withdraw(sequence.begin());
    assertThat(sequence.begin().number()).isEqualTo(1);
  }

  @Test
  void attemptIsNotWithdrawnOnceAnotherHasBegun() {
    Attempt first = sequence.begin();
    sequence.begin();
    sequence.withdraw(first);
    assertThat(sequence.begin().number()).isEqualTo(3);
  }

  @Test
  void attemptsAreBounded() {
    for (int i = 0; i < 1_000; i++) {
      sequence.begin();
    }
    assertThat(sequence.attempts()).hasSize(Sequence.MOST_ATTEMPTS);
    assertThat(sequence.attempts().getLast().number()).isEqualTo(1_000);
  }

  @Test
  @Timeout(10)
  void waitEndsAtTheAttempt() throws Exception {
    Thread.ofVirtual().start(sequence::begin);
    sequence.await(1, Duration.ofMinutes(1));
    assertThat(sequence.attempts()).hasSize(1);
  }

  @Test
  void firstAttemptFixesTheSteps() {
    assertThat(store.begin("k", List.of("/drop", "/reset")).number()).isEqualTo(1);
    assertThat(store.begin("k", List.of("/drop", "/reset")).number()).isEqualTo(2);
    assertThatExceptionOfType(SequenceException.class)
        .isThrownBy(() -> store.begin("k", List.of("/drop")))
        .matches(refused -> refused.getStatusCode().value() == 409);
    store.delete("k");
    assertThat(store.begin("k", List.of("/drop")).number()).isEqualTo(1);
  }

  @Test
  void withdrawnAttemptFixesNoSteps() {
    store.withdraw("k", store.begin("k", List.of("/drop")));
    assertThat(store.count()).isZero();
    assertThat(store.begin("k", List.of("/reset")).number()).isEqualTo(1);
  }

  @Test
  void transcriptOfAnotherConnectionIsNotTheAttempts() {
    Attempt attempt = sequence.begin();
    assertThat(attempt.isIn(attempt.begunAt(), "/drop")).isTrue();
    assertThat(attempt.isIn(attempt.begunAt(), "/echo?connection=k.1")).isFalse();
    assertThat(attempt.isIn(attempt.begunAt().plusSeconds(5), "/drop")).isFalse();
    assertThat(attempt.isIn(attempt.begunAt().minusNanos(1), "/drop")).isFalse();
  }

  @Test
  void memoryOfAllSequencesIsBounded() {
    for (int i = 0; i < 10_000; i++) {
      store.begin("key" + i, List.of("/" + "x".repeat(1_000)));
    }
    assertThat(store.count()).isBetween(100L, 500L);
  }
}
