package io.github.websocketecho.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How fast one client may send. Each frame and each byte uses up some time; a client that has used
 * more of it than has gone by is ahead, and is not read until it is ahead no more. It may save up a
 * second. Knows no clock: it is told the time [ns], as {@link System#nanoTime} has it.
 */
final class Pace {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** So far ahead may one client be [ns]: more is no burst, and is not waited for. */
  private static final long MOST = 10 * SECOND;

  private final Rate messages;
  private final Rate bytes;

  /** One of the two that are counted. */
  private static final class Rate {

    private final long perSecond;
    private long come;

    /** Until when the client has used its time. */
    private long used;

    private Rate(long perSecond, long now) {
      this.perSecond = perSecond;
      used = now - SECOND;
    }

    /** How far ahead the client is [ns]; 0 or less if it is not. */
    private long ahead(long now) {
      if (perSecond == 0) {
        return 0;
      }
      if (now - used > SECOND) {
        used = now - SECOND;
      }
      used += (long) (come * ((double) SECOND / perSecond));
      come = 0;
      return used - now;
    }

    private double wouldBeAhead(long now, long more) {
      return perSecond == 0 ? 0 : ahead(now) + more * ((double) SECOND / perSecond);
    }
  }

  private Pace(long messageRate, long byteRate, long now) {
    messages = new Rate(messageRate, now);
    bytes = new Rate(byteRate, now);
  }

  /**
   * Null if there is nothing to be counted.
   *
   * @param messageRate frames in a second; 0 for any number
   * @param byteRate bytes in a second; 0 for any number
   */
  static @Nullable Pace of(long messageRate, long byteRate, long now) {
    return messageRate == 0 && byteRate == 0 ? null : new Pace(messageRate, byteRate, now);
  }

  /**
   * A frame has come. Fragments are counted, not messages, for one of them may have any number of
   * empty ones; and control frames, for a ping is answered as a message is.
   */
  void frame() {
    messages.come++;
  }

  /** Bytes have come, or some have been inflated to so many. */
  void bytes(int count) {
    bytes.come += count;
  }

  /** How far ahead the client is, and so for how long not to be read [ns]; 0 if it is not. */
  long ahead(long now) {
    return Math.max(0, Math.max(messages.ahead(now), bytes.ahead(now)));
  }

  /** Whether the client would be far beyond a limit with so much more than has been counted. */
  boolean wouldExceed(long now, long moreFrames, long moreBytes) {
    return messages.wouldBeAhead(now, moreFrames) > MOST
        || bytes.wouldBeAhead(now, moreBytes) > MOST;
  }

  /** Which limit the client is far beyond, as a sentence; null if it is not. */
  @Nullable String excess(long now) {
    if (messages.ahead(now) > MOST) {
      return "Message rate limit of " + messages.perSecond + "/s exceeded.";
    }
    if (bytes.ahead(now) > MOST) {
      return "Byte rate limit of " + bytes.perSecond + "/s exceeded.";
    }
    return null;
  }
}
