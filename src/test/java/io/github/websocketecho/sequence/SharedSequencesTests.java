package io.github.websocketecho.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketecho.replica.ReplicasUnavailableException;
import io.github.websocketecho.replica.SharedFormat;
import io.github.websocketecho.replica.SharedHub;
import io.github.websocketecho.sequence.Sequence.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two replicas with the same sequences. */
@Timeout(60)
class SharedSequencesTests {

  private static final List<String> STEPS = List.of("/drop", "/reset");
  private static final String KEY = "sequence:k";

  private final SharedHub hub = new SharedHub();
  private final SharedHub.Replica a = hub.replica("a");
  private final SequenceStore here = new SequenceStore(a);
  private final SequenceStore there = new SequenceStore(hub.replica("b"));

  /** Classes are loaded at the first use, which may take longer than the longest wait. */
  @BeforeAll
  static void use() {
    SharedSequence value = SharedSequence.of(STEPS).begin(Instant.EPOCH);
    assertThat(SharedFormat.read(SharedFormat.write(value), SharedSequence.class)).isEqualTo(value);
  }

  @AfterEach
  void available() {
    hub.available(true);
    hub.beforeUse(() -> {});
  }

  @Test
  void stepsFollowEachOtherOnAllReplicas() {
    List<Attempt> attempts =
        List.of(here.begin("k", STEPS), there.begin("k", STEPS), here.begin("k", STEPS));
    assertThat(attempts).extracting(Attempt::number).containsExactly(1, 2, 3);
    assertThat(attempts).extracting(Attempt::step).containsExactly("/drop", "/reset", "/reset");
    assertThat(attempts).extracting(Attempt::connection).containsExactly("k.1", "k.2", "k.3");
    WatchedSequence sequence = there.find("k").orElseThrow();
    assertThat(sequence.attempts()).isEqualTo(attempts);
    assertThat(sequence.steps()).isEqualTo(STEPS);
    assertThat(sequence.key()).isEqualTo("k");
    assertThat(hub.age(KEY)).hasMinutes(10);
  }

  @Test
  void firstAttemptFixesTheStepsOnAllReplicas() {
    here.begin("k", STEPS);
    assertThatExceptionOfType(SequenceException.class)
        .isThrownBy(() -> there.begin("k", List.of("/drop")))
        .matches(refused -> refused.getStatusCode().value() == 409);
    assertThat(there.begin("k", STEPS).number()).isEqualTo(2);
  }

