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

  private final TranscriptWatch changes = new TranscriptWatch();

  @Test
  void aChangeWakesAllWhoWait() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> waiting =
          IntStream.range(0, 256)
              .mapToObj(
                  _ ->
                      threads.submit(
                          () -> {
                            changes.await(0, LONG);
                            return changes.version();
                          }))
              .toList();
      changes.tell();
      for (Future<Long> one : waiting) {
        assertThat(one.get(RawClient.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isOne();
      }
    }
    assertThat(changes.version()).isOne();
  }

  @Test
  void nobodyWaitsForAChangeThatHasHappened() throws Exception {
    changes.tell();
    long start = System.nanoTime();
    changes.await(0, LONG);
    assertThat(System.nanoTime() - start).isLessThan(LONG.toNanos());
  }

  @Test
  void whoWaitsDoesSoNoLongerThanTheTime() throws Exception {
    changes.await(0, Duration.ofMillis(1));
    assertThat(changes.version()).isZero();
  }
}
