package io.github.websocketecho.observation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Lets through one of each cause in a second, with the number of those it held back. Any thread.
 */
final class OncePerSecond {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;
  private final Map<String, Cause> causes = new ConcurrentHashMap<>();

  /**
   * @param nanoTime {@link System#nanoTime}, or what a test has instead
   */
  OncePerSecond(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Runs the action, unless it has run for this cause within the last second.
   *
   * @param cause one of few
   * @param action is given how many were held back since it last ran for this cause
   */
  void run(String cause, LongConsumer action) {
    long now = nanoTime.getAsLong();
    Cause state = causes.computeIfAbsent(cause, _ -> new Cause(now));
    long next = state.next.get();
    if (now - next >= 0 && state.next.compareAndSet(next, now + SECOND)) {
      action.accept(state.heldBack.getAndSet(0));
    } else {
      state.heldBack.incrementAndGet();
    }
  }

  private static final class Cause {
    private final AtomicLong next;
    private final AtomicLong heldBack = new AtomicLong();

    private Cause(long now) {
      next = new AtomicLong(now);
    }
  }
}
