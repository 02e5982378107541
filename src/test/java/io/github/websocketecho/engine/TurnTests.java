package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnTests {

  /** Close to where {@link System#nanoTime} overflows. */
  private long now = Long.MAX_VALUE - 1_000_000;

  private final Turn turn = new Turn(() -> now);

  @Test
  void singleConnectionHasOneMillisecond() {
    assertTurnLasts(Duration.ofMillis(1));
  }

  @Test
  void connectionsShareTenMilliseconds() {
    roundOf(50);
    assertTurnLasts(Duration.ofNanos(200_000));
  }

  @Test
  void noTurnIsShorterThanATenthOfAMillisecond() {
    roundOf(5_000);
    assertTurnLasts(Duration.ofNanos(100_000));
  }

  @Test
  void readsLessOnceTheRoundHasLastedTenMilliseconds() {
    long late = Duration.ofMillis(10).toNanos();
    assertThat(Turn.mostRead(0)).isEqualTo(256 * 1024);
    assertThat(Turn.mostRead(late - 1)).isEqualTo(256 * 1024);
    assertThat(Turn.mostRead(late)).isEqualTo(64 * 1024);
  }

  private void roundOf(int turns) {
    for (int i = 0; i < turns; i++) {
      turn.begin(now);
    }
    turn.round();
  }

  private void assertTurnLasts(Duration length) {
    turn.begin(now);
    now += length.toNanos() - 1;
    assertThat(turn.isOver()).isFalse();
    now++;
    assertThat(turn.isOver()).isTrue();
  }
}
