package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Inflater;

/**
 * The last inflated bytes of a peer's compressed messages, which later messages may refer to (the
 * LZ77 sliding window of RFC 7692, section 7.2).
 *
 * <p>Its memory grows with the bytes that are added, up to its size. Not thread-safe.
 */
final class SlidingWindow {

  private static final byte[] NONE = {};
  private static final int SMALLEST_ALLOCATION = 256;

  private final int size;

  // Grows up to the size. Then it is a ring buffer with the oldest byte at `next`.
  private byte[] bytes = NONE;
  private int count;
  private int next;

  /**
   * @param size the capacity [bytes], a power of two of at least 256
   */
  SlidingWindow(int size) {
    this.size = size;
  }

  /** Adds the bytes of a buffer from an index to its position. */
  void add(ByteBuffer buffer, int from) {
    int end = buffer.position();
    int start = Math.max(from, end - size);
    int length = end - start;
    count = Math.min(count + length, size);
    if (bytes.length < count) {
      bytes = Arrays.copyOf(bytes, allocation(count));
    }
    if (next == size) {
      next = 0;
    }
    int untilEdge = Math.min(length, bytes.length - next);
    buffer.get(start, bytes, next, untilEdge);
    buffer.get(start + untilEdge, bytes, 0, length - untilEdge);
    next = untilEdge < length ? length - untilEdge : next + untilEdge;
  }

  private static int allocation(int count) {
    int powerOfTwo = Integer.highestOneBit(count);
    return Math.max(SMALLEST_ALLOCATION, powerOfTwo == count ? count : powerOfTwo << 1);
  }

  /** Sets the bytes as the dictionary of an inflater that is at the start of its data. */
  void copyTo(Inflater inflater) {
    // Because the data has no zlib header, a second dictionary adds to the first.
    if (next < count) {
      inflater.setDictionary(bytes, next, count - next);
    }
    if (next > 0) {
      inflater.setDictionary(bytes, 0, next);
    }
  }

  /** Discards the bytes and releases the memory. */
  void clear() {
    bytes = NONE;
    count = 0;
    next = 0;
  }
}
