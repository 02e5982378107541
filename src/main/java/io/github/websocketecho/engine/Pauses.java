package io.github.websocketecho.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When one connection is not read because its client is ahead of its {@link Pace}. Runs on the
 * loop.
 */
final class Pauses {

  private final EventLoop loop;
  private final Pace pace;
  private final Runnable isOver;
  private EventLoop.@Nullable Timer timer;

  /**
   * @param isOver runs after each pause
   */
  Pauses(EventLoop loop, Pace pace, Runnable isOver) {
    this.loop = loop;
    this.pace = pace;
    this.isOver = isOver;
  }

  /**
   * Looks at what has been handled, and begins a pause if the client is ahead; not if what has come
   * and waits may put it so far ahead that no pause would do: that is to be seen first.
   *
   * @param waitingFrames how many frames may lie in what has come and has not been handled
   * @param waitingBytes how many bytes that may inflate to
   * @return which limit it is so far beyond that no pause would do, as a sentence; otherwise null
   */
  @Nullable String keep(long waitingFrames, long waitingBytes) {
    long ahead = pace.ahead(loop.now());
    if (ahead == 0 || isPaused()) {
      return null;
    }
    String excess = pace.excess(loop.now());
    if (excess == null && !pace.wouldExceed(loop.now(), waitingFrames, waitingBytes)) {
      timer = loop.schedule(Duration.ofNanos(ahead), this::end);
    }
    return excess;
  }

  boolean isPaused() {
    return timer != null;
  }

  /** Whether there is going to be a pause. */
  boolean isDue() {
    return pace.ahead(loop.now()) > 0;
  }

  private void end() {
    timer = null;
    isOver.run();
  }

  /** The connection has ended. */
  void cancel() {
    if (timer != null) {
      loop.cancel(timer);
    }
  }
}
