package io.github.websocketecho.admission;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Limits the number of requests of one client address that are processed at the same time, so that
 * other addresses get a processor. A further request blocks its thread until its turn, but not for
 * long, because those before it may be waiting for a slow client. An IPv6 network of 64 bits counts
 * as one address. Any thread.
 */
public final class RequestTurns {

  private final int atATime;
  private final Duration patience;

  /** Queues of addresses with requests in progress, so there are no more of them than requests. */
  private final Map<Object, Queue> queues = new ConcurrentHashMap<>();

  /**
   * @param atATime the number of requests of one address with a turn at the same time, at least 1
   * @param patience the longest wait, after which a request continues without a turn
   */
  public RequestTurns(int atATime, Duration patience) {
    this.atATime = atATime;
    this.patience = patience;
  }

  /** The requests of one address. */
  private static final class Queue {

    private final Semaphore free;
    private int requests;

    private Queue(int atATime) {
      // Not fair, because waking up the next thread takes longer than a turn.
      free = new Semaphore(atATime);
    }
  }

  /** The turn of a request. */
  public final class Turn {

    private final Object client;
    private final Queue queue;
    private final boolean inTurn;

    private Turn(Object client, Queue queue, boolean inTurn) {
      this.client = client;
      this.queue = queue;
      this.inTurn = inTurn;
    }

    /** Ends the turn after the request has been processed. To be called once. */
    public void end() {
      if (inTurn) {
        queue.free.release();
      }
      queues.computeIfPresent(client, (_, it) -> --it.requests == 0 ? null : it);
    }
  }

  /** Waits for the turn of a request, up to the longest wait. */
  public Turn await(InetAddress address) {
    return turn(address, this::waits);
  }

  /**
   * Takes a turn without a wait. If there is none, the request continues without a turn, which is
   * for a thread that handles one request at a time.
   */
  public Turn take(InetAddress address) {
    return turn(address, Semaphore::tryAcquire);
  }

  private Turn turn(InetAddress address, Predicate<Semaphore> acquire) {
    Object client = Places.client(address);
    Queue queue =
        queues.compute(
            client,
            (_, there) -> {
              Queue it = there == null ? new Queue(atATime) : there;
              it.requests++;
              return it;
            });
    return new Turn(client, queue, acquire.test(queue.free));
  }

  private boolean waits(Semaphore free) {
    try {
      return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The server stops: a running request continues.
      return false;
    }
  }

  /** The number of addresses with requests in progress. */
  int addresses() {
    return queues.size();
  }
}
