package io.github.websocketecho.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Masks and unmasks payloads. Any thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455.html#section-5.3">RFC 6455, section 5.3</a>
 */
final class Masking {

  /** In native byte order, so that no word is reversed twice. C2 vectorizes the loop. */
  private static final VarHandle WORD =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder())
          .withInvokeExactBehavior();

  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private Masking() {}

  /**
   * Masks or unmasks the bytes between position and limit, in place, eight at a time. Applied
   * twice, it restores them. Moves neither position nor limit.
   *
   * @param key the masking key, its first byte in the highest bits
   * @param offset the number of payload bytes before these
   * @return whether all bytes are ASCII now, so that the UTF-8 check of a text can be skipped
   */
  static boolean apply(ByteBuffer payload, int key, long offset) {
    int rotated = Integer.rotateLeft(key, (int) (offset & 3) * Byte.SIZE);
    long twice = (long) rotated << Integer.SIZE | Integer.toUnsignedLong(rotated);
    long mask = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? twice : Long.reverseBytes(twice);
    long seen = 0;
    int at = payload.position();
    int end = payload.limit();
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long word = (long) WORD.get(payload, at) ^ mask;
      WORD.set(payload, at, word);
      seen |= word;
    }
    for (; at < end; at++) {
      byte unmasked = (byte) (payload.get(at) ^ (int) (twice >>> (Long.SIZE - Byte.SIZE)));
      payload.put(at, unmasked);
      seen |= unmasked;
      twice = Long.rotateLeft(twice, Byte.SIZE);
    }
    return (seen & HIGH_BITS) == 0;
  }
}
