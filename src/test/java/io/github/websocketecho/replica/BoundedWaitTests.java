package io.github.websocketecho.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.websocketecho.http.ProblemCause;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundedWaitTests {

  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch undone = new CountDownLatch(1);

  private void await() {
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void resultInTimeIsNotUndone() {
    assertThat(BoundedWait.call(() -> "x", undone::countDown)).isEqualTo("x");
    assertThat(undone.getCount()).isOne();
  }

  @Test
  void failureIsThatOfTheCommands() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                BoundedWait.call(
                    () -> {
                      throw new IllegalStateException("x");
                    },
                    undone::countDown))
        .withMessage("x");
    assertThat(undone.getCount()).isOne();
  }

  @Test
  void lateResultIsUndone() throws Exception {
    long start = System.nanoTime();
    assertThatExceptionOfType(ReplicasUnavailableException.class)
        .isThrownBy(() -> BoundedWait.call(this::late, undone::countDown))
        .matches(refused -> refused.problemCause() == ProblemCause.REPLICAS_NO_ANSWER)
        .matches(ReplicasUnavailableException::isTemporary);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(SharedState.LONGEST_WAIT, Duration.ofSeconds(10));
    assertThat(undone.getCount()).isOne();
    go.countDown();
    assertThat(undone.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private String late() {
    await();
    return "x";
  }

  @Test
  void severalWaitsTogetherTakeAsLongAsOne() {
    long start = System.nanoTime();
    BoundedWait.together(
        () -> {
          for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(ReplicasUnavailableException.class)
                .isThrownBy(() -> BoundedWait.call(this::late, undone::countDown));
          }
          return "x";
        });
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(SharedState.LONGEST_WAIT, SharedState.LONGEST_WAIT.multipliedBy(5));
    go.countDown();
  }

  @Test
  void lateFailureIsNotUndone() throws Exception {
    assertThatExceptionOfType(ReplicasUnavailableException.class)
        .isThrownBy(
            () ->
                BoundedWait.call(
                    () -> {
                      await();
                      throw new IllegalStateException();
                    },
                    undone::countDown));
    go.countDown();
    assertThat(undone.await(100, TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void interruptedWaitIsUndoneLater() throws Exception {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(ReplicasUnavailableException.class)
        .isThrownBy(() -> BoundedWait.call(this::late, undone::countDown));
    assertThat(Thread.interrupted()).isTrue();
    go.countDown();
    assertThat(undone.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private static String interrupting(Thread caller) {
    caller.interrupt();
    return "x";
  }

  /** Either there is a result, or it is undone. */
  @Test
  void interruptedWaitLosesNoResult() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      var none = new CountDownLatch(1);
      Thread caller = Thread.currentThread();
      try {
        assertThat(BoundedWait.call(() -> interrupting(caller), none::countDown)).isEqualTo("x");
      } catch (ReplicasUnavailableException e) {
        assertThat(Thread.interrupted()).isTrue();
        assertThat(none.await(10, TimeUnit.SECONDS)).isTrue();
      }
      boolean _ = Thread.interrupted();
    }
  }
}
