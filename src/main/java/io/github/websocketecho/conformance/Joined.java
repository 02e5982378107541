package io.github.websocketecho.conformance;

import java.nio.ByteBuffer;
import java.util.List;

/** The contents of several frames, one behind the other. Immutable; any thread. */
record Joined(List<Content> parts) implements Content {

  @Override
  public int length() {
    return parts.stream().mapToInt(Content::length).sum();
  }

  @Override
  public void copy(int from, ByteBuffer into) {
    int start = 0;
    for (Content part : parts) {
      int at = Math.max(0, from - start);
      if (at < part.length()) {
        part.copy(at, into);
      }
      start += part.length();
    }
  }

  @Override
  public boolean matches(int from, ByteBuffer part) {
    if (part.remaining() > length() - from) {
      return false;
    }
    ByteBuffer expected = ByteBuffer.allocate(part.remaining());
    copy(from, expected);
    return expected.flip().equals(part);
  }
}
