package io.github.websocketecho.tomcat;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Handles opening handshakes on the thread that receives them, because a handshake takes less time
 * than to wake up another thread. Only a handshake that is received completely is handled there,
 * and it waits for nothing. A thread that has handled many in a row leaves the next ones to the
 * threads of the pool, so that a crowd of clients gets all processors and delays others little. One
 * thread has one instance.
 */
final class PromptHandshakes {

  /** The most handshakes in a row: a few milliseconds. */
  static final int IN_A_ROW = 64;

  /** A thread that has handled none for this long [ns] has waited for clients: a new row begins. */
  static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(25);

  private static final ScopedValue<Boolean> CURRENT = ScopedValue.newInstance();

  private final LongSupplier nanoTime;
  private int row;
  private long last;

  /**
   * @param nanoTime {@link System#nanoTime}, or the clock of a test
   */
  PromptHandshakes(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    last = nanoTime.getAsLong();
  }

  /** Whether the thread is one that receives requests of all clients, and must not wait. */
  static boolean isCurrent() {
    return CURRENT.isBound();
  }

  /** Whether the thread may handle another handshake now. */
  boolean mayHandle() {
    if (nanoTime.getAsLong() - last > PAUSE) {
      row = 0;
    }
    return row < IN_A_ROW;
  }

  /**
   * Handles a handshake.
   *
   * @return what the action returns
   */
  boolean handle(BooleanSupplier action) {
    row++;
    try {
      return ScopedValue.where(CURRENT, true).call(action::getAsBoolean);
    } finally {
      last = nanoTime.getAsLong();
    }
  }
}
