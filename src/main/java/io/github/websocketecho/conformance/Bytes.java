package io.github.websocketecho.conformance;

import java.nio.ByteBuffer;

/** A part of a buffer. The buffer must not be changed. */
record Bytes(ByteBuffer all) implements Content {

  @Override
  public int length() {
    return all.remaining();
  }

  @Override
  public void copy(int from, ByteBuffer into) {
    int count = Math.min(length() - from, into.remaining());
    into.put(all.slice(all.position() + from, count));
  }

  @Override
  public boolean matches(int from, ByteBuffer part) {
    return part.remaining() <= length() - from
        && all.slice(all.position() + from, part.remaining()).equals(part);
  }
}
