package io.github.websocketecho.support;

/** The extent of tests: short in the ordinary build, long with {@code -Pthorough}. */
public final class Extent {

  private static final boolean THOROUGH = Boolean.getBoolean("thorough");

  private Extent() {}

  /** Whether tests run at their long extent. */
  public static boolean isThorough() {
    return THOROUGH;
  }

  /** The number for the current extent. */
  public static int of(int ordinary, int thorough) {
    return THOROUGH ? thorough : ordinary;
  }
}
