package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.protocol.CloseReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The event loops, and how they stop: every client receives the answers to what it has sent, then a
 * close frame with 1001, and has a bounded time to answer it. The HTTP server stops after that.
 */
@Component
public final class EventLoops implements InitializingBean, SmartLifecycle {

  private static final CloseReason SHUTDOWN = new CloseReason("The server is shutting down.");

  /** How often a stopping server checks whether its clients have accepted everything. */
  static final Duration LOOK = Duration.ofMillis(5);

  private final EngineSettings settings;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong openedInAll = new AtomicLong();
  private final EngineListener listener;
  private final LongSupplier clock;
  private final List<LoopStatistics> statistics;
  private final Budget backlog;
  private final Budget codecs;

  private volatile List<EventLoop> loops = List.of();
  private volatile boolean running;

  @Autowired
  EventLoops(EngineSettings settings, ObjectProvider<EngineListener> listener) {
    this(settings, listener.getIfAvailable(() -> EngineListener.NONE), System::nanoTime);
  }

  /**
   * @param clock returns the time [ns] as {@link System#nanoTime} does
   */
  EventLoops(EngineSettings settings, EngineListener listener, LongSupplier clock) {
    this.settings = settings;
    this.listener = listener;
    this.clock = clock;
    backlog = new Budget(settings.backlog());
    codecs = new Budget(settings.compression());
    statistics = IntStream.range(0, settings.loops()).mapToObj(LoopStatistics::new).toList();
  }

  /**
   * The loop for the next connection: the loops take turns. Any thread.
   *
   * @throws IllegalStateException if the loops have ended
   */
  EventLoop next() {
    List<EventLoop> loops = this.loops;
    if (loops.isEmpty()) {
      throw new IllegalStateException("The event loops have ended");
    }
    return loops.get(Math.floorMod(next.getAndIncrement(), loops.size()));
  }

  EngineListener listener() {
    return listener;
  }

  /** The statistics of each loop. They exist before the loops start. Any thread. */
  public List<LoopStatistics> statistics() {
    return statistics;
  }

  /**
   * What the connections buffer: incomplete input, echoes that their clients have not accepted, and
   * echoes that are due later. Any thread.
   */
  public Budget backlog() {
    return backlog;
  }

  /** The memory that the connections have to compress and to inflate. Any thread. */
  public Budget codecs() {
    return codecs;
  }

  /** How many connections are open, or are about to be. Any thread. */
  public int open() {
    return open.get();
  }

  /** How many connections have been opened since the server started. Any thread. */
  public long openedInAll() {
    return openedInAll.get();
  }

  /**
   * Counts a connection whose opening handshake is about to be accepted, so that {@link #stop}
   * waits for it. Any thread.
   *
   * @return false if the loops have begun to stop: the handshake must be rejected
   */
  boolean accept() {
    // In this order, because stop() changes the state before it reads the number.
    open.incrementAndGet();
    if (running) {
      return true;
    }
    open.decrementAndGet();
    return false;
  }

  /** Counts a connection that has got its socket. Any thread. */
  void opened() {
    openedInAll.incrementAndGet();
  }

  /** Counts the end of a connection that was accepted. Any thread. */
  void ended() {
    open.decrementAndGet();
  }

  /** Starts the loops long before a port opens, so that the first client finds them running. */
  @Override
  public void afterPropertiesSet() {
    start();
  }

  @Override
  public void start() {
    if (running) {
      return;
    }
    loops =
        statistics.stream().map(loop -> loop(loop, threads("websocket-" + loop.number()))).toList();
    loops.forEach(EventLoop::start);
    running = true;
  }

  private static ThreadFactory threads(String name) {
    return Thread.ofPlatform().name(name).daemon().factory();
  }

  private EventLoop loop(LoopStatistics statistics, ThreadFactory threads) {
    return new EventLoop(threads, clock, settings, listener, statistics, backlog, codecs);
  }

  /**
   * Makes one loop instead of starting all, for a test that runs its rounds itself. The calling
   * thread is the loop's.
   */
  EventLoop manualLoop() {
    EventLoop loop = loop(statistics.getFirst(), _ -> Thread.currentThread());
    loops = List.of(loop);
    running = true;
    return loop;
  }

  @Override
  public void stop() {
    running = false;
    // Half of the time is for the answers to what has been received.
    long deadline = System.nanoTime() + settings.closing().dividedBy(2).toNanos();
    loops.forEach(loop -> loop.goAway(SHUTDOWN, deadline));
    await(settings.closing());
    loops.forEach(loop -> loop.cutAll(Cause.SHUTDOWN, SHUTDOWN.text()));
    await(LOOK.multipliedBy(20));
    List<EventLoop> ending = loops;
    loops = List.of();
    ending.forEach(EventLoop::stop);
  }

  private void await(Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (open.get() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** The first to stop, because the clients are notified while the server has its sockets. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
