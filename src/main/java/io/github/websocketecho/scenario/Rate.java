package io.github.websocketecho.scenario;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** Limits how often something may happen within any span of time. */
final class Rate {

  private final int times;
  private final long nanos;
  private final Queue<Long> allowed = new ArrayDeque<>();

  Rate(int times, Duration per) {
    this.times = times;
    this.nanos = per.toNanos();
  }

  /**
   * Whether it may happen once more, which counts then.
   *
   * @param now as {@link System#nanoTime} has it
   */
  boolean allows(long now) {
    for (Long oldest = allowed.peek(); oldest != null; oldest = allowed.peek()) {
      if (now - oldest < nanos) {
        break;
      }
      allowed.remove();
    }
    return allowed.size() < times && allowed.add(now);
  }
}
