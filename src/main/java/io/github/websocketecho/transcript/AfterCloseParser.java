package io.github.websocketecho.transcript;

import io.github.websocketecho.protocol.Opcode;
import java.nio.ByteBuffer;

/**
 * Classifies the bytes that a client sends after its close frame, and discards them. RFC 6455,
 * section 5.5.1, forbids data frames there. It does not forbid a second close frame, or a pong that
 * was sent at the same time. Not thread-safe.
 */
final class AfterCloseParser {

  private static final int FIN = 0x80;
  private static final int MASK_BYTES = 4;

  private boolean other;
  private boolean closedAgain;

  /** The first byte of a frame whose second byte has not been received; 0 for none. */
  private int first;

  /** The rest of the current frame [bytes]. */
  private int remaining;

  /** Parses received bytes, which may begin or end within a frame. */
  void parse(ByteBuffer bytes) {
    while (bytes.hasRemaining() && !other) {
      if (remaining > 0) {
        int skipped = Math.min(remaining, bytes.remaining());
        bytes.position(bytes.position() + skipped);
        remaining -= skipped;
      } else if (first == 0) {
        first = bytes.get() & 0xFF;
        other = !isControl(first);
      } else {
        int second = bytes.get();
        int length = second & 0x7F;
        other = second >= 0 || length > Opcode.MAXIMUM_CONTROL_PAYLOAD;
        closedAgain |= !other && first == (FIN | Opcode.CLOSE.value());
        remaining = MASK_BYTES + length;
        first = 0;
      }
    }
  }

  private static boolean isControl(int first) {
    return first == (FIN | Opcode.CLOSE.value())
        || first == (FIN | Opcode.PING.value())
        || first == (FIN | Opcode.PONG.value());
  }

  /** Whether anything but complete, masked control frames has been received. */
  boolean hasOther() {
    return other || first != 0 || remaining > 0;
  }

  /** Whether another close frame has been received. */
  boolean hasClose() {
    return closedAgain;
  }
}
