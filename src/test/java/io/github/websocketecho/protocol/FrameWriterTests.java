package io.github.websocketecho.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameWriterTests {

  private final ByteBuffer output = ByteBuffer.allocate(200);

  @ParameterizedTest
  @CsvSource({
    "0,           8200",
    "125,         827d",
    "126,         827e007e",
    "65535,       827effff",
    "65536,       827f0000000000010000",
    "9223372036854775807, 827f7fffffffffffffff",
  })
  void writesALengthInTheFewestBytes(long length, String header) {
    FrameWriter.header(output, true, false, Opcode.BINARY, length);
    assertThat(written()).isEqualTo(header);
    assertThat(FrameWriter.headerLength(length)).isEqualTo(header.length() / 2);
    assertThat(FrameWriter.headerLength(length)).isLessThanOrEqualTo(FrameWriter.MAXIMUM_HEADER);
  }

  @ParameterizedTest
  @CsvSource({
    "true,  false, TEXT,         8101",
    "false, false, TEXT,         0101",
    "false, true,  TEXT,         4101",
    "true,  true,  BINARY,       c201",
    "true,  false, CONTINUATION, 8001",
    "false, false, CONTINUATION, 0001",
  })
  void writesTheBitsOfTheFirstByte(boolean fin, boolean compressed, Opcode opcode, String header) {
    FrameWriter.header(output, fin, compressed, opcode, 1);
    assertThat(written()).isEqualTo(header);
  }

  @Test
  void writesAPongWithItsPayload() {
    FrameWriter.control(output, Opcode.PONG, ByteBuffer.wrap(new byte[] {1, 2}));
    assertThat(written()).isEqualTo("8a020102");
  }

  @Test
  void writesTheLongestControlFrameIntoItsRoom() {
    FrameWriter.control(output, Opcode.PING, ByteBuffer.allocate(125));
    assertThat(output.position()).isEqualTo(FrameWriter.MAXIMUM_CONTROL_FRAME);
  }

  @Test
  void writesAClose() {
    FrameWriter.close(output, null, CloseReason.NONE);
    FrameWriter.close(output, new CloseCode(1000), CloseReason.NONE);
    FrameWriter.close(output, new CloseCode(4001), new CloseReason("再"));
    assertThat(written()).isEqualTo("8800" + "880203e8" + "88050fa1e5868d");
  }

  private String written() {
    return HexFormat.of().formatHex(output.array(), 0, output.position());
  }
}
