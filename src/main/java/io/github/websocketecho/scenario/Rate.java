package io.github.websocketecho.scenario;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** Limits the number of events within any period of a certain length. One thread. */
final class Rate {

  private final int maximum;
  private final long nanos;
  private final Queue<Long> allowed = new ArrayDeque<>();

  Rate(int maximum, Duration per) {
    this.maximum = maximum;
    this.nanos = per.toNanos();
  }

  /**
   * Whether another event is allowed. An allowed event is counted.
   *
   * @param now the time as {@link System#nanoTime} returns it
   */
  boolean allows(long now) {
    for (Long oldest = allowed.peek(); oldest != null; oldest = allowed.peek()) {
      if (now - oldest < nanos) {
        break;
      }
      allowed.remove();
    }
    return allowed.size() < maximum && allowed.add(now);
  }
}
