package io.github.websocketecho.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogThrottleTests {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final List<Long> suppressed = new ArrayList<>();

  // Overflows during the test, as System.nanoTime may.
  private long now = Long.MAX_VALUE - SECOND / 2;
  private final LogThrottle throttle = new LogThrottle(() -> now);

  @Test
  void reportsSuppressedCountAfterOneSecond() {
    run("one");
    assertThat(suppressed).containsExactly(0L);
    run("one");
    now += SECOND - 1;
    run("one");
    assertThat(suppressed).containsExactly(0L);
    now += 1;
    run("one");
    assertThat(suppressed).containsExactly(0L, 2L);
    now += SECOND;
    run("one");
    assertThat(suppressed).containsExactly(0L, 2L, 0L);
  }

  @Test
  void suppressedRunsAreCountedForEachCause() {
    run("one");
    run("two");
    run("two");
    now += SECOND;
    run("one");
    run("two");
    assertThat(suppressed).containsExactly(0L, 0L, 0L, 1L);
  }

  private void run(String cause) {
    throttle.run(cause, suppressed::add);
  }
}
