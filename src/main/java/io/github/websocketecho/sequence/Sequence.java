package io.github.websocketecho.sequence;

import io.github.websocketecho.http.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a client meets that connects again and again with one key: the n-th attempt gets the n-th
 * step, and the last step repeats. Retains the last {@value #MOST_ATTEMPTS} attempts. Any thread.
 */
public final class Sequence implements WatchedSequence {

  /** The highest number of attempts that are retained. */
  static final int MOST_ATTEMPTS = 64;

  private final String key;
  private final List<String> steps;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition begun = lock.newCondition();
  private final Deque<Attempt> attempts = new ArrayDeque<>();

  private int count;

  /**
   * An attempt to connect.
   *
   * @param number 1 for the first
   * @param step the address that serves it, such as {@code /close/1012?reason=bye}
   * @param connection the id of its transcript
   */
  public record Attempt(int number, String step, String connection, Instant begunAt) {

    /** How much later its transcript may begin. */
    private static final Duration LONGEST_START = Duration.ofSeconds(5);

    /** Whether this is its transcript, and not that of another connection with the same id. */
    boolean isIn(Instant openedAt, String address) {
      return Secrets.masked(step).equals(address)
          && !openedAt.isBefore(begunAt)
          && openedAt.isBefore(begunAt.plus(LONGEST_START));
    }
  }

  /**
   * @param key of the client
   * @param steps the addresses, 1 or more
   */
  Sequence(String key, List<String> steps) {
    this.key = key;
    this.steps = List.copyOf(steps);
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public List<String> steps() {
    return steps;
  }

  /** The id of the transcript of an attempt. */
  static String connection(String key, int number) {
    return key + '.' + number;
  }

  /** An attempt begins. */
  Attempt begin() {
    lock.lock();
    try {
      if (attempts.size() == MOST_ATTEMPTS) {
        attempts.removeFirst();
      }
      count++;
      String step = steps.get(Math.min(count, steps.size()) - 1);
      var attempt = new Attempt(count, step, connection(key, count), Instant.now());
      attempts.add(attempt);
      begun.signalAll();
      return attempt;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Withdraws an attempt, unless another has begun meanwhile.
   *
   * @return whether there was any other attempt
   */
  boolean withdraw(Attempt attempt) {
    lock.lock();
    try {
      if (attempt.equals(attempts.peekLast())) {
        attempts.removeLast();
        count--;
      }
      return count > 0;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Attempt> attempts() {
    lock.lock();
    try {
      return List.copyOf(attempts);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void await(int number, Duration timeout) throws InterruptedException {
    long nanos = timeout.toNanos();
    if (!lock.tryLock(nanos, TimeUnit.NANOSECONDS)) {
      return;
    }
    try {
      while (count < number && nanos > 0) {
        nanos = begun.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }
}
