package io.github.websocketecho.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What one event loop has done since the server started, and how far it lags behind. The loop's
 * thread counts by plain additions, without a lock; any thread may read.
 */
public final class LoopStatistics {

  /** The longest round is the longest of this window [ns] and of the one before. */
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(30);

  /** The longest time that a loop waits before its next round. */
  static final Duration LONGEST_SWEEP = Duration.ofMillis(500);

  /** One of this many answers is timed, because a clock and a histogram have their cost. */
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

  /** Messages that were received completely, in one frame or several. */
  public long messagesReceived() {
    return messagesReceived.get();
  }

  /** Bytes that were received: frames with headers, before they are inflated; without TLS. */
  public long bytesReceived() {
    return bytesReceived.get();
  }

  /** Messages that were sent completely, including any that still wait for the socket. */
  public long messagesSent() {
    return messagesSent.get();
  }

  /** Bytes that sockets have accepted: frames with headers, as compressed; without TLS. */
  public long bytesSent() {
    return bytesSent.get();
  }

  /** How often a socket did not accept everything at once, so that some of it had to wait. */
  public long writeStalls() {
    return writeStalls.get();
  }

  /**
   * The longest time that something due had to wait for the loop: its longest round within the last
   * 30 to 60 s, or the current round if that is longer.
   */
  public Duration lag() {
    long overdue = sinceHeartbeat().minus(LONGEST_SWEEP).toNanos();
    return Duration.ofNanos(Math.max(overdue, Math.max(longest.get(), longestBefore.get())));
  }

  /** How long ago the last round began. An idle loop has two in a second. */
  public Duration sinceHeartbeat() {
    return Duration.ofNanos(Math.max(0, System.nanoTime() - heartbeat.get()));
  }

  /** The loop starts. The loop's thread, as all that follow. */
  void started(long now) {
    heartbeat.set(now);
    windowEnd = now + WINDOW;
  }

  /** A round begins. */
  void beat(long now) {
    heartbeat.set(now);
    if (now - windowEnd >= 0) {
      windowEnd = now + WINDOW;
      longestBefore.set(longest.get());
      longest.set(0);
    }
  }

  /** Whether the time of the answers that were just sent is reported. */
  boolean isToBeTimed() {
    untimed++;
    if (untimed < TIMED) {
      return false;
    }
    untimed = 0;
    return true;
  }

  /** A round ends, which was busy for this long [ns]. */
  void round(long busy) {
    if (busy > longest.get()) {
      longest.set(busy);
    }
  }
}
