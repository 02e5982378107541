package io.github.websocketecho.admission;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Has few requests of one client's address worked on at a time, lest they take the processors from
 * all others. A further one waits for its turn, with the thread that it has, but not for long:
 * those before it may be waiting for a client that is slow. An IPv6 address stands for its network
 * of 64 bits. Any thread.
 */
public final class RequestTurns {

  private final int atATime;
  private final Duration patience;

  /**
   * Those of addresses whose requests are there now, so there are no more of them than requests.
   */
  private final Map<Object, Queue> queues = new ConcurrentHashMap<>();

  /**
   * @param atATime how many requests of one address have their turn at a time, at least 1
   * @param patience how long one waits before it goes on all the same
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
      // Not fair: to hand each turn to a thread that has to wake up first takes longer than the
      // turn.
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

    /** The request has been worked on. Once. */
    public void end() {
      if (inTurn) {
        queue.free.release();
      }
      queues.computeIfPresent(client, (_, it) -> --it.requests == 0 ? null : it);
    }
  }

  /** Waits for the turn of a request, but not longer than a request is to wait. */
  public Turn await(InetAddress address) {
    Object client = Places.client(address);
    Queue queue =
        queues.compute(
            client,
            (_, there) -> {
              Queue it = there == null ? new Queue(atATime) : there;
              it.requests++;
              return it;
            });
    return new Turn(client, queue, waits(queue.free));
  }

  private boolean waits(Semaphore free) {
    try {
      return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The server ends: a request that has a thread goes on.
      return false;
    }
  }

  /** Of how many addresses requests are there. */
  int addresses() {
    return queues.size();
  }
}
