package io.github.websocketecho.replica;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.websocketecho.http.ProblemCause;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedFormatTests {

  private static final Value VALUE =
      new Value(
          "é\ud83d\ude00\0\n\"",
          null,
          Instant.parse("2026-01-02T03:04:05.678901234Z"),
          0.1 + 0.2,
          Long.MIN_VALUE,
          List.of(Kind.ONE, Kind.OTHER),
          Map.of("", "x"));

  private enum Kind {
    @JsonProperty("first")
    ONE,
    OTHER
  }

  private record Value(
      String text,
      @Nullable String nothing,
      Instant time,
      double number,
      long whole,
      List<Kind> kinds,
      Map<String, String> map) {}

  private record Text(String text) {}

  @Test
  void valueIsReadAsItWasWritten() {
    assertThat(SharedFormat.read(SharedFormat.write(VALUE), Value.class)).isEqualTo(VALUE);
    assertThat(SharedFormat.read(SharedFormat.deflate(VALUE), Value.class)).isEqualTo(VALUE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, -0.0})
  void unusualNumberIsReadAsItWasWritten(double number) {
    var value = new Value("", "", Instant.EPOCH, number, 0, List.of(), Map.of());
    assertThat(SharedFormat.read(SharedFormat.write(value), Value.class)).isEqualTo(value);
  }

  /** A value is compared with another by its bytes. */
  @Test
  void sameValueIsWrittenAsTheSameBytes() {
    assertThat(SharedFormat.write(new Text("x"))).isEqualTo(SharedFormat.write(new Text("x")));
    assertThat(SharedFormat.write(new Text("x"))).isNotEqualTo(SharedFormat.write(new Text("y")));
  }

  /** Of any length: that of the buffer, too. */
  @Test
  void largeValueIsReadAsItWasWritten() {
    for (int length = 8_000; length < 8_400; length++) {
      var value = new Text("xy".repeat(length / 2) + (length % 2 == 0 ? "" : "z"));
      assertThat(SharedFormat.read(SharedFormat.deflate(value), Text.class)).isEqualTo(value);
    }
    var large = new Text("x".repeat(4_000_000));
    byte[] deflated = SharedFormat.deflate(large);
    assertThat(deflated).hasSizeLessThan(SharedFormat.LARGEST_DEFLATED);
    assertThat(SharedFormat.read(deflated, Text.class)).isEqualTo(large);
  }

  @Test
  void sizeOfAPlainValueIsBounded() {
    int overhead = SharedFormat.write(new Text("")).length;
    var largest = new Text("x".repeat(SharedFormat.LARGEST - overhead));
    byte[] written = SharedFormat.write(largest);
    assertThat(written).hasSize(SharedFormat.LARGEST);
    assertThat(SharedFormat.read(written, Text.class)).isEqualTo(largest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedFormat.write(new Text(largest.text() + "x")));
    assertForeign(Arrays.copyOf(written, written.length + 1));
  }

  @Test
  void sizeOfADeflatedValueIsBounded() {
    var random = new Random(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedFormat.deflate(random(random, 400)));
    assertThat(SharedFormat.deflate(random(random, 200)))
        .hasSizeLessThan(SharedFormat.LARGEST_DEFLATED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedFormat.deflate(new Text("x".repeat(5 << 20))));
  }

  /** Such a text becomes hardly smaller than three quarters. */
  private static Text random(Random random, int kibibytes) {
    var text = new StringBuilder();
    for (int i = 0; i < kibibytes * 1024; i++) {
      text.append((char) ('#' + random.nextInt(57)));
    }
    return new Text(text + "x".repeat(kibibytes * 1024 / 2));
  }

  @Test
  void foreignBytesAreRefused() {
    byte[] value = SharedFormat.write(new Text("x"));
    assertForeign(new byte[0]);
    assertForeign(new byte[] {1});
    assertForeign("{\"text\":\"x\"}".getBytes(UTF_8));
    for (int i = 0; i < 4; i++) { // With another version, in the end.
      byte[] other = value.clone();
      other[i]++;
      assertForeign(other);
    }
    assertThat(SharedFormat.read(value, Text.class)).isEqualTo(new Text("x"));
  }

  @Test
  void truncatedValueIsRefused() {
    for (byte[] value : List.of(SharedFormat.write(VALUE), SharedFormat.deflate(VALUE))) {
      for (int length = 0; length < value.length; length++) {
        assertForeign(Arrays.copyOf(value, length));
      }
    }
  }

  @Test
  void valueOfAnotherTypeIsRefused() {
    byte[] value = SharedFormat.write(Map.of("kinds", List.of("THIRD")));
    assertThatExceptionOfType(ReplicasUnavailableException.class)
        .isThrownBy(() -> SharedFormat.read(value, Value.class));
  }

  /** A megabyte of spaces needs a kilobyte. */
  @Test
  void valueThatWouldInflateToTooMuchIsRefused() throws Exception {
    byte[] head = Arrays.copyOf(SharedFormat.deflate(""), 5);
    var bomb = new ByteArrayOutputStream();
    bomb.write(head);
    try (var deflater =
        new DeflaterOutputStream(bomb, new Deflater(Deflater.BEST_COMPRESSION, true))) {
      byte[] spaces = " ".repeat(1 << 20).getBytes(UTF_8);
      for (int i = 0; i < 100; i++) {
        deflater.write(spaces);
      }
      deflater.write("{\"text\":\"x\"}".getBytes(UTF_8));
    }
    assertThat(bomb.size()).isLessThan(SharedFormat.LARGEST_DEFLATED);
    assertForeign(bomb.toByteArray());
  }

  private static void assertForeign(byte[] value) {
    assertThatExceptionOfType(ReplicasUnavailableException.class)
        .isThrownBy(() -> SharedFormat.read(value, Text.class))
        .matches(refused -> refused.problemCause() == ProblemCause.REPLICAS_FOREIGN_VALUE)
        .matches(refused -> !refused.isTemporary());
  }
}
