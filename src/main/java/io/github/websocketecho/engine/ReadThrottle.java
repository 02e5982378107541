package io.github.websocketecho.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Pauses the reading of one connection while its client exceeds a rate limit. Runs on the loop. */
final class ReadThrottle {

  private final EventLoop loop;
  private final RateLimiter limiter;
  private final Listener listener;

  /** Ends the pause; null outside of one. */
  private LoopTimers.@Nullable Timer pause;

  /** Notified on the loop. */
  interface Listener {

    /** A pause has ended. */
    void pauseEnded();
  }

  ReadThrottle(EventLoop loop, RateLimiter limiter, Listener listener) {
    this.loop = loop;
    this.limiter = limiter;
    this.listener = listener;
  }

  /**
   * Begins a pause if the client is ahead. It does not if input that was received and not handled
   * may bring the client so far ahead that a pause would not do: that input is handled first.
   *
   * @param waitingFrames the most frames that this input may consist of
   * @param waitingBytes the most bytes that it may inflate to
   * @return the limit that the client exceeds by more than a pause could mend, as a sentence;
   *     otherwise null
   */
  @Nullable String pauseIfAhead(long waitingFrames, long waitingBytes) {
    long ahead = limiter.ahead(loop.now());
    if (ahead == 0 || isPaused()) {
      return null;
    }
    String excess = limiter.excess(loop.now());
    if (excess == null && !limiter.wouldExceed(loop.now(), waitingFrames, waitingBytes)) {
      pause = loop.schedule(Duration.ofNanos(ahead), this::endPause);
    }
    return excess;
  }

  private void endPause() {
    pause = null;
    listener.pauseEnded();
  }

  boolean isPaused() {
    return pause != null;
  }

  /** Whether the client is ahead, so that a pause is due. */
  boolean isDue() {
    return limiter.ahead(loop.now()) > 0;
  }

  /** The connection has ended. */
  void cancel() {
    if (pause != null) {
      loop.cancel(pause);
    }
  }
}
