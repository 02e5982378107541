package io.github.websocketecho.engine;

import java.nio.ByteBuffer;

/** Distinguishes HTTP requests from frames. */
final class HttpRequestLine {

  /** The first letters of the methods of RFC 9110, section 9, and of PATCH. */
  private static final String FIRST_LETTERS = "GHPDCOT";

  private HttpRequestLine() {}

  /**
   * Whether the bytes begin like a request. No frame does: as a first byte, each of these letters
   * sets reserved bits that even permessage-deflate does not allow.
   */
  static boolean begins(ByteBuffer bytes) {
    return bytes.hasRemaining() && FIRST_LETTERS.indexOf(bytes.get(bytes.position())) >= 0;
  }
}
