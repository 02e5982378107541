package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.websocketecho.support.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventLoopsTests {

  private final EventLoops loops =
      new EventLoops(MemoryConnection.settings(), EngineListener.NONE, System::nanoTime);

  @AfterEach
  void stop() {
    loops.stop();
  }

  @Test
  void noConnectionIsAcceptedOnceTheStopHasBegun() {
    assertThat(loops.accept()).isFalse();
    loops.start();
    assertThat(loops.accept()).isTrue();
    loops.ended();
    loops.stop();
    assertThat(loops.accept()).isFalse();
    assertThat(loops.open()).isZero();
    assertThatIllegalStateException().isThrownBy(loops::next);
    loops.start();
    assertThat(loops.accept()).isTrue();
    loops.ended();
  }

  @Test
  void stopWaitsForAConnectionThatHasNoSocketYet() throws InterruptedException {
    loops.start();
    assertThat(loops.accept()).isTrue();
    Thread stop = Thread.ofPlatform().start(loops::stop);
    while (loops.isRunning()) {
      Thread.onSpinWait();
    }
    assertThat(loops.next()).isNotNull();
    loops.ended();
    assertThat(stop.join(RawClient.PATIENCE)).isTrue();
    assertThatIllegalStateException().isThrownBy(loops::next);
  }
}
