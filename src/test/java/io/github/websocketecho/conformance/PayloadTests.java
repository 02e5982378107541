package io.github.websocketecho.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTests {

  @ParameterizedTest
  @CsvSource({"'\"hi\"', hi", "hex:6869, hi", "5 of \"abc\", abcab", "2 of hex:61, aa", "'', ''"})
  void hasTheBytesOfItsText(String text, String bytes) {
    assertThat(new String(Payload.parse(text).bytes(), StandardCharsets.UTF_8)).isEqualTo(bytes);
    assertThat(Payload.parse(text)).hasToString(text);
  }

  /** Longer than what is copied at once, and no multiple of it. */
  @Test
  void isRepeatedToAnyLength() {
    Payload payload = Payload.parse("100003 of \"BAsd7&jh23\"");
    byte[] bytes = payload.bytes();
    for (int i = 0; i < bytes.length; i++) {
      assertThat(bytes[i]).isEqualTo((byte) "BAsd7&jh23".charAt(i % 10));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 8_189, 8_190, 8_191, 50_000, 100_003})
  void copiesAndComparesFromAnyIndex(int from) {
    Payload payload = Payload.parse("100003 of \"BAsd7&jh23\"");
    ByteBuffer part = ByteBuffer.allocate(Math.min(20_000, payload.length() - from));
    payload.copy(from, part);
    assertThat(part.hasRemaining()).isFalse();
    part.flip();
    assertThat(payload.matches(from, part)).isTrue();
    assertThat(part.position()).isZero();
    if (part.hasRemaining()) {
      part.put(part.limit() - 1, (byte) 'x');
      assertThat(payload.matches(from, part)).isFalse();
    }
  }

  @Test
  void differsFromMoreBytes() {
    Payload payload = Payload.parse("3 of \"a\"");
    assertThat(payload.matches(0, ByteBuffer.wrap("aaa".getBytes(StandardCharsets.UTF_8))))
        .isTrue();
    assertThat(payload.matches(0, ByteBuffer.wrap("aaaa".getBytes(StandardCharsets.UTF_8))))
        .isFalse();
    assertThat(payload.matches(3, ByteBuffer.wrap("a".getBytes(StandardCharsets.UTF_8)))).isFalse();
  }

  @Test
  void severalAreJoined() {
    var joined =
        new Joined(List.of(Payload.parse("\"ab\""), Payload.EMPTY, Payload.parse("\"cde\"")));
    assertThat(new String(joined.bytes(), StandardCharsets.UTF_8)).isEqualTo("abcde");
    assertThat(joined.matches(1, ByteBuffer.wrap("bcd".getBytes(StandardCharsets.UTF_8)))).isTrue();
    assertThat(joined.matches(1, ByteBuffer.wrap("bcx".getBytes(StandardCharsets.UTF_8))))
        .isFalse();
    assertThat(joined.matches(4, ByteBuffer.wrap("ex".getBytes(StandardCharsets.UTF_8)))).isFalse();
  }
}
