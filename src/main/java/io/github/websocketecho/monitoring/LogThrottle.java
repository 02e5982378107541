package io.github.websocketecho.monitoring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Runs an action at most once per second and cause, and counts suppressed runs. Any thread. */
final class LogThrottle {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;
  private final Map<String, Cause> causes = new ConcurrentHashMap<>();

  /**
   * @param nanoTime {@link System#nanoTime}, or the clock of a test
   */
  LogThrottle(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Runs the action, unless it has run for this cause within the last second.
   *
   * @param cause one of a bounded number of causes
   * @param action receives the number of suppressed runs since the last run for this cause
   */
  void run(String cause, LongConsumer action) {
    long now = nanoTime.getAsLong();
    Cause state = causes.computeIfAbsent(cause, _ -> new Cause(now));
    long next = state.next.get();
    if (now - next >= 0 && state.next.compareAndSet(next, now + SECOND)) {
      action.accept(state.suppressed.getAndSet(0));
    } else {
      state.suppressed.incrementAndGet();
    }
  }

  private static final class Cause {
    private final AtomicLong next;
    private final AtomicLong suppressed = new AtomicLong();

    private Cause(long now) {
      next = new AtomicLong(now);
    }
  }
}
