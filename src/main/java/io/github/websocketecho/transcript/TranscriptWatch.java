package io.github.websocketecho.transcript;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Counts the changes of a transcript, and wakes those who wait for one. Any thread. To tell of a
 * change costs the same however many wait: each of them wakes the next.
 */
final class TranscriptWatch {

  private final AtomicLong version = new AtomicLong();

  /** Opens at the next change; null while nobody waits. */
  private final AtomicReference<@Nullable CountDownLatch> next = new AtomicReference<>();

  /** Grows with every change. */
  long version() {
    return version.get();
  }

  /** Something has changed. */
  void tell() {
    version.incrementAndGet();
    if (next.get() != null) {
      CountDownLatch latch = next.getAndSet(null);
      if (latch != null) {
        latch.countDown();
      }
    }
  }

  /** Waits until the version is another than this, but not longer than a time. */
  void await(long version, Duration longest) throws InterruptedException {
    CountDownLatch latch =
        next.updateAndGet(before -> before == null ? new CountDownLatch(1) : before);
    if (latch != null && version() == version) {
      boolean _ = latch.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    }
  }
}
