package io.github.websocketecho.scenario;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.springframework.util.unit.DataSize;

/**
 * One bound for all bytes that the server sends without being asked, on all connections together: a
 * token bucket in units of time, in which each byte costs a second divided by the rate. Any thread.
 */
public final class EgressLimiter {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** How much unused time counts later, because timers have a precision of a millisecond [ns]. */
  private static final long UNUSED = Duration.ofMillis(10).toNanos();

  /** The longest pause: then the caller asks again, so that no debt of others makes it wait. */
  private static final long LONGEST_PAUSE = SECOND;

  private final long rate;
  private final LongSupplier clock;

  /** Until when the time is used [ns]. */
  private final AtomicLong used;

  /**
   * @param rate in a second; 0 for no limit
   */
  public EgressLimiter(DataSize rate) {
    this(rate, System::nanoTime);
  }

  /**
   * @param clock returns the time [ns] as {@link System#nanoTime} does
   */
  EgressLimiter(DataSize rate, LongSupplier clock) {
    this.rate = rate.toBytes();
    this.clock = clock;
    used = new AtomicLong(clock.getAsLong());
  }

  /** How long to wait before more may be sent, at most a second; zero for not at all. */
  Duration pause() {
    if (rate == 0) {
      return Duration.ZERO;
    }
    return Duration.ofNanos(Math.clamp(used.get() - clock.getAsLong(), 0, LONGEST_PAUSE));
  }

  /**
   * Counts what was sent.
   *
   * @param bytes 0 or more
   */
  void sent(long bytes) {
    if (rate == 0) {
      return;
    }
    long now = clock.getAsLong();
    long cost = (long) (bytes * ((double) SECOND / rate));
    // Not by Math.max, because System.nanoTime may overflow.
    used.updateAndGet(until -> (now - until > UNUSED ? now - UNUSED : until) + cost);
  }
}
