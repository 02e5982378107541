package io.github.websocketecho.engine;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long one connection may keep its loop at a time. A client decides what its bytes cost to
 * handle, so the clock is the bound: the more connections have something to do, the shorter is the
 * turn of each. Runs on the loop.
 */
final class Turn {

  /** All turns of a round together take about so long [ns]. */
  private static final long ROUND = Duration.ofMillis(10).toNanos();

  private static final long LONGEST = Duration.ofMillis(1).toNanos();
  private static final long SHORTEST = Duration.ofNanos(100_000).toNanos();

  private final LongSupplier clock;

  private long length = LONGEST;
  private long end;
  private int turns;

  /**
   * @param clock gives the time [ns] as {@link System#nanoTime} does
   */
  Turn(LongSupplier clock) {
    this.clock = clock;
  }

  /** A connection begins its turn at this time, as {@link System#nanoTime} has it. */
  void begin(long now) {
    turns++;
    end = now + length;
  }

  /** Whether the turn that has begun has taken its time. */
  boolean isOver() {
    return clock.getAsLong() - end >= 0;
  }

  /** The loop has come round: the next turns are as long as those of this round were many. */
  void round() {
    length = Math.clamp(ROUND / Math.max(1, turns), SHORTEST, LONGEST);
    turns = 0;
  }
}
