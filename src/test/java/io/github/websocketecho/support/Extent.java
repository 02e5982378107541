package io.github.websocketecho.support;

/** How much is tried: a short form in the ordinary build, the long one with {@code -Pthorough}. */
public final class Extent {

  private static final boolean THOROUGH = Boolean.getBoolean("thorough");

  private Extent() {}

  /** Whether it is the long form. */
  public static boolean isThorough() {
    return THOROUGH;
  }

  /** The number for this form. */
  public static int of(int ordinary, int thorough) {
    return THOROUGH ? thorough : ordinary;
  }
}
