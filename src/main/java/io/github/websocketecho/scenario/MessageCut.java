package io.github.websocketecho.scenario;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Where a message stops that never ends. */
enum MessageCut {
  /** Text, of more than 125 bytes: the length itself is missing. */
  IN_HEADER("81 7e"),

  /** Text, of five bytes, of which two come: he. */
  IN_PAYLOAD("81 05 68 65"),

  /** Text, of which a first fragment comes: hello. */
  AFTER_FRAGMENT("01 05 68 65 6c 6c 6f");

  private final String digits;

  MessageCut(String digits) {
    this.digits = digits;
  }

  /** What the client gets of the message, in the bytes of the wire. */
  ByteBuffer beginning() {
    return ByteBuffer.wrap(HexFormat.ofDelimiter(" ").parseHex(digits));
  }
}
