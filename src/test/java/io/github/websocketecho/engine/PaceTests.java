package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTests {

  private static final long SECOND = 1_000_000_000;

  /** Just before the clock overflows. */
  private static final long START = Long.sum(Long.MAX_VALUE, -SECOND);

  @Test
  void isNotThereWithoutALimit() {
    assertThat(Pace.of(0, 0, START)).isNull();
    assertThat(Pace.of(1, 0, START)).isNotNull();
    assertThat(Pace.of(0, 1, START)).isNotNull();
  }

  @Test
  void letsASecondsWorthComeAtOnceAndOneMoreWait() {
    Pace pace = pace(100, 0);
    frames(pace, 100);
    assertThat(pace.ahead(START)).isZero();
    frames(pace, 1);
    assertThat(pace.ahead(START)).isEqualTo(SECOND / 100);
    assertThat(pace.ahead(START + SECOND / 100)).isZero();
  }

  @Test
  void countsBytesInTheSameWay() {
    Pace pace = pace(0, 1000);
    pace.bytes(1000);
    assertThat(pace.ahead(START)).isZero();
    pace.bytes(500);
    assertThat(pace.ahead(START)).isEqualTo(SECOND / 2);
  }

  @Test
  void waitsForTheLongerOfTheTwo() {
    Pace pace = pace(10, 1000);
    frames(pace, 20);
    pace.bytes(4000);
    assertThat(pace.ahead(START)).isEqualTo(3 * SECOND);
  }

  @Test
  void neverLetsMoreThanASecondBeSavedUp() {
    Pace pace = pace(100, 0);
    long later = START + 3600 * SECOND;
    frames(pace, 101);
    assertThat(pace.ahead(later)).isEqualTo(SECOND / 100);
  }

  @Test
  void neverSlowsWhoKeepsToTheRate() {
    Pace pace = pace(100, 0);
    for (int i = 0; i < 10_000; i++) {
      frames(pace, 1);
      assertThat(pace.ahead(START + i * (SECOND / 100))).isZero();
    }
  }

  @Test
  void isFarExceededByMoreThanTenSecondsWorthAtOnce() {
    Pace pace = pace(100, 1000);
    frames(pace, 1100);
    pace.bytes(11_000);
    assertThat(pace.excess(START)).isNull();
    frames(pace, 1);
    assertThat(pace.excess(START)).isEqualTo("Message rate limit of 100/s exceeded.");
    assertThat(pace.excess(START + SECOND)).isNull();
    pace.bytes(1001);
    assertThat(pace.excess(START + SECOND)).isEqualTo("Byte rate limit of 1000/s exceeded.");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1000, 32 << 20, 1L << 40, Long.MAX_VALUE})
  void takesAnyRateAndAnyCount(long rate) {
    Pace pace = pace(0, rate);
    for (int i = 0; i < 10; i++) {
      pace.bytes(Integer.MAX_VALUE);
    }
    double worth = 10.0 * Integer.MAX_VALUE / rate;
    assertThat(pace.excess(START) == null).isEqualTo(worth <= 11);
  }

  private static Pace pace(long messages, long bytes) {
    return Objects.requireNonNull(Pace.of(messages, bytes, START));
  }

  private static void frames(Pace pace, int count) {
    for (int i = 0; i < count; i++) {
      pace.frame();
    }
  }
}
