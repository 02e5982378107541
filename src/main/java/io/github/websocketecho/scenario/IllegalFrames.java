package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.CloseCode;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Bytes with which a server breaks the rules of RFC 6455, whatever was agreed on and whatever has
 * been sent before, if that was whole.
 *
 * @param name the last part of their address
 * @param rfc the number of the one whose rule they break
 * @param section of that
 * @param hex the bytes
 * @param deviations what browsers are known to report
 */
record IllegalFrames(String name, int rfc, String section, String hex, List<Deviation> deviations) {

  private static final int WEBSOCKET = 6455;
  private static final int COMPRESSION = 7692;

  private static final String RESERVED_CODES = "7.4.1";
  private static final String UNUSED_CODES = "7.4.2";

  private static final List<IllegalFrames> CLOSES =
      List.of(
          echoedByBoth(0, UNUSED_CODES),
          echoedByBoth(999, UNUSED_CODES),
          echoedByBoth(1004, RESERVED_CODES),
          echoedByFirefox(1005, RESERVED_CODES),
          echoedByFirefox(1006, RESERVED_CODES),
          echoedByFirefox(1015, RESERVED_CODES),
          echoedByBoth(1016, UNUSED_CODES),
          echoedByBoth(2999, UNUSED_CODES),
          echoedByBoth(5000, UNUSED_CODES),
          echoedByBoth(65535, UNUSED_CODES),
          // A payload of the first half of a code.
          new IllegalFrames("close-one-byte", "5.5.1", "88 01 03")
              .butFrom(Deviation.ofFirefox(clean(CloseCode.NO_STATUS_RECEIVED.value()))),
          // 1000, and c3 that begins a character which 28 does not go on with.
          new IllegalFrames("close-reason-not-utf-8", "5.5.1", "88 04 03e8 c328"),
          // 1000 and 124 times x: 126 bytes, and so a length of 16 bits.
          new IllegalFrames("close-reason-124-bytes", "5.5", "88 7e 007e 03e8" + "78".repeat(124)));

  private static final List<IllegalFrames> HEADERS =
      List.of(
          // "Hello" as a client sends it (the example of section 5.7).
          new IllegalFrames("masked", "5.1", "81 85 37fa213d 7f9f4d5158")
              .butFrom(Deviation.ofFirefox(Expected.ABNORMAL_CLOSURE)),
          // A ping: compression, where it was agreed on, gives RSV1 a sense in data frames alone.
          new IllegalFrames("rsv1", "5.2", "c9 00"),
          // Text, "Hello".
          new IllegalFrames("rsv2", "5.2", "a1 05 48656c6c6f"),
          new IllegalFrames("rsv3", "5.2", "91 05 48656c6c6f"),
          // Text, "Hello", its length of 5 in 16 bits.
          new IllegalFrames("length-not-minimal", "5.2", "81 7e 0005 48656c6c6f"),
          // Binary, the length in 64 bits of which the first is set.
          new IllegalFrames("length-top-bit", "5.2", "82 7f 8000000000000005 48656c6c6f"),
          // The first fragment of a ping, "Hello".
          new IllegalFrames("fragmented-ping", "5.5", "09 05 48656c6c6f"),
          // A ping of 126 times x.
          new IllegalFrames("ping-126-bytes", "5.5", "89 7e 007e" + "78".repeat(126)));

  private static final List<IllegalFrames> MESSAGES =
      List.of(
          // c3 begins a character which 28 does not go on with.
          new IllegalFrames("text-not-utf-8", "8.1", "81 02 c328"),
          // The same in two fragments, neither of which is wrong by itself.
          new IllegalFrames("text-not-utf-8-in-fragments", "8.1", "01 01 c3  80 01 28"),
          // The last fragment of no message, "Hello".
          new IllegalFrames("stray-continuation", "5.4", "80 05 48656c6c6f"),
          // A first fragment, "Hel", and a whole text, "lo".
          new IllegalFrames("message-in-message", "5.4", "01 03 48656c  81 02 6c6f"),
          // RSV1, and a block of a type that DEFLATE does not have (RFC 1951, section 3.2.3).
          new IllegalFrames("broken-deflate", COMPRESSION, "7.2.2", "c1 01 06", List.of()));

  private IllegalFrames(String name, String section, String hex) {
    this(name, WEBSOCKET, section, hex, List.of());
  }

  private IllegalFrames butFrom(Deviation... deviations) {
    return new IllegalFrames(name, rfc, section, hex, List.of(deviations));
  }

  /** All of them, in the order in which a person reads them. */
  static Stream<IllegalFrames> all() {
    Stream<IllegalFrames> opcodes =
        IntStream.concat(IntStream.rangeClosed(3, 7), IntStream.rangeClosed(11, 15))
            .mapToObj(IllegalFrames::opcode);
    return Stream.of(CLOSES.stream(), HEADERS.stream(), opcodes, MESSAGES.stream())
        .flatMap(frames -> frames);
  }

  /** An illegal code that Chromium and Firefox report and send back like a legal one. */
  private static IllegalFrames echoedByBoth(int code, String section) {
    return close(code, section)
        .butFrom(Deviation.ofChromium(clean(code)), Deviation.ofFirefox(clean(code)));
  }

  /** An illegal code that only Firefox reports like a legal one. */
  private static IllegalFrames echoedByFirefox(int code, String section) {
    return close(code, section).butFrom(Deviation.ofFirefox(clean(code)));
  }

  private static Expected clean(int code) {
    return new Expected(code, "", true);
  }

  private static IllegalFrames close(int code, String section) {
    return new IllegalFrames(
        "close-" + code, section, "88 02 " + HexFormat.of().toHexDigits((short) code));
  }

  /** An empty frame of an opcode that no enumeration has. */
  private static IllegalFrames opcode(int opcode) {
    return new IllegalFrames(
        "opcode-" + opcode, "5.2", "8" + HexFormat.of().toHexDigits(opcode, 1) + " 00");
  }

  /** The name of the scenario. */
  String id() {
    return "illegal/" + name;
  }

  /** The bytes, to be read by one connection. */
  ByteBuffer buffer() {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }
}
