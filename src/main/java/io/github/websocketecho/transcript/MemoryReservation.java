package io.github.websocketecho.transcript;

import io.github.websocketecho.engine.Budget;

/**
 * What one transcript takes in memory beside its frames [bytes], about. While its connection is
 * open it counts in the memory of all open connections. Any thread.
 */
final class MemoryReservation {

  private final Budget ofAll;

  private int weight;
  private boolean counted;

  MemoryReservation(Budget ofAll, int weight) {
    this.ofAll = ofAll;
    this.weight = weight;
  }

  /** Begins to count, unless there is not so much left; returns false then. */
  synchronized boolean take() {
    counted = ofAll.tryTake(weight);
    return counted;
  }

  /** It is more now, or less. */
  synchronized void changeTo(int now) {
    if (counted) {
      ofAll.take((long) now - weight);
    }
    weight = now;
  }

  /** Counts no more. Every call but the first does nothing. */
  synchronized void giveBack() {
    if (counted) {
      counted = false;
      ofAll.giveBack(weight);
    }
  }

  synchronized int weight() {
    return weight;
  }
}
