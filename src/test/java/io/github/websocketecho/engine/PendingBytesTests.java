package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class PendingBytesTests {

  private static final int MIB = 1 << 20;

  private final Budget backlog = new Budget(64 * MIB);
  private final PendingBytes pending = new PendingBytes(backlog);

  @Test
  void takesNoMoreMemoryThanAPieceBeyondWhatItHolds() {
    for (int i = 0; i < 1000; i++) {
      pending.add(ByteBuffer.allocate(1009));
      assertThat(backlog.reserved()).isBetween((long) pending.size(), pending.size() + 64 * 1024L);
    }
    assertThat(pending.size()).isEqualTo(1_009_000);
  }

  @Test
  void smallRestUsesItsOwnSize() {
    pending.add(ByteBuffer.allocate(10));
    assertThat(backlog.reserved()).isEqualTo(10);
  }

  @Test
  void givesBackWhatItDiscards() {
    pending.add(ByteBuffer.allocate(3 * MIB));
    pending.discard();
    assertThat(backlog.reserved()).isZero();
    assertThat(pending.isEmpty()).isTrue();
    assertThat(pending.size()).isZero();
  }
}
