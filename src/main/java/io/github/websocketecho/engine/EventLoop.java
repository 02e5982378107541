package io.github.websocketecho.engine;

import io.github.websocketecho.OutOfMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * One thread that reads, calls the handlers and writes, for all of its connections, and the buffers
 * that they share. Everything but {@link #execute} is for that thread alone.
 */
final class EventLoop {

  private static final Log logger = LogFactory.getLog(EventLoop.class);

  private final Thread thread;
  private final Selector selector;
  private final long sweepMillis;
  private final LoopStatistics statistics;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final NavigableSet<Timer> timers = new TreeSet<>();

  private final ByteBuffer input = ByteBuffer.allocateDirect(LoopMemory.INPUT);
  private final ByteBuffer output = ByteBuffer.allocateDirect(LoopMemory.BUFFER);
  private final LoopBuffers buffers;
  private final Turn turn = new Turn();

  private volatile boolean stopped;
  private long now = System.nanoTime();
  private long nextSweep;

  // When the round came to its first event, if it has any.
  private boolean anyReady;
  private long roundStart;

  private long timersMade;

  /** A task for later; the number tells those apart that are due at the same time. */
  record Timer(long due, long number, Runnable task) implements Comparable<Timer> {

    @Override
    public int compareTo(Timer other) {
      // Not by <, for System.nanoTime may overflow.
      int order = Long.signum(due - other.due);
      return order != 0 ? order : Long.compare(number, other.number);
    }
  }

  /**
   * @param sweepMillis how often connections are looked at for what they have outstayed
   */
  EventLoop(String name, long sweepMillis, LoopStatistics statistics, LoopBuffers buffers) {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.sweepMillis = sweepMillis;
    this.statistics = statistics;
    this.buffers = buffers;
    thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Ends the thread after the tasks that it has. */
  void stop() {
    stopped = true;
    selector.wakeup();
  }

  /** Runs a task on the loop, soon. Any thread. */
  void execute(Runnable task) {
    tasks.add(task);
    if (!isCurrent() && woken.compareAndSet(false, true)) {
      selector.wakeup();
    }
  }

  /** Runs a task on the loop after a time. */
  Timer schedule(Duration delay, Runnable task) {
    var timer = new Timer(System.nanoTime() + delay.toNanos(), timersMade++, task);
    timers.add(timer);
    return timer;
  }

  void cancel(Timer timer) {
    timers.remove(timer);
  }

  boolean isCurrent() {
    return Thread.currentThread().equals(thread);
  }

  /** What is read goes here; free between two connections. */
  ByteBuffer input() {
    return input;
  }

  /** What is to be written in one go is gathered here; empty between two connections. */
  ByteBuffer output() {
    return output;
  }

  /** What the conversations of this loop share. */
  LoopBuffers buffers() {
    return buffers;
  }

  /** The turn of the connection that is being handled. */
  Turn turn() {
    return turn;
  }

  LoopStatistics statistics() {
    return statistics;
  }

  /** When the loop came to what it does now, as {@link System#nanoTime} has it. */
  long now() {
    return now;
  }

  /** Runs a task on the loop in its next round, behind what other connections have to do. */
  void executeNext(Runnable task) {
    tasks.add(
        () -> {
          now = System.nanoTime();
          task.run();
        });
  }

  SelectionKey register(Transport transport, Connection connection) throws ClosedChannelException {
    return transport.register(selector, connection);
  }

  /** The connections, each of which may be ended meanwhile. */
  Iterable<Connection> connections() {
    var connections = new ArrayList<Connection>();
    for (SelectionKey key : selector.keys()) {
      connections.add((Connection) key.attachment());
    }
    return connections;
  }

  private void run() {
    statistics.started(System.nanoTime());
    while (!stopped || !tasks.isEmpty()) {
      try {
        round();
      } catch (Throwable e) {
        OutOfMemory.endAt(e);
        // Nothing that goes wrong with one connection may end the loop of all the others.
        logger.error("An event loop met an error and goes on", e);
      }
    }
    try {
      selector.close();
    } catch (IOException e) {
      logger.debug("The selector did not close", e);
    }
  }

  private void round() throws IOException {
    woken.set(false);
    anyReady = false;
    if (tasks.isEmpty()) {
      selector.select(this::ready, longestWait());
    } else {
      selector.selectNow(this::ready);
    }
    now = System.nanoTime();
    statistics.beat(now);
    long start = anyReady ? roundStart : now;
    boolean moreToDo = !tasks.isEmpty() || !timers.isEmpty() || now - nextSweep >= 0;
    // Only those that are there now: a task may add another, which is for the next round.
    for (int i = tasks.size(); i > 0; i--) {
      Runnable task = tasks.poll();
      if (task != null) {
        task.run();
      }
    }
    while (!timers.isEmpty() && timers.first().due() - now <= 0) {
      timers.removeFirst().task().run();
    }
    if (now - nextSweep >= 0) {
      nextSweep = now + sweepMillis * 1_000_000;
      connections().forEach(Connection::checkLimits);
    }
    statistics.round((moreToDo ? System.nanoTime() : now) - start);
    turn.round();
  }

  private long longestWait() {
    if (timers.isEmpty()) {
      return sweepMillis;
    }
    // Rounded up, lest the loop runs idle for the last part of a millisecond.
    long millis = (timers.first().due() - System.nanoTime()) / 1_000_000 + 1;
    return Math.clamp(millis, 1, sweepMillis);
  }

  private void ready(SelectionKey key) {
    // What the round began with may be as old as the wait for this event.
    now = System.nanoTime();
    if (!anyReady) {
      anyReady = true;
      roundStart = now;
    }
    ((Connection) key.attachment()).ready();
  }
}
