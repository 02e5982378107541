package io.github.websocketecho.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TranscriptWatchTests {

  private static final Duration LONG = RawClient.PATIENCE.multipliedBy(10);

  private final TranscriptWatch watch = new TranscriptWatch();

  @Test
  void changeWakesAllWaitingThreads() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> waiting =
          IntStream.range(0, 256)
              .mapToObj(
                  _ ->
                      threads.submit(
                          () -> {
                            watch.awaitChange(0, LONG);
                            return watch.version();
                          }))
              .toList();
      watch.changed();
      for (Future<Long> one : waiting) {
        assertThat(one.get(RawClient.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isOne();
      }
    }
    assertThat(watch.version()).isOne();
  }

  @Test
  void waitForAChangeEndsAtOnceIfItHasHappened() throws Exception {
    watch.changed();
    long start = System.nanoTime();
    watch.awaitChange(0, LONG);
    assertThat(System.nanoTime() - start).isLessThan(LONG.toNanos());
  }

  @Test
  void waitForAChangeEndsAtTheTimeout() throws Exception {
    watch.awaitChange(0, Duration.ofMillis(1));
    assertThat(watch.version()).isZero();
  }

  @Test
  void waitForTheOpeningEndsAtOnceIfItIsOpen() {
    long start = System.nanoTime();
    watch.opened();
    watch.awaitOpened(LONG);
    assertThat(System.nanoTime() - start).isLessThan(LONG.toNanos());
    assertThat(watch.hasEnded()).isFalse();
  }

  @Test
  void endIsAChangeAndWakesAllWaitingThreads() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> waiting =
          List.of(
              threads.submit(
                  () -> {
                    watch.awaitOpened(LONG);
                    return true;
                  }),
              threads.submit(
                  () -> {
                    watch.awaitChange(0, LONG);
                    return watch.version() == 1;
                  }),
              threads.submit(
                  () -> {
                    watch.awaitEnd(LONG);
                    return watch.hasEnded();
                  }));
      watch.ended();
      for (Future<Boolean> one : waiting) {
        assertThat(one.get(RawClient.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void waitForTheEndEndsAtTheTimeout() throws Exception {
    watch.awaitEnd(Duration.ofMillis(1));
    assertThat(watch.hasEnded()).isFalse();
  }
}
