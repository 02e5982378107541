package io.github.websocketecho.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * An amount of memory [bytes] that all connections share, so that what each of them may hold by
 * itself has a bound together as well. Any thread.
 */
public final class Budget {

  /** Of what is free, one read may take so small a part. */
  private static final int SHARE = 16;

  /** A read takes so much however little is free [bytes]. */
  static final int SMALLEST_PIECE = 1024;

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param most at least 0
   */
  public Budget(long most) {
    this.most = most;
  }

  /** How much there is in all [bytes]. */
  public long most() {
    return most;
  }

  /** How much is taken [bytes]; by {@link #take}, it may be more than there is. */
  public long taken() {
    return taken.get();
  }

  /** Whether so much [bytes] is free at this moment. */
  boolean hasFree(long bytes) {
    return bytes <= most - taken();
  }

  /** Takes so much [bytes] if it is free. */
  public boolean tryTake(long bytes) {
    if (taken.addAndGet(bytes) <= most) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  /** Takes so much [bytes], be it free or not: it is there already. Less than 0 gives back. */
  public void take(long bytes) {
    if (bytes != 0) {
      taken.addAndGet(bytes);
    }
  }

  /** Gives so much back [bytes]. */
  public void giveBack(long bytes) {
    take(-bytes);
  }

  /** Whether more than half is taken. */
  boolean isScarce() {
    return taken() > most / 2;
  }

  /** How much may be read at a time [bytes], since all of it may have to be kept. */
  int piece() {
    return Math.clamp((most - taken()) / SHARE, SMALLEST_PIECE, LoopMemory.BUFFER);
  }
}
