package io.github.websocketecho.scenario;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Where a message is cut off. */
enum CutPoint {
  /** In the header of a text frame, before its extended length of 16 bits. */
  IN_HEADER("81 7e"),

  /** In the payload of a text frame, after 2 of 5 bytes: "he". */
  IN_PAYLOAD("81 05 68 65"),

  /** After the first fragment of a text message: "hello". */
  AFTER_FRAGMENT("01 05 68 65 6c 6c 6f");

  private final String hex;

  CutPoint(String hex) {
    this.hex = hex;
  }

  /** The bytes of the message before the cut, with their frame header. */
  ByteBuffer beginning() {
    return ByteBuffer.wrap(HexFormat.ofDelimiter(" ").parseHex(hex));
  }
}
