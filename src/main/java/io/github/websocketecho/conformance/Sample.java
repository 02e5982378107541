package io.github.websocketecho.conformance;

import java.nio.ByteBuffer;

/**
 * A part of sample data, which begins again behind its end. Immutable; any thread.
 *
 * @param from the index of the first byte in the data, which may exceed its size
 */
record Sample(SampleData data, long from, int length) implements Content {

  @Override
  public void copy(int start, ByteBuffer into) {
    int count = Math.min(length - start, into.remaining());
    ByteBuffer room = into.slice(into.position(), count);
    data.copy(from + start, room);
    into.position(into.position() + count);
  }

  @Override
  public boolean matches(int start, ByteBuffer part) {
    if (part.remaining() > length - start) {
      return false;
    }
    ByteBuffer all = data.bytes();
    ByteBuffer rest = part.duplicate();
    int at = (int) ((from + start) % data.size());
    while (rest.hasRemaining()) {
      int count = Math.min(rest.remaining(), data.size() - at);
      if (!rest.slice(rest.position(), count).equals(all.slice(at, count))) {
        return false;
      }
      rest.position(rest.position() + count);
      at = 0;
    }
    return true;
  }
}
