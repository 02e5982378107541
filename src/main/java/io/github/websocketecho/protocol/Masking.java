package io.github.websocketecho.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The masking of payloads (RFC 6455, section 5.3). Applied twice it undoes itself. Any thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455.html#section-5.3">RFC 6455, section 5.3</a>
 */
final class Masking {

  /**
   * In the processor's own order, lest every word is turned round twice; C2 makes vectors of it.
   */
  private static final VarHandle WORD =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder())
          .withInvokeExactBehavior();

  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private Masking() {}

  /**
   * Masks or unmasks, in place, the bytes between position and limit, eight at a time. Moves
   * neither.
   *
   * @param key the masking key, its first byte in the highest bits
   * @param offset how many bytes of the payload have gone before these
   * @return whether all bytes are now ASCII, which a text need not be checked for UTF-8 then
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
