package io.github.websocketecho.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket in units of time for the frames of one client, and one for its bytes: each frame
 * costs a second divided by the rate. The cost may exceed the time that has passed by a second;
 * beyond that the client is ahead, and its socket is not read until it is not. Has no clock: the
 * caller passes the time [ns], as {@link System#nanoTime} returns it.
 */
final class RateLimiter {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** A client that is ahead by more than this [ns] exceeds the limit: it is no burst. */
  private static final long LONGEST_AHEAD = 10 * SECOND;

  private final EngineSettings settings;

  /** Received since the last look at the time. */
  private int frames;

  private long bytes;

  /** Until when the client has used its time [ns]. */
  private long framesPaid;

  private long bytesPaid;

  private RateLimiter(EngineSettings settings, long now) {
    this.settings = settings;
    framesPaid = now - SECOND;
    bytesPaid = now - SECOND;
  }

  /** Returns null if the settings limit neither frames nor bytes. */
  static @Nullable RateLimiter of(EngineSettings settings, long now) {
    return settings.messageRate() == 0 && settings.byteRate() == 0
        ? null
        : new RateLimiter(settings, now);
  }

  /**
   * A frame was received. Fragments are counted instead of messages because a message may have any
   * number of empty fragments, and control frames because a ping is answered as a message is.
   */
  void frame() {
    frames++;
  }

  /** Bytes were received, or payload was inflated to this many. */
  void bytes(int count) {
    bytes += count;
  }

  /** How far ahead the client is, and thus how long its socket is not read [ns]; 0 if it is not. */
  long ahead(long now) {
    return Math.max(0, Math.max(framesAhead(now), bytesAhead(now)));
  }

  private long framesAhead(long now) {
    framesPaid = paid(framesPaid, frames, settings.messageRate(), now);
    frames = 0;
    return settings.messageRate() == 0 ? 0 : framesPaid - now;
  }

  private long bytesAhead(long now) {
    bytesPaid = paid(bytesPaid, bytes, settings.byteRate(), now);
    bytes = 0;
    return settings.byteRate() == 0 ? 0 : bytesPaid - now;
  }

  private static long paid(long paid, long received, long rate, long now) {
    // Not by Math.max, because System.nanoTime may overflow.
    long start = now - paid > SECOND ? now - SECOND : paid;
    return start + (long) cost(received, rate);
  }

  private static double cost(long received, long rate) {
    return rate == 0 ? 0 : received * ((double) SECOND / rate);
  }

  /** Whether the client would exceed a limit if this much more was received. */
  boolean wouldExceed(long now, long moreFrames, long moreBytes) {
    return framesAhead(now) + cost(moreFrames, settings.messageRate()) > LONGEST_AHEAD
        || bytesAhead(now) + cost(moreBytes, settings.byteRate()) > LONGEST_AHEAD;
  }

  /** The limit that the client exceeds by more than a pause could mend, as a sentence; or null. */
  @Nullable String excess(long now) {
    if (framesAhead(now) > LONGEST_AHEAD) {
      return "Message rate limit of " + settings.messageRate() + "/s exceeded.";
    }
    if (bytesAhead(now) > LONGEST_AHEAD) {
      return "Byte rate limit of " + settings.byteRate() + "/s exceeded.";
    }
    return null;
  }
}
