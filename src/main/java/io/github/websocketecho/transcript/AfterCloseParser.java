package io.github.websocketecho.transcript;

import io.github.websocketecho.protocol.Opcode;
import java.nio.ByteBuffer;

/**
 * Tells apart what comes behind a client's close frame. RFC 6455, section 5.5.1, forbids data
 * frames there; a second close frame, or a pong that was under way, breaks no rule. Keeps nothing
 * of what comes.
 */
final class AfterCloseParser {

  private static final int FIN = 0x80;
  private static final int MASK_BYTES = 4;

  private boolean other;
  private boolean closedAgain;

  /** The first byte of a frame whose second has not come; 0 for none. */
  private int first;

  /** What is missing of a frame [bytes]. */
  private int missing;

  /** Bytes have come, which may begin or end within a frame. */
  void came(ByteBuffer bytes) {
    while (bytes.hasRemaining() && !other) {
      if (missing > 0) {
        int skipped = Math.min(missing, bytes.remaining());
        bytes.position(bytes.position() + skipped);
        missing -= skipped;
      } else if (first == 0) {
        first = bytes.get() & 0xFF;
        other = !isControl(first);
      } else {
        int second = bytes.get();
        int length = second & 0x7F;
        other = second >= 0 || length > Opcode.MAXIMUM_CONTROL_PAYLOAD;
        closedAgain |= !other && first == (FIN | Opcode.CLOSE.value());
        missing = MASK_BYTES + length;
        first = 0;
      }
    }
  }

  private static boolean isControl(int first) {
    return first == (FIN | Opcode.CLOSE.value())
        || first == (FIN | Opcode.PING.value())
        || first == (FIN | Opcode.PONG.value());
  }

  /** Whether anything else has come than whole control frames. */
  boolean hasOther() {
    return other || first != 0 || missing > 0;
  }

  /** Whether another close frame has come. */
  boolean hasClose() {
    return closedAgain;
  }
}
