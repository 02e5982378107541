package io.github.websocketecho.engine;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long one connection may occupy its loop at a time. The bound is a time, because a client
 * decides what its bytes cost. The more connections have something to do, the shorter is the turn
 * of each. Runs on the loop.
 */
final class Turn {

  /** The time for all turns of a round together [ns], about. */
  private static final long ROUND = Duration.ofMillis(10).toNanos();

  private static final long LONGEST = Duration.ofMillis(1).toNanos();
  private static final long SHORTEST = Duration.ofNanos(100_000).toNanos();

  /** The most that is read at a time in a late round [bytes]. Less would cost more CPU. */
  private static final int LATE_READ = LoopMemory.BUFFER / 4;

  private final LongSupplier clock;

  private long length = LONGEST;
  private long end;
  private int turns;

  /**
   * @param clock returns the time [ns] as {@link System#nanoTime} does
   */
  Turn(LongSupplier clock) {
    this.clock = clock;
  }

  /** A connection begins its turn at this time [ns], as {@link System#nanoTime} returns it. */
  void begin(long now) {
    turns++;
    end = now + length;
  }

  /**
   * The most that may be read at a time [bytes]: less in a round that is late, because nothing
   * interrupts a read, or the write of its echo, when the turn is over.
   *
   * @param busy how long the round has lasted [ns]
   */
  static int mostRead(long busy) {
    return busy >= ROUND ? LATE_READ : LoopMemory.BUFFER;
  }

  /** Whether the time of the current turn is over. */
  boolean isOver() {
    return clock.getAsLong() - end >= 0;
  }

  /** A round ends. The number of its turns decides how long the next ones are. */
  void round() {
    length = Math.clamp(ROUND / Math.max(1, turns), SHORTEST, LONGEST);
    turns = 0;
  }
}
