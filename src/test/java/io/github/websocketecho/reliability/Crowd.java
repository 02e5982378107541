package io.github.websocketecho.reliability;

import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/** Many clients that all do the same, on one thread. */
final class Crowd implements Load {

  private static final int BUFFER = 1 << 18;
  private static final int MOST_OPENING = 100;
  private static final Duration BEFORE_ANOTHER_TRY = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

  private record Timer(long due, Runnable task) {}

  private final InetSocketAddress server;
  private final Conduct conduct;
  private final Tally tally;
  private final Selector selector = Selector.open();
  private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER);
  private final Queue<Integer> toOpen = new ArrayDeque<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::due));
  private final Thread thread;

  private int opening;
  private volatile boolean underWay;
  private volatile boolean over;

  private Crowd(InetSocketAddress server, Conduct conduct, Tally tally) throws IOException {
    this.server = server;
    this.conduct = conduct;
    this.tally = tally;
    for (int number = 0; number < conduct.clients; number++) {
      toOpen.add(number);
    }
    thread = Thread.ofPlatform().daemon().name("crowd").unstarted(this::run);
  }

  /** Has them begin. */
  static Crowd start(Target target, Conduct conduct, Tally tally) throws IOException {
    var crowd = new Crowd(conduct.tls ? target.tls() : target.plain(), conduct, tally);
    crowd.thread.start();
    return crowd;
  }

  InetSocketAddress server() {
    return server;
  }

  Conduct conduct() {
    return conduct;
  }

  Tally tally() {
    return tally;
  }

  Selector selector() {
    return selector;
  }

  /** What is read goes here, and is forgotten. */
  ByteBuffer input() {
    return input;
  }

  void later(Duration delay, Runnable task) {
    timers.add(new Timer(System.nanoTime() + delay.toNanos(), task));
  }

  void opened() {
    opening--;
    tally.opened.increment();
  }

  /** A client's connection has ended, and it opens another one. */
  void ended(int number, boolean whileOpening) {
    tally.ended.increment();
    if (whileOpening) {
      opening--;
      later(BEFORE_ANOTHER_TRY, () -> toOpen.add(number));
    } else {
      toOpen.add(number);
    }
  }

  private void run() {
    try {
      while (!over) {
        open();
        underWay |= toOpen.isEmpty() && opening == 0;
        selector.select(key -> ((CrowdClient) key.attachment()).ready(), longestWait());
        long now = System.nanoTime();
        while (!timers.isEmpty() && timers.element().due() <= now) {
          timers.remove().task().run();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long longestWait() {
    if (timers.isEmpty()) {
      return LONGEST_WAIT.toMillis();
    }
    long millis = (timers.element().due() - System.nanoTime()) / 1_000_000 + 1;
    return Math.clamp(millis, 1, LONGEST_WAIT.toMillis());
  }

  private void open() {
    // Those that fail at once are for the next round.
    for (int i = toOpen.size(); i > 0 && opening < MOST_OPENING; i--) {
      int number = toOpen.remove();
      opening++;
      try {
        new CrowdClient(this, number).connect();
      } catch (IOException e) {
        ended(number, true);
      }
    }
  }

  @Override
  public boolean isUnderWay() {
    return underWay;
  }

  @Override
  public void close() throws IOException {
    over = true;
    selector.wakeup();
    try {
      thread.join(RawClient.PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (SelectionKey key : List.copyOf(selector.keys())) {
      ((CrowdClient) key.attachment()).close();
    }
    selector.close();
  }
}
