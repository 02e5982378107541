package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class EgressLimiterTests {

  private static final int RATE = 1_000_000;

  private static EgressLimiter limiter(AtomicLong time) {
    return new EgressLimiter(DataSize.ofBytes(RATE), time::get);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 1000, Long.MIN_VALUE})
  void whatWasSentDelaysWhatFollows(long start) {
    var time = new AtomicLong(start);
    EgressLimiter limiter = limiter(time);
    assertThat(limiter.pause()).isZero();
    limiter.sent(RATE / 10);
    assertThat(limiter.pause()).isEqualTo(Duration.ofMillis(100));
    time.addAndGet(Duration.ofMillis(60).toNanos());
    assertThat(limiter.pause()).isEqualTo(Duration.ofMillis(40));
    time.addAndGet(Duration.ofMillis(40).toNanos());
    assertThat(limiter.pause()).isZero();
  }

  @Test
  void unusedTimeCountsForTenMilliseconds() {
    var time = new AtomicLong();
    EgressLimiter limiter = limiter(time);
    time.addAndGet(Duration.ofHours(1).toNanos());
    limiter.sent(RATE / 10);
    assertThat(limiter.pause()).isEqualTo(Duration.ofMillis(90));
  }

  @Test
  void pauseIsAtMostASecond() {
    EgressLimiter limiter = limiter(new AtomicLong());
    limiter.sent(100L * RATE);
    assertThat(limiter.pause()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void zeroIsNoLimit() {
    var limiter = new EgressLimiter(DataSize.ofBytes(0));
    limiter.sent(Long.MAX_VALUE);
    assertThat(limiter.pause()).isZero();
  }

  @Test
  void sendersShareTheRate() {
    var time = new AtomicLong();
    EgressLimiter limiter = limiter(time);
    long sent = 0;
    // Three senders look every millisecond, for a second.
    for (int millis = 0; millis < 1_000; millis++) {
      for (int sender = 0; sender < 3; sender++) {
        if (limiter.pause().isZero()) {
          limiter.sent(64 * 1024);
          sent += 64 * 1024;
        }
      }
      time.addAndGet(Duration.ofMillis(1).toNanos());
    }
    assertThat(sent).isBetween(RATE - 64L * 1024, RATE + 2 * 64L * 1024);
  }
}
