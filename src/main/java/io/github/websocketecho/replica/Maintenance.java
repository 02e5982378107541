package io.github.websocketecho.replica;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes the shared state, and does from time to time what keeps it in order. It has a virtual
 * thread, and each task has another.
 */
final class Maintenance {

  private static final Logger logger = LoggerFactory.getLogger(Maintenance.class);

  private static final Duration PERIOD = Duration.ofMillis(500);

  private final Availability availability;
  private final BooleanSupplier probe;
  private final List<Task> tasks = new CopyOnWriteArrayList<>();

  private volatile @Nullable Thread thread;

  /**
   * @param probe reports to Redis that this replica runs; false if Redis has not known it
   * @param listen listens to calls
   */
  Maintenance(Availability availability, BooleanSupplier probe, Runnable listen) {
    this.availability = availability;
    this.probe = probe;
    tasks.add(new Task(Duration.ZERO, listen));
  }

  void add(Duration interval, Runnable task) {
    tasks.add(new Task(interval, task));
  }

  /** Probes once, which takes a second at most, and then goes on. */
  void start() {
    round();
    tasks.getFirst().task.run();
    thread = Thread.ofVirtual().name("replicas").start(this::loop);
  }

  private void loop() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(PERIOD);
        round();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round() {
    boolean asBefore = availability.probe(probe);
    if (availability.isAvailable()) {
      tasks.forEach(task -> task.runIfDue(!asBefore));
    }
  }

  void stop() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  /** A task, which does not run twice at a time. */
  private static final class Task {

    private final Duration interval;
    private final Runnable task;
    private final AtomicBoolean busy = new AtomicBoolean();
    private long last = System.nanoTime();

    /** Whether it has to run as soon as it is not busy. */
    private boolean missed;

    private Task(Duration interval, Runnable task) {
      this.interval = interval;
      this.task = task;
    }

    private void runIfDue(boolean now) {
      missed |= now;
      boolean due = missed || System.nanoTime() - last >= interval.toNanos();
      if (due && busy.compareAndSet(false, true)) {
        missed = false;
        last = System.nanoTime();
        Thread.ofVirtual().name("replicas-task").start(this::run);
      }
    }

    private void run() {
      try {
        task.run();
      } catch (ReplicasUnavailableException e) {
        logger.debug("The shared state does not answer", e);
      } catch (RuntimeException e) {
        logger.warn("A task of the shared state has failed", e);
      } finally {
        busy.set(false);
      }
    }
  }
}
