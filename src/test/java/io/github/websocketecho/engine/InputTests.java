package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a loop reads at a time, with a transport and a clock of the test. */
class InputTests {

  private static final int KIB = 1024;

  private final List<Integer> reads = new ArrayList<>();
  private long now = 1;

  @Test
  void lateRoundReadsLessOfEachConnection() throws IOException {
    EventLoop loop =
        new EventLoops(MemoryConnection.settings(), EngineListener.NONE, () -> now).manualLoop();
    var transport = new MemoryTransport();
    transport.send(new byte[1 << 20]);
    var input = new Input(loop, transport);
    loop.executeNext(() -> turn(input, Duration.ofMillis(9)));
    loop.executeNext(() -> turn(input, Duration.ofMillis(1)));
    loop.executeNext(() -> turn(input, Duration.ofMillis(1)));
    loop.round();
    loop.executeNext(() -> turn(input, Duration.ZERO));
    loop.round();
    assertThat(reads).containsExactly(256 * KIB, 256 * KIB, 64 * KIB, 256 * KIB);
  }

  /** A connection reads, and what it does with its input takes this long. */
  private void turn(Input input, Duration duration) {
    try {
      reads.add(input.read(false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    now += duration.toNanos();
  }
}
