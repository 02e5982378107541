package io.github.websocketecho.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * An amount of memory [bytes] that all connections share. It bounds together what is bounded for
 * each of them. Any thread.
 */
public final class Budget {

  /** A read may fill this part of what is free. */
  private static final int SHARE = 16;

  /** A read may fill this much however little is free [bytes]. */
  static final int SMALLEST_PIECE = 1024;

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param most at least 0
   */
  public Budget(long most) {
    this.most = most;
  }

  /** The amount [bytes]. */
  public long most() {
    return most;
  }

  /** How much is taken [bytes]. It may exceed the amount because of {@link #take}. */
  public long taken() {
    return taken.get();
  }

  /** Whether this much [bytes] is free at this moment. */
  boolean hasFree(long bytes) {
    return bytes <= most - taken();
  }

  /** Takes this much [bytes] if it is free. Returns whether it was. */
  public boolean tryTake(long bytes) {
    if (taken.addAndGet(bytes) <= most) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  /**
   * Takes this much [bytes] even beyond the amount, for memory that is allocated already. A
   * negative value gives back.
   */
  public void take(long bytes) {
    if (bytes != 0) {
      taken.addAndGet(bytes);
    }
  }

  /** Gives this much back [bytes]. */
  public void giveBack(long bytes) {
    take(-bytes);
  }

  /** Whether more than half is taken. */
  boolean isScarce() {
    return taken() > most / 2;
  }

  /** How much may be read at a time [bytes], because all of it may have to be buffered. */
  int piece() {
    return Math.clamp((most - taken()) / SHARE, SMALLEST_PIECE, LoopMemory.BUFFER);
  }
}