  @Test
  void attemptsAtTheSameTimeHaveDifferentNumbers() throws Exception {
    List<Future<Attempt>> attempts = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        Callable<Attempt> begin =
            i % 2 == 0 ? () -> here.begin("k", STEPS) : () -> there.begin("k", STEPS);
        attempts.add(threads.submit(begin));
      }
    }
    List<Integer> numbers = new ArrayList<>();
    for (Future<Attempt> attempt : attempts) {
      numbers.add(attempt.get().number());
    }
    assertThat(numbers).containsExactlyInAnyOrder(1, 2, 3, 4);
  }

  /** Rather than going on forever. */
  @Test
  void attemptThatIsAlwaysSlowerIsRejected() {
    var busy = new AtomicBoolean();
    hub.beforeUse(
        () -> {
          if (busy.compareAndSet(false, true)) {
            hub.put(KEY, value(System.nanoTime()));
            busy.set(false);
          }
        });
    assertThatExceptionOfType(SequenceException.class)
        .isThrownBy(() -> here.begin("k", STEPS))
        .matches(refused -> refused.getStatusCode().value() == 503);
  }

  private static byte[] value(long number) {
    return SharedFormat.write(new SharedSequence(STEPS, (int) (number & 0xffff) + 1, List.of()));
  }

  @Test
  void withdrawnAttemptGivesItsNumberToTheNext() {
    Attempt first = here.begin("k", STEPS);
    there.withdraw("k", first);
    assertThat(here.find("k")).isEmpty();
    assertThat(here.begin("k", List.of("/reset")).number()).isEqualTo(1);
    Attempt second = there.begin("k", List.of("/reset"));
    here.withdraw("k", second);
    assertThat(there.find("k").orElseThrow().attempts()).hasSize(1);
    assertThat(here.begin("k", List.of("/reset")).number()).isEqualTo(2);
  }

  @Test
  void attemptIsNotWithdrawnOnceAnotherHasBegun() {
    Attempt first = here.begin("k", STEPS);
    there.begin("k", STEPS);
    here.withdraw("k", first);
    assertThat(here.begin("k", STEPS).number()).isEqualTo(3);
  }

  /** With the same number. */
  @Test
  void attemptOfAForgottenSequenceIsNotWithdrawnFromTheNext() {
    Attempt first = here.begin("k", STEPS);
    there.delete("k");
    there.begin("k", STEPS);
    here.withdraw("k", first);
    assertThat(there.find("k").orElseThrow().attempts()).hasSize(1);
  }

  @Test
  void attemptsAreBounded() {
    for (int i = 0; i < 100; i++) {
      (i % 2 == 0 ? here : there).begin("k", STEPS);
    }
    List<Attempt> attempts = here.find("k").orElseThrow().attempts();
    assertThat(attempts).hasSize(Sequence.MOST_ATTEMPTS);
    assertThat(attempts.getFirst().number()).isEqualTo(101 - Sequence.MOST_ATTEMPTS);
    assertThat(attempts.getLast().number()).isEqualTo(100);
  }

  @Test
  void sequenceIsForgottenOnAllReplicas() {
    here.begin("k", STEPS);
    there.delete("k");
    assertThat(here.find("k")).isEmpty();
    assertThatExceptionOfType(SequenceException.class)
        .isThrownBy(() -> here.delete("k"))
        .matches(refused -> refused.getStatusCode().value() == 404);
    assertThat(here.begin("k", List.of("/other")).number()).isEqualTo(1);
  }

  @Test
  void waitEndsAtTheAttemptOfTheOtherReplica() throws Exception {
    here.begin("k", STEPS);
    WatchedSequence waiting = there.find("k").orElseThrow();
    Thread.ofVirtual()
        .start(
            () -> {
              sleep(50);
              here.begin("k", STEPS);
            });
    waiting.await(2, Duration.ofMinutes(10));
    assertThat(waiting.attempts()).hasSize(2);
    waiting.await(3, Duration.ofMillis(1));
    assertThat(waiting.attempts()).hasSize(2);
  }

  private static void sleep(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void sequencesNeedAnAnswer() {
    Attempt first = here.begin("k", STEPS);
    hub.available(false);
    assertThatExceptionOfType(ReplicasUnavailableException.class)
        .isThrownBy(() -> here.begin("k", STEPS))
        .matches(refused -> refused.getStatusCode().value() == 503);
    assertThatExceptionOfType(ReplicasUnavailableException.class).isThrownBy(() -> here.find("k"));
    assertThatExceptionOfType(ReplicasUnavailableException.class)
        .isThrownBy(() -> here.delete("k"));
    here.withdraw("k", first);
    hub.available(true);
    assertThat(here.begin("k", STEPS).number()).isEqualTo(2);
  }

  @Test
  void attemptThatBeginsTooLateIsWithdrawn() {
    here.begin("k", STEPS);
    var slow = new AtomicBoolean(true);
    hub.beforeUse(
        () -> {
          if (slow.compareAndSet(true, false)) {
            sleep(400);
          }
        });
    assertThatExceptionOfType(ReplicasUnavailableException.class)
        .isThrownBy(() -> here.begin("k", STEPS));
    int most = 0;
    for (int i = 0; i < 100; i++) {
      most = Math.max(most, there.find("k").orElseThrow().attempts().size());
      sleep(5);
    }
    assertThat(most).isLessThanOrEqualTo(2);
    assertThat(there.find("k").orElseThrow().attempts()).hasSize(1);
    assertThat(there.begin("k", STEPS).number()).isEqualTo(2);
  }

  /** The server may stop to answer between two commands of an attempt. */
  @Test
  void rejectedAttemptIsNotCounted() {
    here.begin("k", STEPS);
    for (int answered = 0; answered < 3; answered++) {
      int most = answered;
      var uses = new AtomicInteger();
      hub.beforeUse(() -> hub.available(uses.getAndIncrement() < most));
      assertThatExceptionOfType(ReplicasUnavailableException.class)
          .isThrownBy(() -> here.begin("k", STEPS));
      hub.beforeUse(() -> {});
      hub.available(true);
      assertThat(there.find("k").orElseThrow().attempts()).hasSize(1);
    }
  }

  /** To read it is to use it, too. */
  @Test
  void sequencesThatAreUsedLeastAreDiscarded() {
    for (int i = 0; i < 1_000; i++) {
      here.begin("k" + i, STEPS);
    }
    assertThat(there.find("k0")).isPresent();
    there.begin("last", STEPS);
    a.maintain();
    assertThat(hub.keys())
        .hasSize(1_000)
        .contains("sequence:k0", "sequence:last")
        .doesNotContain("sequence:k1");
  }

  @Test
  void foreignValueIsRefusedForItsKeyOnly() {
    hub.put(KEY, new byte[] {1});
    assertThatExceptionOfType(ReplicasUnavailableException.class)
        .isThrownBy(() -> here.begin("k", STEPS));
    assertThatExceptionOfType(ReplicasUnavailableException.class).isThrownBy(() -> here.find("k"));
    assertThat(here.begin("other", STEPS).number()).isEqualTo(1);
    here.delete("k");
    assertThat(here.begin("k", STEPS).number()).isEqualTo(1);
  }
}
