package io.github.websocketecho.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTests {

  private static final int KEY = 0x37FA213D;
  private static final byte[] KEY_BYTES = {0x37, (byte) 0xFA, 0x21, 0x3D};

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 31, 100, 1000})
  void masksByTheFormulaOfTheRfcAtEveryOffset(int length) {
    for (int offset = 0; offset < 9; offset++) {
      for (int start = 0; start < 9; start++) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(start + length + 5);
        for (int i = 0; i < buffer.capacity(); i++) {
          buffer.put(i, (byte) (i * 7));
        }
        boolean _ =
            Masking.apply(buffer.duplicate().position(start).limit(start + length), KEY, offset);
        for (int i = 0; i < buffer.capacity(); i++) {
          boolean within = i >= start && i < start + length;
          int mask = within ? KEY_BYTES[(i - start + offset) % 4] : 0;
          assertThat(buffer.get(i)).isEqualTo((byte) (i * 7 ^ mask));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, -1, true",
    "5, -1, true",
    "8, -1, true",
    "20, -1, true",
    "1, 0, false",
    "5, 4, false",
    "8, 7, false",
    "20, 0, false",
    "20, 11, false",
    "20, 19, false"
  })
  void reportsWhetherAllUnmaskedBytesAreAscii(int length, int highByteAt, boolean ascii) {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    for (int i = 0; i < length; i++) {
      buffer.put(i, (byte) ((i == highByteAt ? 0x80 : 0x7F) ^ KEY_BYTES[i % 4]));
    }
    assertThat(Masking.apply(buffer, KEY, 0)).isEqualTo(ascii);
  }
}
