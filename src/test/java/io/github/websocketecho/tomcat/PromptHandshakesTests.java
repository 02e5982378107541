package io.github.websocketecho.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptHandshakesTests {

  private static final long LONG_HANDSHAKE = 10 * PromptHandshakes.PAUSE;

  private long now;
  private final PromptHandshakes handshakes = new PromptHandshakes(() -> now);

  /** Handles handshakes that begin at once, up to a number, and returns how many were handled. */
  private int handle(int most) {
    int handled = 0;
    while (handled < most && handshakes.mayHandle()) {
      assertThat(
              handshakes.handle(
                  () -> {
                    now += LONG_HANDSHAKE;
                    return true;
                  }))
          .isTrue();
      handled++;
    }
    return handled;
  }

  @Test
  void threadLeavesTheRestOfACrowdToOthers() {
    assertThat(handle(Integer.MAX_VALUE)).isEqualTo(PromptHandshakes.IN_A_ROW);
    now += PromptHandshakes.PAUSE;
    assertThat(handshakes.mayHandle()).isFalse();
  }

  @Test
  void threadThatHasWaitedHandlesAnotherRow() {
    handle(Integer.MAX_VALUE);
    now += PromptHandshakes.PAUSE + 1;
    assertThat(handle(Integer.MAX_VALUE)).isEqualTo(PromptHandshakes.IN_A_ROW);
  }

  @Test
  void pauseWithinARowBeginsAnother() {
    handle(PromptHandshakes.IN_A_ROW - 1);
    now += PromptHandshakes.PAUSE + 1;
    assertThat(handle(Integer.MAX_VALUE)).isEqualTo(PromptHandshakes.IN_A_ROW);
  }

  @Test
  void onlyTheHandlingMustNotWait() {
    List<Boolean> current = new ArrayList<>();
    current.add(PromptHandshakes.isCurrent());
    assertThat(handshakes.handle(() -> current.add(PromptHandshakes.isCurrent()))).isTrue();
    current.add(PromptHandshakes.isCurrent());
    assertThat(current).containsExactly(false, true, false);
  }
}
