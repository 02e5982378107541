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

  private final long size;
  private final AtomicLong reserved = new AtomicLong();

  /**
   * @param size at least 0
   */
  public Budget(long size) {
    this.size = size;
  }

  /** The amount [bytes]. */
  public long size() {
    return size;
  }

  /** How much is reserved [bytes]. It may exceed the amount because of {@link #reserve}. */
  public long reserved() {
    return reserved.get();
  }

  /** Whether this much [bytes] is free at this moment. */
  boolean hasFree(long bytes) {
    return bytes <= size - reserved();
  }

  /** Reserves this much [bytes] if it is free. Returns whether it was. */
  public boolean tryReserve(long bytes) {
    if (reserved.addAndGet(bytes) <= size) {
      return true;
    }
    reserved.addAndGet(-bytes);
    return false;
  }

  /**
   * Reserves this much [bytes] even beyond the amount, for memory that is allocated already. A
   * negative value releases.
   */
  public void reserve(long bytes) {
    if (bytes != 0) {
      reserved.addAndGet(bytes);
    }
  }

  /** Releases this much [bytes]. */
  public void release(long bytes) {
    reserve(-bytes);
  }

  /** Whether more than half is reserved. */
  boolean isScarce() {
    return reserved() > size / 2;
  }

  /** How much may be read at a time [bytes], because all of it may have to be buffered. */
  int piece() {
    return Math.clamp((size - reserved()) / SHARE, SMALLEST_PIECE, LoopMemory.BUFFER);
  }
}
