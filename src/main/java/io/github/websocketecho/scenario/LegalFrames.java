package io.github.websocketecho.scenario;

import io.github.websocketecho.http.InvalidParameterException;
import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.protocol.Opcode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.util.unit.DataSize;

/**
 * Frames that RFC 6455 or RFC 7692 allows, and that few servers send.
 *
 * @param name the last part of the address
 * @param rfc the number of the RFC that allows them
 * @param section the section of that RFC
 * @param parameters the parameters of the address
 * @param frames reads the values of an address, and returns what adds the frames to a sequence
 */
record LegalFrames(
    String name,
    int rfc,
    String section,
    List<Parameter<?>> parameters,
    Function<AddressParameters, Consumer<FrameSequence>> frames) {

  private static final int WEBSOCKET = 6455;
  private static final int COMPRESSION = 7692;

  /** 65,536 bytes are the shortest payload whose length needs 64 bits. */
  private static final int NEEDS_64_BITS = 1 << 16;

  private static final int FRAGMENTS = 3;

  /** Characters of one to four bytes in UTF-8. */
  private static final String CHARACTERS_OF_ALL_LENGTHS = "aé€😀";

  private static final Parameter<Integer> COUNT =
      Parameter.of("count", ParameterRange.numbers(1, Parameter.MAXIMUM_COUNT), "100");
  private static final Parameter<DataSize> SIZE =
      Parameter.of("size", ParameterRange.sizes(DataSize.ofBytes(0), DataSize.ofBytes(125)), "1B");

  private static final byte[] EMPTY = {};

  /** All of them, in the order of the catalogue. */
  static final List<LegalFrames> ALL =
      List.of(
          new LegalFrames(
              "ping-in-fragments",
              WEBSOCKET,
              "5.4",
              frames ->
                  frames.compressed(
                      "A ping is in the middle of this message.",
                      FRAGMENTS,
                      () -> frames.ping("in the middle"))),
          new LegalFrames(
              "compressed-fragments",
              COMPRESSION,
              "6.1",
              frames ->
                  frames.compressed("This message has three fragments.", FRAGMENTS, () -> {})),
          new LegalFrames(
              "uncompressed",
              COMPRESSION,
              "6",
              frames ->
                  frames
                      .compressed("This message is compressed if that was negotiated.")
                      .text("This message is never compressed.")
                      .compressed("This message is compressed again.")),
          new LegalFrames(
              "empty",
              WEBSOCKET,
              "5.2",
              frames ->
                  frames
                      .text("")
                      .message(Opcode.BINARY, EMPTY)
                      .message(Opcode.TEXT, EMPTY, EMPTY)
                      .compressed("")
                      .message(Opcode.TEXT, bytes("The last fragment is empty."), EMPTY)),
          new LegalFrames(
              "pong", WEBSOCKET, "5.5.3", frames -> frames.pong("Nobody asked for this.")),
          new LegalFrames(
              "utf-8-split",
              WEBSOCKET,
              "5.6",
              frames -> frames.message(Opcode.TEXT, singleBytes(CHARACTERS_OF_ALL_LENGTHS))),
          new LegalFrames(
              "many-fragments",
              WEBSOCKET,
              "5.4",
              List.of(COUNT, SIZE),
              parameters -> fragments(parameters.get(COUNT), parameters.get(SIZE))),
          new LegalFrames(
              "length-64-bit",
              WEBSOCKET,
              "5.2",
              frames -> frames.message(Opcode.BINARY, new byte[NEEDS_64_BITS])));

  private LegalFrames(String name, int rfc, String section, Consumer<FrameSequence> frames) {
    this(name, rfc, section, List.of(), _ -> frames);
  }

  /**
   * Makes the frames of an address; the argument says whether permessage-deflate was negotiated.
   *
   * @throws InvalidParameterException if a value is out of range
   */
  Function<Boolean, FrameSequence> framesFor(AddressParameters values) {
    Consumer<FrameSequence> frames = this.frames.apply(values);
    return compressing -> {
      var sequence = new FrameSequence(compressing);
      frames.accept(sequence);
      return sequence;
    };
  }

  private static Consumer<FrameSequence> fragments(int count, DataSize size) {
    byte[] fragment = new byte[(int) size.toBytes()];
    byte[][] fragments = Collections.nCopies(count, fragment).toArray(byte[][]::new);
    return frames -> frames.message(Opcode.BINARY, fragments);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Each byte of a text by itself. */
  private static byte[][] singleBytes(String text) {
    byte[] all = bytes(text);
    byte[][] single = new byte[all.length][];
    for (int i = 0; i < all.length; i++) {
      single[i] = new byte[] {all[i]};
    }
    return single;
  }
}
