package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnTests {

  /** Close to where {@link System#nanoTime} overflows. */
  private long now = Long.MAX_VALUE - 1_000_000;

  private final Turn turn = new Turn(() -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void singleConnectionHasOneMillisecond() {
    turn.begin(now);
    pass(Duration.ofNanos(999_999));
    assertThat(turn.isOver()).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(turn.isOver()).isTrue();
  }

  @Test
  void connectionsShareTenMilliseconds() {
    roundOf(50);
    turn.begin(now);
    pass(Duration.ofNanos(199_999));
    assertThat(turn.isOver()).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(turn.isOver()).isTrue();
  }

  @Test
  void noTurnIsShorterThanATenthOfAMillisecond() {
    roundOf(5_000);
    turn.begin(now);
    pass(Duration.ofNanos(99_999));
    assertThat(turn.isOver()).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(turn.isOver()).isTrue();
  }

  @Test
  void readsLessOnceTheRoundHasHadItsTime() {
    turn.begin(now);
    pass(Duration.ofNanos(9_999_999));
    assertThat(turn.mostRead(now)).isEqualTo(256 * 1024);
    turn.begin(now);
    pass(Duration.ofNanos(1));
    assertThat(turn.mostRead(now)).isEqualTo(64 * 1024);
  }

  @Test
  void readsAsMuchAsBeforeInTheNextRound() {
    turn.begin(now);
    pass(Duration.ofMillis(20));
    assertThat(turn.mostRead(now)).isEqualTo(64 * 1024);
    turn.round();
    assertThat(turn.mostRead(now)).isEqualTo(256 * 1024);
    turn.begin(now);
    assertThat(turn.mostRead(now)).isEqualTo(256 * 1024);
  }

  private void roundOf(int turns) {
    for (int i = 0; i < turns; i++) {
      turn.begin(now);
    }
    turn.round();
  }
}
