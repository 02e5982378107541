package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;

/**
 * Checks that the text of a message is UTF-8 (RFC 3629) while it is received, in parts of any size.
 * Fails at the first byte that is not part of a valid character (RFC 6455, section 8.1).
 *
 * <p>Not thread-safe: checks the messages of one connection, one after another.
 */
public final class Utf8Validator {

  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  // Small types, because each connection has a validator.

  /** How many bytes of the current character have been checked; 0 between characters. */
  private byte seen;

  /** How many bytes the current character still needs. */
  private byte needed;

  /** The valid range of the next byte within a character. */
  private short lowest;

  private short highest;

  /**
   * Checks the bytes between position and limit, and moves neither.
   *
   * @throws ProtocolFailure 1007 at the first byte that is not allowed at its place
   */
  public void check(ByteBuffer part) throws ProtocolFailure {
    int at = part.position();
    int end = part.limit();
    while (at < end) {
      if (needed == 0) {
        while (at <= end - Long.BYTES && (part.getLong(at) & HIGH_BITS) == 0) {
          at += Long.BYTES;
        }
      }
      if (at < end) {
        next(part.get(at++) & 0xFF);
      }
    }
  }

  private void next(int b) throws ProtocolFailure {
    if (needed > 0) {
      if (b < lowest || b > highest) {
        throw new ProtocolFailure(Violation.TEXT_NOT_UTF8, b);
      }
      needed--;
      seen++;
      if (needed == 0) {
        seen = 0;
      }
      expect(0x80, 0xBF);
    } else if (b >= 0x80) {
      begin(b);
    }
  }

  /** Checks the first byte of a character of two to four bytes (ranges: RFC 3629, section 4). */
  private void begin(int b) throws ProtocolFailure {
    if (b < 0xC2 || b > 0xF4) {
      throw new ProtocolFailure(Violation.TEXT_NOT_UTF8, b);
    }
    seen = 1;
    if (b < 0xE0) {
      needed = 1;
      expect(0x80, 0xBF);
    } else if (b < 0xF0) {
      needed = 2;
      // Lower bytes encode characters that fit into two bytes, higher ones encode surrogates.
      expect(b == 0xE0 ? 0xA0 : 0x80, b == 0xED ? 0x9F : 0xBF);
    } else {
      needed = 3;
      // Lower bytes encode characters that fit into three, higher ones numbers above U+10FFFF.
      expect(b == 0xF0 ? 0x90 : 0x80, b == 0xF4 ? 0x8F : 0xBF);
    }
  }

  private void expect(int lowest, int highest) {
    this.lowest = (short) lowest;
    this.highest = (short) highest;
  }

  /** How many of the last checked bytes belong to an incomplete character, 0-3. */
  public int incomplete() {
    return seen;
  }

  /**
   * Ends the message, so that the next may begin.
   *
   * @throws ProtocolFailure 1007 if it ends within a character
   */
  public void finish() throws ProtocolFailure {
    if (needed > 0) {
      throw new ProtocolFailure(Violation.TEXT_INCOMPLETE);
    }
  }
}
