package io.github.websocketecho.conformance;

import java.nio.ByteBuffer;

/** The bytes of a message, which may be long and are never all in memory. Immutable; any thread. */
interface Content {

  /** How many bytes there are. */
  int length();

  /**
   * Copies bytes until the end of these, or until the buffer is full.
   *
   * @param from the index of the first
   */
  void copy(int from, ByteBuffer into);

  /**
   * Whether these bytes are as others.
   *
   * @param from the index of the first
   * @param part the others; its position is not moved
   * @return false if the others are not equal, or too many
   */
  boolean matches(int from, ByteBuffer part);

  /** All bytes of short content. */
  default byte[] bytes() {
    ByteBuffer all = ByteBuffer.allocate(length());
    copy(0, all);
    return all.array();
  }
}
