package io.github.websocketecho.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What one event loop has done since the server was started, and how it keeps up. The loop's thread
 * writes it down by plain additions, without a lock; any thread may read it.
 */
public final class LoopStatistics {

  /** The longest round is that of this window [ns] or of the one before. */
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(30);

  /** The longest that a loop waits before its next round. */
  static final Duration LONGEST_SWEEP = Duration.ofMillis(500);

  /** One of so many answers is timed: each would take a look at the clock, and a histogram. */
  static final int TIMED = 16;

  final SingleWriterLong messagesReceived = new SingleWriterLong();
  final SingleWriterLong bytesReceived = new SingleWriterLong();
  final SingleWriterLong messagesSent = new SingleWriterLong();
  final SingleWriterLong bytesSent = new SingleWriterLong();
  final SingleWriterLong writeStalls = new SingleWriterLong();

  private final int number;
  private final SingleWriterLong heartbeat = new SingleWriterLong();
  private final SingleWriterLong longest = new SingleWriterLong();
  private final SingleWriterLong longestBefore = new SingleWriterLong();
  private long windowEnd;
  private int untimed;

  LoopStatistics(int number) {
    this.number = number;
    started(System.nanoTime());
  }

  /** Which loop, from 0. */
  public int number() {
    return number;
  }

  /** Messages that have come whole, in whatever frames. */
  public long messagesReceived() {
    return messagesReceived.get();
  }

  /** Bytes that were read: frames with their headers, before they are inflated; without TLS. */
  public long bytesReceived() {
    return bytesReceived.get();
  }

  /** Messages that were sent whole, be it that some of that waits for the socket still. */
  public long messagesSent() {
    return messagesSent.get();
  }

  /** Bytes that sockets have taken: frames with their headers, as deflated; without TLS. */
  public long bytesSent() {
    return bytesSent.get();
  }

  /**
   * How often a socket did not take all at once, so that its connection was not read for a while.
   */
  public long writeStalls() {
    return writeStalls.get();
  }

  /**
   * How long something that was due had to wait for the loop at most: its longest round within the
   * last 30 to 60 s, or the one that it is busy with, if that is longer.
   */
  public Duration lag() {
    long overdue = sinceHeartbeat().minus(LONGEST_SWEEP).toNanos();
    return Duration.ofNanos(Math.max(overdue, Math.max(longest.get(), longestBefore.get())));
  }

  /** How long ago the loop last came round, as it does twice a second when nothing happens. */
  public Duration sinceHeartbeat() {
    return Duration.ofNanos(Math.max(0, System.nanoTime() - heartbeat.get()));
  }

  // ---- For the loop

  void started(long now) {
    heartbeat.set(now);
    windowEnd = now + WINDOW;
  }

  /** The loop has come round. */
  void beat(long now) {
    heartbeat.set(now);
    if (now - windowEnd >= 0) {
      windowEnd = now + WINDOW;
      longestBefore.set(longest.get());
      longest.set(0);
    }
  }

  /** Whether what has been answered now is one of those whose time is told. */
  boolean isToBeTimed() {
    untimed++;
    if (untimed < TIMED) {
      return false;
    }
    untimed = 0;
    return true;
  }

  /** The loop was busy for so long [ns] with what was due when it came round. */
  void round(long busy) {
    if (busy > longest.get()) {
      longest.set(busy);
    }
  }
}
