package io.github.websocketecho.transcript;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The memory of objects in a 64-bit JVM [bytes]. */
final class Weights {

  private static final int ALIGNMENT = 8;
  private static final int ARRAY_HEADER = 16;
  private static final int STRING = 24;
  private static final int MAP_ENTRY = 40;

  /** A map without its entries. Its table has at most two references for each entry. */
  private static final int MAP = 96;

  private static final int TABLE_SLOTS = 8;
  private static final int LARGEST_BYTE = 0xFF;

  private Weights() {}

  static int of(byte[] bytes) {
    return aligned(ARRAY_HEADER + bytes.length);
  }

  static int of(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    int width = text.chars().allMatch(c -> c <= LARGEST_BYTE) ? 1 : 2;
    return STRING + aligned(ARRAY_HEADER + width * text.length());
  }

  static int of(Map<String, String> texts) {
    int weight = MAP;
    for (Map.Entry<String, String> text : texts.entrySet()) {
      weight += MAP_ENTRY + TABLE_SLOTS + of(text.getKey()) + of(text.getValue());
    }
    return weight;
  }

  private static int aligned(int size) {
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
