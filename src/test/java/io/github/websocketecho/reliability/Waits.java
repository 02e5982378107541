package io.github.websocketecho.reliability;

import java.time.Duration;
import java.util.Arrays;

/**
 * How long somebody waited who wants something at a fixed pace. One long wait stands for all the
 * times at which something more would have been asked for meanwhile, so that a percentile tells of
 * time and not only of what was asked. Any thread.
 */
final class Waits {

  private final long interval;
  private long[] nanos = new long[1024];
  private int count;

  Waits(Duration interval) {
    this.interval = interval.toNanos();
  }

  /** Somebody waited so long. */
  synchronized void add(long wait) {
    for (long each = wait; each == wait || each >= interval; each -= interval) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = each;
    }
  }

  synchronized int count() {
    return count;
  }

  /** The wait that so small a part of all exceeds; nothing if there was none. */
  synchronized Duration percentile(double percent) {
    if (count == 0) {
      return Duration.ZERO;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return Duration.ofNanos(sorted[(int) Math.ceil(count * percent / 100) - 1]);
  }

  Duration longest() {
    return percentile(100);
  }

  @Override
  public String toString() {
    return "%.1f/%.1f/%.1f ms"
        .formatted(millis(percentile(50)), millis(percentile(99)), millis(longest()));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
