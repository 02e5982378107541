package io.github.websocketecho.connection;

import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Those who wait for something to happen to a connection: a bounded number at a time. */
@Component
class Watchers {

  /** So many may wait. */
  static final int COUNT = 256;

  private final Semaphore places = new Semaphore(COUNT);

  /** What somebody does who waits. */
  @FunctionalInterface
  interface Watch {
    void run() throws InterruptedException;
  }

  /**
   * Lets somebody wait, on a virtual thread of his own.
   *
   * @throws AccountException 503 if there are too many
   */
  void start(Watch watch) {
    if (!places.tryAcquire()) {
      throw AccountException.tooManyWatchers();
    }
    Thread.ofVirtual()
        .name("account-watcher")
        .start(
            () -> {
              try {
                watch.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                places.release();
              }
            });
  }
}
