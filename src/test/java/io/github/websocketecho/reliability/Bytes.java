package io.github.websocketecho.reliability;

import io.github.websocketecho.support.RawClient;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What attackers send, made beforehand. */
final class Bytes {

  private static final int LONGEST_SHORT = 125;
  private static final int LONGEST_MEDIUM = 65_535;

  private Bytes() {}

  /** A good opening handshake with more headers. */
  static byte[] handshake(String target, String... moreHeaders) {
    List<String> headers = new ArrayList<>(RawClient.HANDSHAKE);
    headers.addAll(List.of(moreHeaders));
    return request("GET", target, headers);
  }

  /** The head of a request. */
  static byte[] request(String method, String target, List<String> headers) {
    return ascii(
        method + " " + target + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
  }

  /** A plain request with these headers and {@code Host}. */
  static byte[] plain(String method, String target, String... moreHeaders) {
    List<String> headers = new ArrayList<>();
    headers.add("Host: localhost");
    headers.addAll(List.of(moreHeaders));
    return request(method, target, headers);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A header whose line has so many characters. */
  static String header(String name, int length) {
    return name + ": " + "x".repeat(length - name.length() - 2);
  }

  /** A frame whose mask is 0, so that the payload goes as it is. */
  static byte[] frame(boolean fin, int rsv, int opcode, byte[] payload) {
    var frame = new ByteArrayOutputStream(payload.length + 14);
    frame.write((fin ? 0x80 : 0) | rsv << 4 | opcode);
    if (payload.length <= LONGEST_SHORT) {
      frame.write(0x80 | payload.length);
    } else if (payload.length <= LONGEST_MEDIUM) {
      frame.write(0x80 | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >> shift));
      }
    }
    frame.writeBytes(new byte[4]);
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  /** The same bytes over and over, as often as they fit whole into so many. */
  static byte[] fill(byte[] unit, int size) {
    var filled = new ByteArrayOutputStream(size);
    for (int i = 0; i < size / unit.length; i++) {
      filled.writeBytes(unit);
    }
    return filled.toByteArray();
  }

  static byte[] join(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
