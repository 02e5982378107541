package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.CloseCode;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Bytes that violate RFC 6455 or RFC 7692 when a server sends them between two messages, whatever
 * extensions were negotiated.
 *
 * @param name the last part of the address
 * @param rfc the number of the RFC that the bytes violate
 * @param section the section of that RFC
 * @param hex the bytes
 * @param deviations the results of browsers that are known to differ
 */
record IllegalFrames(String name, int rfc, String section, String hex, List<Deviation> deviations) {

  private static final int WEBSOCKET = 6455;
  private static final int COMPRESSION = 7692;

  private static final String RESERVED_CODES = "7.4.1";
  private static final String UNUSED_CODES = "7.4.2";

  private static final List<IllegalFrames> CLOSES =
      List.of(
          acceptedByBoth(0, UNUSED_CODES),
          acceptedByBoth(999, UNUSED_CODES),
          acceptedByBoth(1004, RESERVED_CODES),
          acceptedByFirefox(1005, RESERVED_CODES),
          acceptedByFirefox(1006, RESERVED_CODES),
          acceptedByFirefox(1015, RESERVED_CODES),
          acceptedByBoth(1016, UNUSED_CODES),
          acceptedByBoth(2999, UNUSED_CODES),
          acceptedByBoth(5000, UNUSED_CODES),
          acceptedByBoth(65535, UNUSED_CODES),
          // The payload is the first byte of a code.
          new IllegalFrames("close-one-byte", "5.5.1", "88 01 03")
              .withDeviations(Deviation.ofFirefox(clean(CloseCode.NO_STATUS_RECEIVED.value()))),
          // 1000, and c3, which begins a character that 28 cannot continue.
          new IllegalFrames("close-reason-not-utf-8", "5.5.1", "88 04 03e8 c328"),
          // 1000 and 124 times x: 126 bytes, which need a length of 16 bits.
          new IllegalFrames("close-reason-124-bytes", "5.5", "88 7e 007e 03e8" + "78".repeat(124)));

  private static final List<IllegalFrames> HEADERS =
      List.of(
          // "Hello" as a client sends it (an example of section 5.7).
          new IllegalFrames("masked", "5.1", "81 85 37fa213d 7f9f4d5158")
              .withDeviations(Deviation.ofFirefox(Expected.ABNORMAL_CLOSURE)),
          // A ping: compression defines RSV1 only for data frames.
          new IllegalFrames("rsv1", "5.2", "c9 00"),
          // Text, "Hello".
          new IllegalFrames("rsv2", "5.2", "a1 05 48656c6c6f"),
          new IllegalFrames("rsv3", "5.2", "91 05 48656c6c6f"),
          // Text, "Hello", with its length of 5 in 16 bits.
          new IllegalFrames("length-not-minimal", "5.2", "81 7e 0005 48656c6c6f"),
          // Binary, with a length of 64 bits whose most significant bit is set.
          new IllegalFrames("length-top-bit", "5.2", "82 7f 8000000000000005 48656c6c6f"),
          // The first fragment of a ping, "Hello".
          new IllegalFrames("fragmented-ping", "5.5", "09 05 48656c6c6f"),
          // A ping of 126 times x.
          new IllegalFrames("ping-126-bytes", "5.5", "89 7e 007e" + "78".repeat(126)));

  private static final List<IllegalFrames> MESSAGES =
      List.of(
          // c3 begins a character that 28 cannot continue.
          new IllegalFrames("text-not-utf-8", "8.1", "81 02 c328"),
          // The same in two fragments, each of which could be part of valid UTF-8.
          new IllegalFrames("text-not-utf-8-in-fragments", "8.1", "01 01 c3  80 01 28"),
          // A last fragment, "Hello", without a first one.
          new IllegalFrames("stray-continuation", "5.4", "80 05 48656c6c6f"),
          // A first fragment, "Hel", and a complete text, "lo".
          new IllegalFrames("message-in-message", "5.4", "01 03 48656c  81 02 6c6f"),
          // RSV1, and a block of a reserved type (RFC 1951, section 3.2.3).
          new IllegalFrames("broken-deflate", COMPRESSION, "7.2.2", "c1 01 06", List.of()));

  private IllegalFrames(String name, String section, String hex) {
    this(name, WEBSOCKET, section, hex, List.of());
  }

  private IllegalFrames withDeviations(Deviation... deviations) {
    return new IllegalFrames(name, rfc, section, hex, List.of(deviations));
  }

  /** All illegal frames, in the order of the catalogue. */
  static Stream<IllegalFrames> all() {
    Stream<IllegalFrames> opcodes =
        IntStream.concat(IntStream.rangeClosed(3, 7), IntStream.rangeClosed(11, 15))
            .mapToObj(IllegalFrames::opcode);
    return Stream.of(CLOSES.stream(), HEADERS.stream(), opcodes, MESSAGES.stream())
        .flatMap(frames -> frames);
  }

  /** An illegal code that Chromium and Firefox accept: they report it and answer with it. */
  private static IllegalFrames acceptedByBoth(int code, String section) {
    return close(code, section)
        .withDeviations(Deviation.ofChromium(clean(code)), Deviation.ofFirefox(clean(code)));
  }

  /** An illegal code that only Firefox accepts. */
  private static IllegalFrames acceptedByFirefox(int code, String section) {
    return close(code, section).withDeviations(Deviation.ofFirefox(clean(code)));
  }

  private static Expected clean(int code) {
    return new Expected(code, "", true);
  }

  private static IllegalFrames close(int code, String section) {
    return new IllegalFrames(
        "close-" + code, section, "88 02 " + HexFormat.of().toHexDigits((short) code));
  }

  /** An empty frame with a reserved opcode. */
  private static IllegalFrames opcode(int opcode) {
    return new IllegalFrames(
        "opcode-" + opcode, "5.2", "8" + HexFormat.of().toHexDigits(opcode, 1) + " 00");
  }

  /** The id of the scenario. */
  String id() {
    return "illegal/" + name;
  }

  /** A new buffer with the bytes. */
  ByteBuffer buffer() {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }
}
