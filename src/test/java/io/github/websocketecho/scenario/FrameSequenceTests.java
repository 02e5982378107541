package io.github.websocketecho.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.protocol.Opcode;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.LinkedMultiValueMap;

class FrameSequenceTests {

  private static List<String> hex(FrameSequence sequence) {
    return sequence.frames().stream().map(FrameSequenceTests::hex).toList();
  }

  private static String hex(ByteBuffer frame) {
    byte[] bytes = new byte[frame.remaining()];
    frame.duplicate().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static FrameSequence sequence(String name, boolean compressing) {
    return LegalFrames.ALL.stream()
        .filter(legal -> legal.name().equals(name))
        .findAny()
        .orElseThrow()
        .framesFor(new AddressParameters(Map.of(), new LinkedMultiValueMap<>()))
        .apply(compressing);
  }

  @Test
  void controlFramesStandBetweenFragments() {
    var sequence = new FrameSequence(false);
    sequence.compressed("abc", 3, () -> sequence.ping("p"));
    assertThat(hex(sequence)).containsExactly("010161", "890170", "000162", "890170", "800163");
  }

  @Test
  void onlyTheFirstFragmentOfACompressedMessageHasRsv1() {
    var sequence = new FrameSequence(true).compressed("abc", 2, () -> {});
    assertThat(sequence.frames().stream().map(frame -> frame.get(0)))
        .containsExactly((byte) 0x41, (byte) 0x80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "abcabcabcabcabcabcabcabc"})
  void compressedMessageIsInflatedByItself(String text) throws DataFormatException {
    ByteBuffer frame = new FrameSequence(true).compressed(text).frames().getFirst();
    assertThat(frame.get(0)).isEqualTo((byte) 0xC1);
    ByteBuffer payload = ByteBuffer.allocate(frame.remaining() + 2);
    payload.put(frame.position(2)).put(HexFormat.of().parseHex("0000ffff"));
    try (var inflater = new Inflater(true)) {
      inflater.setInput(payload.flip());
      byte[] inflated = new byte[text.length() + 1];
      int length = inflater.inflate(inflated);
      assertThat(new String(inflated, 0, length, UTF_8)).isEqualTo(text);
    }
  }

  @Test
  void emptyMessagesAreWholeFragmentedAndCompressed() {
    assertThat(hex(sequence("empty", false)).subList(0, 5))
        .containsExactly("8100", "8200", "0100", "8000", "8100");
    assertThat(hex(sequence("empty", true)).get(4)).isEqualTo("c10100");
    assertThat(hex(sequence("empty", true)).getLast()).isEqualTo("8000");
  }

  @Test
  void charactersAreSplitBetweenTheirBytes() {
    FrameSequence sequence = sequence("utf-8-split", false);
    assertThat(hex(sequence))
        .startsWith("010161", "0001c3", "0001a9", "0001e2")
        .endsWith("800180")
        .hasSize("aé€😀".getBytes(UTF_8).length);
    assertThat(sequence.messages()).hasSize(1);
    assertThat(sequence.messages().getFirst().opcode()).isEqualTo(Opcode.TEXT);
    assertThat(sequence.messages().getFirst().content()).isEqualTo("aé€😀".getBytes(UTF_8));
  }

  @Test
  void lengthOf65536BytesNeeds64Bits() {
    assertThat(hex(sequence("length-64-bit", false)).getFirst())
        .startsWith("827f0000000000010000" + "00");
  }

  @Test
  void messageHasTheChosenNumberOfFragments() {
    FrameSequence sequence = sequence("many-fragments", false);
    assertThat(sequence.frames()).hasSize(100);
    assertThat(sequence.messages().getFirst().content()).hasSize(100);
  }

  @Test
  void uncompressedMessageIsBetweenCompressedOnes() {
    assertThat(sequence("uncompressed", true).frames().stream().map(frame -> frame.get(0)))
        .containsExactly((byte) 0xC1, (byte) 0x81, (byte) 0xC1);
  }
}
