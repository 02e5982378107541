package io.github.websocketecho.reliability;

import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** Does something at a fixed pace, and measures how long it takes. What fails is kept. */
final class Probe implements AutoCloseable {

  /** What is done. */
  interface Action {
    void run() throws IOException;
  }

  private static final Duration A_MOMENT = Duration.ofMillis(10);

  private final Duration interval;
  private final Action action;
  private final Waits waits;
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean over;

  /** When what is done now began; 0 between two times. */
  private volatile long begun;

  private Probe(String name, Duration interval, Action action) {
    this.interval = interval;
    this.action = action;
    waits = new Waits();
    thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  static Probe start(String name, Duration interval, Action action) {
    var probe = new Probe(name, interval, action);
    probe.thread.start();
    return probe;
  }

  private void run() {
    while (!over) {
      long start = System.nanoTime();
      begun = start;
      try {
        action.run();
      } catch (IOException | RuntimeException | AssertionError e) {
        if (!over) {
          failures.add(e.toString());
        }
      }
      begun = 0;
      long end = System.nanoTime();
      if (!over) {
        waits.add(end - start);
      }
      LockSupport.parkNanos(Math.max(start + interval.toNanos() - end, 0));
    }
  }

  Waits waits() {
    return waits;
  }

  /** What went wrong. */
  List<String> failures() {
    return failures;
  }

  /** Waits until it has been done so many times more. */
  void await(int more) throws IOException {
    int wanted = waits.count() + more;
    long deadline = System.nanoTime() + 3 * RawClient.PATIENCE.toNanos();
    while (waits.count() < wanted) {
      if (System.nanoTime() > deadline) {
        throw new IOException(waits.count() + " times where " + wanted + " are expected");
      }
      LockSupport.parkNanos(A_MOMENT.toNanos());
    }
  }

  /** Ends it. What is waited for at this moment counts as far as it has been waited for. */
  @Override
  public void close() {
    over = true;
    long begun = this.begun;
    if (begun != 0) {
      waits.add(System.nanoTime() - begun);
    }
    try {
      thread.join(2 * RawClient.PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return waits
        + (failures.isEmpty() ? "" : " failed " + failures.size() + ": " + failures.getFirst());
  }
}
