package io.github.websocketecho.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OncePerSecondTests {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final List<Long> heldBack = new ArrayList<>();

  // So late that it overflows within the test, as System.nanoTime may.
  private long now = Long.MAX_VALUE - SECOND / 2;
  private final OncePerSecond oncePerSecond = new OncePerSecond(() -> now);

  @Test
  void letsTheFirstThroughAndTheNextAfterASecondWithTheNumberOfThoseBetween() {
    run("one");
    assertThat(heldBack).containsExactly(0L);
    run("one");
    now += SECOND - 1;
    run("one");
    assertThat(heldBack).containsExactly(0L);
    now += 1;
    run("one");
    assertThat(heldBack).containsExactly(0L, 2L);
    now += SECOND;
    run("one");
    assertThat(heldBack).containsExactly(0L, 2L, 0L);
  }

  @Test
  void countsEachCauseByItself() {
    run("one");
    run("two");
    run("two");
    now += SECOND;
    run("one");
    run("two");
    assertThat(heldBack).containsExactly(0L, 0L, 0L, 1L);
  }

  private void run(String cause) {
    oncePerSecond.run(cause, heldBack::add);
  }
}
