package io.github.websocketecho.transcript;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads wait for changes of one transcript. Reporting a change takes the same time for any
 * number of waiting threads, because all of them wait at one latch. Any thread.
 */
final class TranscriptWatch {

  private final AtomicLong version = new AtomicLong();

  /** Opens at the next change; null while no thread waits for one. */
  private final AtomicReference<@Nullable CountDownLatch> next = new AtomicReference<>();

  private final CountDownLatch opened = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Reports that the transcript has changed. */
  void changed() {
    version.incrementAndGet();
    if (next.get() != null) {
      CountDownLatch latch = next.getAndSet(null);
      if (latch != null) {
        latch.countDown();
      }
    }
  }

  /** Reports that the connection is on its loop, or will never be. */
  void opened() {
    opened.countDown();
  }

  /** Reports that the connection has ended and that the store has its transcript. */
  void ended() {
    opened();
    changed();
    ended.countDown();
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** The number of changes. */
  long version() {
    return version.get();
  }

  /** Waits until the version differs from this one, or until the timeout. */
  void awaitChange(long version, Duration timeout) throws InterruptedException {
    CountDownLatch latch =
        next.updateAndGet(before -> before == null ? new CountDownLatch(1) : before);
    if (latch != null && version() == version) {
      boolean _ = latch.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /**
   * Waits until the connection is on its loop, or until the timeout. A client can receive the
   * response to the opening handshake before that.
   */
  void awaitOpened(Duration timeout) {
    try {
      boolean _ = opened.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the connection has ended, or until the timeout. */
  void awaitEnd(Duration timeout) throws InterruptedException {
    boolean _ = ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }
}
