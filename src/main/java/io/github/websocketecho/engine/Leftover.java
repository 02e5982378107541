package io.github.websocketecho.engine;

import java.nio.ByteBuffer;

/**
 * What one connection has read and could not handle: the beginning of an incomplete frame, or
 * frames that wait for their turn. It counts in the backlog of all connections. Runs on the loop.
 */
final class Leftover {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** The smallest buffer for the beginning of a longer frame [bytes]. */
  private static final int SMALLEST = 4 * 1024;

  private final Budget backlog;

  /** Between position and limit. Set by {@link #replace}. */
  private ByteBuffer bytes = NOTHING;

  /**
   * @param backlog counts the memory
   */
  Leftover(Budget backlog) {
    this.backlog = backlog;
  }

  /** How many bytes there are. */
  int size() {
    return bytes.remaining();
  }

  /** The bytes, to be handled in place; {@link #keep} is called afterwards. */
  ByteBuffer bytes() {
    return bytes;
  }

  /** Copies the bytes to the front of a buffer, which has room there, and retains none. */
  void moveInto(ByteBuffer input) {
    input.put(0, bytes, bytes.position(), bytes.remaining());
    replace(NOTHING);
  }

  /** Retains what is left of an input, which may be that of {@link #bytes}. */
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
   * Adds bytes of a frame that is still incomplete.
   *
   * @param frame the length of that frame, with its header [bytes]
   */
  void append(ByteBuffer more, int frame) {
    int size = bytes.remaining() + more.remaining();
    if (bytes.capacity() - bytes.limit() < more.remaining()) {
      // Twice as much, so that not every read copies all; but no more than the frame will have.
      int capacity = Math.max(size, Math.min(frame, Math.max(SMALLEST, 2 * size)));
      replace(ByteBuffer.allocate(capacity).put(bytes).flip());
    }
    int end = bytes.limit();
    bytes.limit(end + more.remaining());
    bytes.put(end, more, more.position(), more.remaining());
  }

  /** Discards everything. */
  void discard() {
    replace(NOTHING);
  }

  private void replace(ByteBuffer by) {
    backlog.reserve(by.capacity() - bytes.capacity());
    bytes = by;
  }
}
