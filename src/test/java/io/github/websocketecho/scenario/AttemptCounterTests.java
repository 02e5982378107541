package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.replica.SharedHub;
import io.github.websocketecho.replica.Unshared;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptCounterTests {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SharedHub hub = new SharedHub();
  private final AttemptCounter here = AttemptCounter.of(hub.replica("a"));
  private final AttemptCounter there = AttemptCounter.of(hub.replica("b"));

  private static void assertCount(AttemptCounter counter, String key, int count) {
    assertThat(counter.increment(key)).succeedsWithin(PATIENCE).isEqualTo(count);
  }

  @Test
  void replicasCountTogether() {
    assertCount(here, "k", 1);
    assertCount(there, "k", 2);
    assertCount(here, "k", 3);
    assertCount(there, "other", 1);
  }

  @Test
  void eachReplicaCountsForItselfIfThereIsNoAnswer() {
    assertCount(here, "k", 1);
    hub.available(false);
    assertThat(here.increment("k")).isCompletedWithValue(1); // It need not wait.
    assertCount(here, "k", 2);
    assertCount(there, "k", 1);
    hub.available(true);
    assertCount(there, "k", 2);
  }

  /** While it waits for the answer. */
  @Test
  void replicaCountsForItselfIfTheAnswerDoesNotCome() {
    hub.beforeUse(() -> hub.available(false));
    assertCount(here, "k", 1);
  }

  /** Nobody waits forever. */
  @Test
  void failureIsReported() {
    hub.beforeUse(
        () -> {
          throw new IllegalArgumentException();
        });
    assertThat(here.increment("k")).failsWithin(PATIENCE);
  }

  @Test
  void serverAloneCountsAtOnce() {
    AttemptCounter alone = AttemptCounter.of(new Unshared());
    assertThat(alone.increment("k")).isCompletedWithValue(1);
    assertThat(alone.increment("k")).isCompletedWithValue(2);
  }
}
