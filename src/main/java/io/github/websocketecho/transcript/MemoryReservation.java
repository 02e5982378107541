package io.github.websocketecho.transcript;

import io.github.websocketecho.engine.Budget;

/**
 * The approximate memory of one transcript without its frames. While the connection is open, it is
 * reserved in the memory that the transcripts of all open connections share. Any thread.
 */
final class MemoryReservation {

  private final Budget shared;

  private int weight;
  private boolean reserved;

  MemoryReservation(Budget shared, int weight) {
    this.shared = shared;
    this.weight = weight;
  }

  /** Reserves the memory; returns false if not enough is left. */
  synchronized boolean tryReserve() {
    reserved = shared.tryReserve(weight);
    return reserved;
  }

  /**
   * Changes the size, even if not enough is left.
   *
   * @param now [bytes]
   */
  synchronized void resize(int now) {
    if (reserved) {
      shared.reserve((long) now - weight);
    }
    weight = now;
  }

  /** Releases the memory. Every call but the first has no effect. */
  synchronized void release() {
    if (reserved) {
      reserved = false;
      shared.release(weight);
    }
  }

  /** The size [bytes]. */
  synchronized int weight() {
    return weight;
  }
}
