package io.github.websocketecho.conformance;

import io.github.websocketecho.replica.ReplicasUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the result of a case until a replica has it, on a virtual thread. The first pauses are
 * short, because most cases have a result soon. Its other methods are for any thread.
 */
final class StatusWatch implements Runnable {

  private static final Logger logger = LoggerFactory.getLogger(StatusWatch.class);

  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofMillis(100);

  private final Supplier<Optional<CaseResult>> results;
  private final Consumer<CaseResult> listener;
  private final Semaphore news = new Semaphore(0);
  private volatile boolean ended;

  /**
   * @param results asks; may throw {@link ReplicasUnavailableException}
   * @param listener gets the result, once at most
   */
  StatusWatch(Supplier<Optional<CaseResult>> results, Consumer<CaseResult> listener) {
    this.results = results;
    this.listener = listener;
  }

  @Override
  public void run() {
    try {
      Optional<CaseResult> result = result();
      for (Duration pause = SHORTEST; result.isEmpty() && !ended; pause = longer(pause)) {
        var _ = news.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
        result = result();
      }
      if (!ended) {
        result.ifPresent(listener);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<CaseResult> result() {
    try {
      return results.get();
    } catch (ReplicasUnavailableException e) {
      logger.debug("The result is not known yet", e);
      return Optional.empty();
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
  }

  /** Asks at once, because this replica has a result. */
  void look() {
    news.release();
  }

  /** Asks no more. */
  void end() {
    ended = true;
    news.release();
  }
}
