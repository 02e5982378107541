package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTests {

  private static final long SECOND = 1_000_000_000;

  /** Just before the clock overflows. */
  private static final long START = Long.sum(Long.MAX_VALUE, -SECOND);

  @Test
  void isAbsentWithoutALimit() {
    assertThat(limiterOrNull(0, 0)).isNull();
    assertThat(limiterOrNull(1, 0)).isNotNull();
    assertThat(limiterOrNull(0, 1)).isNotNull();
  }

  @Test
  void framesOfOneSecondPassAtOnceAndOneMoreWaits() {
    RateLimiter limiter = limiter(100, 0);
    frames(limiter, 100);
    assertThat(limiter.ahead(START)).isZero();
    frames(limiter, 1);
    assertThat(limiter.ahead(START)).isEqualTo(SECOND / 100);
    assertThat(limiter.ahead(START + SECOND / 100)).isZero();
  }

  @Test
  void bytesAreLimitedLikeFrames() {
    RateLimiter limiter = limiter(0, 1000);
    limiter.bytes(1000);
    assertThat(limiter.ahead(START)).isZero();
    limiter.bytes(500);
    assertThat(limiter.ahead(START)).isEqualTo(SECOND / 2);
  }

  @Test
  void theLongerWaitOfFramesAndBytesCounts() {
    RateLimiter limiter = limiter(10, 1000);
    frames(limiter, 20);
    limiter.bytes(4000);
    assertThat(limiter.ahead(START)).isEqualTo(3 * SECOND);
  }

  @Test
  void aQuietClientSavesNoMoreThanOneSecond() {
    RateLimiter limiter = limiter(100, 0);
    long later = START + 3600 * SECOND;
    frames(limiter, 101);
    assertThat(limiter.ahead(later)).isEqualTo(SECOND / 100);
  }

  @Test
  void aClientWithinTheRateNeverWaits() {
    RateLimiter limiter = limiter(100, 0);
    for (int i = 0; i < 10_000; i++) {
      frames(limiter, 1);
      assertThat(limiter.ahead(START + i * (SECOND / 100))).isZero();
    }
  }

  @Test
  void moreThanTenSecondsOfTheRateAtOnceExceedsTheLimit() {
    RateLimiter limiter = limiter(100, 1000);
    frames(limiter, 1100);
    limiter.bytes(11_000);
    assertThat(limiter.excess(START)).isNull();
    frames(limiter, 1);
    assertThat(limiter.excess(START)).isEqualTo("Message rate limit of 100/s exceeded.");
    assertThat(limiter.excess(START + SECOND)).isNull();
    limiter.bytes(1001);
    assertThat(limiter.excess(START + SECOND)).isEqualTo("Byte rate limit of 1000/s exceeded.");
  }

  @Test
  void inputThatWaitsIsAddedToWhatWasReceived() {
    RateLimiter limiter = limiter(100, 0);
    frames(limiter, 1000);
    assertThat(limiter.wouldExceed(START, 100, Long.MAX_VALUE)).isFalse();
    assertThat(limiter.wouldExceed(START, 101, 0)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1000, 32 << 20, 1L << 40, Long.MAX_VALUE})
  void anyRateAndAnyCountAreCompared(long rate) {
    RateLimiter limiter = limiter(0, rate);
    for (int i = 0; i < 10; i++) {
      limiter.bytes(Integer.MAX_VALUE);
    }
    double worth = 10.0 * Integer.MAX_VALUE / rate;
    assertThat(limiter.excess(START) == null).isEqualTo(worth <= 11);
  }

  private static RateLimiter limiter(int frames, long bytes) {
    return Objects.requireNonNull(limiterOrNull(frames, bytes));
  }

  private static @Nullable RateLimiter limiterOrNull(int frames, long bytes) {
    Duration none = Duration.ZERO;
    var settings = new EngineSettings(1, 0, frames, bytes, 0, 0, 0, none, none, none, none);
    return RateLimiter.of(settings, START);
  }

  private static void frames(RateLimiter limiter, int count) {
    for (int i = 0; i < count; i++) {
      limiter.frame();
    }
  }
}
