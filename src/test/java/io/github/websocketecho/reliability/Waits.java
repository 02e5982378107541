package io.github.websocketecho.reliability;

import java.time.Duration;
import java.util.Arrays;

/** How long somebody waited each time. Any thread. */
final class Waits {

  private long[] nanos = new long[1024];
  private int count;

  /** Somebody waited so long. */
  synchronized void add(long wait) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = wait;
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
