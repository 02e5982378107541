package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The masking of payloads (RFC 6455, section 5.3). Applied twice it undoes itself. Any thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455.html#section-5.3">RFC 6455, section 5.3</a>
 */
final class Masking {

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
    assert payload.order() == ByteOrder.BIG_ENDIAN;
    int rotated = Integer.rotateLeft(key, (int) (offset & 3) * Byte.SIZE);
    long twice = (long) rotated << Integer.SIZE | Integer.toUnsignedLong(rotated);
    long seen = 0;
    int at = payload.position();
    int end = payload.limit();
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long word = payload.getLong(at) ^ twice;
      payload.putLong(at, word);
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
