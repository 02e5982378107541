package io.github.websocketecho.engine;

import io.github.websocketecho.OutOfMemory;
import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.LoopTimers.Timer;
import io.github.websocketecho.protocol.CloseReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One thread that reads, calls the handlers and writes, for all of its connections, and what they
 * share. Everything but {@link #execute}, {@link #isCurrent} and the getters of final values is for
 * that thread alone.
 */
final class EventLoop {

  private static final Log logger = LogFactory.getLog(EventLoop.class);

  private final Thread thread;
  private final LongSupplier clock;
  private final EngineSettings settings;
  private final EngineListener listener;
  private final Budget backlog;
  private final LoopStatistics statistics;
  private final Selector selector;
  private final long sweepMillis;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final LoopTimers timers;

  private final ByteBuffer input = ByteBuffer.allocateDirect(LoopMemory.INPUT);
  private final ByteBuffer output = ByteBuffer.allocateDirect(LoopMemory.BUFFER);
  private final LoopBuffers buffers;
  private final Turn turn;

  private volatile boolean stopped;

  /** How a connection goes away; null until the server stops. */
  private @Nullable Consumer<Selectable> leaves;

  private long now;
  private long nextSweep;

  /** Whether a socket was ready in this round. */
  private boolean anyReady;

  /** When this round began: with the first socket that was ready, or else with its tasks [ns]. */
  private long roundStart;

  /**
   * @param threads makes the thread that runs the loop
   * @param clock returns the time [ns] as {@link System#nanoTime} does
   * @param backlog of all loops
   * @param codecs the memory of all loops for compression
   */
  EventLoop(
      ThreadFactory threads,
      LongSupplier clock,
      EngineSettings settings,
      EngineListener listener,
      LoopStatistics statistics,
      Budget backlog,
      Budget codecs) {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.clock = clock;
    this.settings = settings;
    this.listener = listener;
    this.statistics = statistics;
    this.backlog = backlog;
    sweepMillis = settings.sweepInterval().toMillis();
    buffers = new LoopBuffers(backlog, codecs);
    timers = new LoopTimers(clock);
    turn = new Turn(clock);
    now = clock.getAsLong();
    thread = threads.newThread(this::run);
  }

  void start() {
    thread.start();
  }

  /** Ends the thread once its tasks are done. Any thread. */
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
    return timers.schedule(delay, task);
  }

  void cancel(Timer timer) {
    timers.cancel(timer);
  }

  boolean isCurrent() {
    return Thread.currentThread().equals(thread);
  }

  /** The buffer that sockets are read into; free between two connections. */
  ByteBuffer input() {
    return input;
  }

  /** The buffer that gathers what is written at once; empty between two connections. */
  ByteBuffer output() {
    return output;
  }

  /** The memory that the conversations of this loop share. */
  LoopBuffers buffers() {
    return buffers;
  }

  /** The turn of the connection that is being handled. */
  Turn turn() {
    return turn;
  }

  /** The most that a connection may read at a time now [bytes]. */
  int mostRead() {
    return Turn.mostRead(now - roundStart);
  }

  EngineSettings settings() {
    return settings;
  }

  EngineListener listener() {
    return listener;
  }

  /** What all connections of all loops buffer. */
  Budget backlog() {
    return backlog;
  }

  LoopStatistics statistics() {
    return statistics;
  }

  /** Whether tasks wait for the next round. */
  boolean hasTasks() {
    return !tasks.isEmpty();
  }

  /** The time at this moment [ns], as {@link System#nanoTime} returns it. */
  long time() {
    return clock.getAsLong();
  }

  /** When the loop began with what it does now [ns], as {@link System#nanoTime} returns it. */
  long now() {
    return now;
  }

  /** Runs a task on the loop in its next round, after other connections had their turn. */
  void executeNext(Runnable task) {
    tasks.add(
        () -> {
          now = clock.getAsLong();
          task.run();
        });
  }

  /**
   * Registers a connection with the selector of the loop. It goes away like the others if the
   * server stops already.
   */
  SelectionKey register(Transport transport, Selectable connection) throws ClosedChannelException {
    SelectionKey key = transport.register(selector, connection);
    Consumer<Selectable> leaves = this.leaves;
    if (leaves != null) {
      executeNext(() -> leaves.accept(connection));
    }
    return key;
  }

  /** Has all connections, and those that are registered later, go away. Any thread. */
  void goAway(CloseReason reason, long deadline) {
    execute(
        () -> {
          leaves = connection -> connection.goAway(reason, deadline);
          connections().forEach(leaves);
        });
  }

  /** Ends TCP of all connections at once. Any thread. */
  void cutAll(Cause cause, String detail) {
    execute(() -> connections().forEach(connection -> connection.cut(cause, detail)));
  }

  /** The connections. Each of them may end while the caller iterates. */
  private Iterable<Selectable> connections() {
    var connections = new ArrayList<Selectable>();
    for (SelectionKey key : selector.keys()) {
      connections.add((Selectable) key.attachment());
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
        // No error of one connection may end the loop of all the others.
        logger.error("An event loop met an error and goes on", e);
      }
    }
    try {
      selector.close();
    } catch (IOException e) {
      logger.debug("The selector did not close", e);
    }
  }

  /** Waits until there is something to do, and does it. Does not wait if there are tasks. */
  void round() throws IOException {
    woken.set(false);
    anyReady = false;
    if (tasks.isEmpty()) {
      selector.select(this::ready, timers.longestWait(sweepMillis));
    } else {
      selector.selectNow(this::ready);
    }
    now = clock.getAsLong();
    statistics.beat(now);
    if (!anyReady) {
      roundStart = now;
    }
    boolean moreToDo = !tasks.isEmpty() || !timers.isEmpty() || now - nextSweep >= 0;
    // Only those of this moment: a task that another one adds is for the next round.
    for (int i = tasks.size(); i > 0; i--) {
      Runnable task = tasks.poll();
      if (task != null) {
        task.run();
      }
    }
    timers.run(now);
    if (now - nextSweep >= 0) {
      nextSweep = now + sweepMillis * 1_000_000;
      connections().forEach(Selectable::checkLimits);
    }
    statistics.round((moreToDo ? clock.getAsLong() : now) - roundStart);
    turn.round();
  }

  private void ready(SelectionKey key) {
    // The time of the last round may be as old as the wait for this event.
    now = clock.getAsLong();
    if (!anyReady) {
      anyReady = true;
      roundStart = now;
    }
    ((Selectable) key.attachment()).ready();
  }
}
