package io.github.websocketecho.conformance;

import io.github.websocketecho.protocol.Opcode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A message that is being received: compared at once, and not kept. Not thread-safe. */
final class Incoming {

  private final Opcode type;
  private final @Nullable Content expected;
  private final ByteBuffer beginning = ByteBuffer.allocate(Event.SHOWN);
  private long length;
  private boolean asExpected;

  /**
   * @param expected the content that it should have; null if no message is expected
   */
  Incoming(Opcode type, @Nullable Content expected) {
    this.type = type;
    this.expected = expected;
    asExpected = expected != null;
  }

  /** The next part was received. */
  void add(ByteBuffer part) {
    asExpected =
        asExpected
            && expected != null
            && length <= expected.length()
            && expected.matches((int) length, part);
    length += part.remaining();
    int shown = Math.min(beginning.remaining(), part.remaining());
    beginning.put(part.slice(part.position(), shown));
  }

  /** The message is complete. */
  Event.Message message() {
    byte[] first = new byte[beginning.position()];
    beginning.flip().get(first);
    boolean whole = expected != null && length == expected.length();
    return new Event.Message(type, length, first, asExpected && whole);
  }
}
