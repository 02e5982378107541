package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateTests {

  private static final long SECOND = 1_000_000_000;

  @Test
  void allowsTheMaximumWithinAnyPeriod() {
    var rate = new Rate(2, Duration.ofSeconds(1));
    assertThat(rate.allows(0)).isTrue();
    assertThat(rate.allows(SECOND / 2)).isTrue();
    assertThat(rate.allows(SECOND - 1)).isFalse();
    assertThat(rate.allows(SECOND)).isTrue();
    assertThat(rate.allows(SECOND + SECOND / 2 - 1)).isFalse();
    assertThat(rate.allows(SECOND + SECOND / 2)).isTrue();
  }

  @Test
  void allowsAnyNumberIfThePeriodIsZero() {
    var rate = new Rate(1, Duration.ZERO);
    assertThat(rate.allows(7)).isTrue();
    assertThat(rate.allows(7)).isTrue();
  }

  @Test
  void allowsNothingIfTheMaximumIsZero() {
    assertThat(new Rate(0, Duration.ZERO).allows(7)).isFalse();
  }

  @Test
  void countsAcrossAnOverflowOfTheClock() {
    var rate = new Rate(1, Duration.ofSeconds(1));
    assertThat(rate.allows(Long.MAX_VALUE)).isTrue();
    assertThat(rate.allows(Long.MAX_VALUE + SECOND - 1)).isFalse();
    assertThat(rate.allows(Long.MAX_VALUE + SECOND)).isTrue();
  }
}
