package io.github.websocketecho.engine;

import java.time.Duration;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The tasks of one event loop that are due later. Runs on the loop. */
final class LoopTimers {

  private final LongSupplier clock;
  private final NavigableSet<Timer> timers = new TreeSet<>();
  private long made;

  /** A task for later; the number orders those that are due at the same time. */
  record Timer(long due, long number, Runnable task) implements Comparable<Timer> {

    @Override
    public int compareTo(Timer other) {
      // Not by <, because System.nanoTime may overflow.
      int order = Long.signum(due - other.due);
      return order != 0 ? order : Long.compare(number, other.number);
    }
  }

  /**
   * @param clock returns the time [ns] as {@link System#nanoTime} does
   */
  LoopTimers(LongSupplier clock) {
    this.clock = clock;
  }

  boolean isEmpty() {
    return timers.isEmpty();
  }

  /** Has a task run after a time. */
  Timer schedule(Duration delay, Runnable task) {
    var timer = new Timer(clock.getAsLong() + delay.toNanos(), made++, task);
    timers.add(timer);
    return timer;
  }

  void cancel(Timer timer) {
    timers.remove(timer);
  }

  /** Runs what is due at this time [ns]. */
  void run(long now) {
    while (!timers.isEmpty() && timers.first().due() - now <= 0) {
      timers.removeFirst().task().run();
    }
  }

  /**
   * How long a loop may wait for something else [ms].
   *
   * @param longest the result without timers
   */
  long longestWait(long longest) {
    if (timers.isEmpty()) {
      return longest;
    }
    // Rounded up, so that the loop does not spin for the last part of a millisecond.
    long nanos = timers.first().due() - clock.getAsLong();
    return Math.clamp(TimeUnit.NANOSECONDS.toMillis(nanos) + 1, 1, longest);
  }
}
