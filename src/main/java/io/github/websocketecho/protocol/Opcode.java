package io.github.websocketecho.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a frame is for (RFC 6455, section 5.2). Opcodes 3-7 and 11-15 are reserved, and none of
 * these.
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

  /** The opcode of four bits; null for a reserved one. */
  static @Nullable Opcode of(int value) {
    return BY_VALUE[value];
  }

  /** The four bits, from 0 to 15. */
  public int value() {
    return value;
  }

  /** Whether its frames are control frames: whole, short, and allowed within a message. */
  public boolean isControl() {
    return (value & 0x8) != 0;
  }
}
