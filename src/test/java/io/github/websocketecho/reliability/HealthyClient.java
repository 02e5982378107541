package io.github.websocketecho.reliability;

import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client that minds its own business while others do not: it sends a message, waits for its echo,
 * and measures. Every message that does not come back as it was is an error.
 */
final class HealthyClient implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(2);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final int MOST = 1_000_000;

  private final RawClient client;
  private final Thread thread;
  private final long[] nanos = new long[MOST];

  private volatile int echoes;
  private volatile boolean over;
  private volatile @Nullable Throwable failure;

  HealthyClient(int port) throws IOException {
    client = RawClient.open(port, "/");
    thread = Thread.ofPlatform().daemon().name("healthy-client").start(this::run);
  }

  private void run() {
    try {
      for (int i = 0; i < MOST && !over; i++) {
        String message = "message " + i;
        long start = System.nanoTime();
        client.sendText(message);
        String echo = client.read().text();
        nanos[i] = System.nanoTime() - start;
        if (!echo.equals(message)) {
          throw new AssertionError("The echo of " + message + " was " + echo);
        }
        echoes = i + 1;
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } catch (IOException | AssertionError e) {
      failure = e;
    }
  }

  /** How many messages have come back. */
  int echoes() throws IOException {
    if (failure != null) {
      throw new IOException("After " + echoes + " echoes", failure);
    }
    return echoes;
  }

  /** Waits until so many more have come back. */
  void awaitEchoes(int more) throws IOException {
    int wanted = echoes() + more;
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (echoes() < wanted) {
      if (System.nanoTime() > deadline) {
        throw new IOException(echoes() + " echoes where " + wanted + " are expected");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** The time under which 99 of 100 echoes were that came since there were so many. */
  Duration percentile99(int since) throws IOException {
    long[] measured = Arrays.copyOfRange(nanos, since, echoes());
    Arrays.sort(measured);
    return Duration.ofNanos(measured[(int) Math.ceil(measured.length * 0.99) - 1]);
  }

  @Override
  public void close() throws IOException {
    over = true;
    try {
      thread.join(RawClient.PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
