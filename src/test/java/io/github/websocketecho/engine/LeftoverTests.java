package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class LeftoverTests {

  private final Budget backlog = new Budget(1 << 20);
  private final Leftover left = new Leftover(backlog);

  private static ByteBuffer bytes(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    for (int i = 0; i < count; i++) {
      bytes.put((byte) i);
    }
    return bytes.flip();
  }

  @Test
  void retainsACopyOfTheInput() {
    ByteBuffer input = bytes(10).position(4);
    left.keep(input);
    assertThat(left.bytes()).isEqualTo(bytes(10).position(4));
    assertThat(backlog.reserved()).isEqualTo(6);
  }

  @Test
  void growsUpToTheLengthOfTheFrame() {
    left.keep(bytes(100));
    for (int size = 100; size < 20_000; size += 100) {
      left.append(bytes(100), 20_000);
      assertThat(left.size()).isEqualTo(size + 100);
      assertThat(backlog.reserved())
          .isBetween((long) left.size(), Math.max(4096, 2L * left.size()));
    }
    assertThat(backlog.reserved()).isEqualTo(20_000);
  }

  @Test
  void isMovedInFrontOfTheNextInput() {
    left.keep(bytes(3));
    ByteBuffer input = ByteBuffer.allocate(10).position(3).put((byte) 3);
    left.moveInto(input);
    assertThat(input.flip()).isEqualTo(bytes(4));
    assertThat(left.size()).isZero();
    assertThat(backlog.reserved()).isZero();
  }

  @Test
  void fewBytesOfALargeBufferAreCopied() {
    left.keep(bytes(1000));
    left.keep(left.bytes().position(100));
    assertThat(backlog.reserved()).isEqualTo(1000);
    left.keep(left.bytes().position(990));
    assertThat(backlog.reserved()).isEqualTo(10);
    left.keep(left.bytes().position(10));
    assertThat(backlog.reserved()).isZero();
  }
}
