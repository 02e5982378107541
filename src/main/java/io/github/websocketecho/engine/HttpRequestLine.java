package io.github.websocketecho.engine;

import java.nio.ByteBuffer;

/** Tells HTTP requests from frames. */
final class HttpRequestLine {

  /** What the names of the methods of RFC 9110, section 9, and of PATCH begin with. */
  private static final String FIRST_LETTERS = "GHPDCOT";

  private HttpRequestLine() {}

  /**
   * Whether the bytes begin as a request does. No frame of a client does: as a first byte, each of
   * these letters sets reserved bits in a way that permessage-deflate does not allow either.
   */
  static boolean begins(ByteBuffer bytes) {
    return bytes.hasRemaining() && FIRST_LETTERS.indexOf(bytes.get(bytes.position())) >= 0;
  }
}
