package io.github.websocketecho.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The type of a frame (RFC 6455, section 5.2). The reserved opcodes, 3-7 and 11-15, have no
 * constant.
 */
public enum Opcode {
  CONTINUATION(0x0),
  TEXT(0x1),
  BINARY(0x2),
  CLOSE(0x8),
  PING(0x9),
  PONG(0xA);

  /** The longest payload of a control frame (section 5.5) [bytes]. */
  public static final int MAXIMUM_CONTROL_PAYLOAD = 125;

  private static final int VALUES = 16;
  private static final @Nullable Opcode[] BY_VALUE = new @Nullable Opcode[VALUES];

  static {
    for (Opcode opcode : values()) {
      BY_VALUE[opcode.value] = opcode;
    }
  }

  private final int value;

  Opcode(int value) {
    this.value = value;
  }

  /**
   * The opcode with a value; null for a reserved one.
   *
   * @param value the four bits, 0-15
   */
  public static @Nullable Opcode of(int value) {
    return BY_VALUE[value];
  }

  /** The four bits, 0-15. */
  public int value() {
    return value;
  }

  /** Whether its frames are control frames: unfragmented, short, and allowed within a message. */
  public boolean isControl() {
    return (value & 0x8) != 0;
  }
}
