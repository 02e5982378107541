package io.github.websocketecho.engine;

import java.nio.ByteBuffer;

/**
 * What one connection has read and could not handle yet: the beginning of a frame that is not
 * whole, or frames that wait for their turn. It counts in what all connections together may keep.
 * Runs on the loop.
 */
final class Leftover {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** The least that is made for the beginning of a longer frame [bytes]. */
  private static final int SMALLEST = 4 * 1024;

  private final Budget backlog;

  /** Between position and limit. Set by {@link #replace}. */
  private ByteBuffer bytes = NOTHING;

  /**
   * @param backlog is told how much memory it takes
   */
  Leftover(Budget backlog) {
    this.backlog = backlog;
  }

  boolean isEmpty() {
    return !bytes.hasRemaining();
  }

  /** How many bytes there are. */
  int size() {
    return bytes.remaining();
  }

  /** The bytes, to be handled where they lie; {@link #keep} says afterwards what is left. */
  ByteBuffer bytes() {
    return bytes;
  }

  /** Copies the bytes into the front of a buffer, which has room left there, and keeps none. */
  void moveInto(ByteBuffer input) {
    input.put(0, bytes, bytes.position(), bytes.remaining());
    replace(NOTHING);
  }

  /** Keeps what is left of an input, which may be the one of {@link #bytes}. */
  @SuppressWarnings("ReferenceEquality") // The same buffer, not one with the same bytes.
  void keep(ByteBuffer input) {
    int size = input.remaining();
    // A large buffer for a few bytes would count for more than it is worth.
    boolean fits = input == bytes && size > bytes.capacity() / 4;
    if (!fits) {
      replace(size == 0 ? NOTHING : ByteBuffer.allocate(size).put(input).flip());
    }
  }

  /**
   * Adds bytes of a frame that is still not whole.
   *
   * @param whole how long that frame is in all, with its header [bytes]
   */
  void append(ByteBuffer more, int whole) {
    int size = bytes.remaining() + more.remaining();
    if (bytes.capacity() - bytes.limit() < more.remaining()) {
      // Twice as much, lest every read copies all of it; but no more than the frame will have.
      int capacity = Math.max(size, Math.min(whole, Math.max(SMALLEST, 2 * size)));
      replace(ByteBuffer.allocate(capacity).put(bytes).flip());
    }
    int end = bytes.limit();
    bytes.limit(end + more.remaining());
    bytes.put(end, more, more.position(), more.remaining());
  }

  /** Nothing of it is needed any more. */
  void discard() {
    replace(NOTHING);
  }

  private void replace(ByteBuffer by) {
    backlog.take(by.capacity() - bytes.capacity());
    bytes = by;
  }
}
