package io.github.websocketecho;

import org.springframework.util.unit.DataSize;

/** Defaults that depend on the largest heap. */
final class HeapShare {

  private static final int FEWEST = 16;
  private static final DataSize SMALLEST = DataSize.ofMegabytes(1);
  private static final DataSize LARGEST = DataSize.ofGigabytes(16);
  private static final int EIGHTH = 8;

  private HeapShare() {}

  /**
   * The configured number; for 0, how many of a size fit into a part of the heap, but at least 16.
   *
   * @param part such as 4 for a quarter of the heap
   */
  static int count(int configured, int part, DataSize each) {
    long fitting = Runtime.getRuntime().maxMemory() / part / each.toBytes();
    return configured != 0 ? configured : Math.clamp(fitting, FEWEST, Integer.MAX_VALUE);
  }

  /**
   * The configured size; for 0, an eighth of the heap, but at least 1MB.
   *
   * @param name of the setting, without its prefix
   * @throws InvalidSettingException if the size is neither 0 nor 1MB to 16GB
   */
  static DataSize size(String name, DataSize configured) {
    if (configured.toBytes() == 0) {
      long share = Runtime.getRuntime().maxMemory() / EIGHTH;
      return DataSize.ofBytes(Math.max(share, SMALLEST.toBytes()));
    }
    if (configured.compareTo(SMALLEST) < 0 || configured.compareTo(LARGEST) > 0) {
      throw Allowed.invalid(name, configured, "0, or 1MB to 16GB");
    }
    return configured;
  }
}
