package io.github.websocketecho.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
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
    assertThat(output.position()).isLessThanOrEqualTo(FrameWriter.MAXIMUM_HEADER);
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
  void makesThePayloadOfAClose() {
    assertThat(closePayload(null, "")).isEmpty();
    assertThat(closePayload(new CloseCode(1000), "")).isEqualTo("03e8");
    assertThat(closePayload(new CloseCode(4001), "再")).isEqualTo("0fa1e5868d");
  }

  @Test
  void makesAPayloadOfACloseThatAControlFrameHolds() {
    assertThat(closePayload(new CloseCode(1000), "x".repeat(CloseReason.MAXIMUM_BYTES)))
        .hasSize(2 * Opcode.MAXIMUM_CONTROL_PAYLOAD);
  }

  private static String closePayload(@Nullable CloseCode code, String reason) {
    return HexFormat.of()
        .formatHex(FrameWriter.closePayload(code, new CloseReason(reason)).array());
  }

  private String written() {
    return HexFormat.of().formatHex(output.array(), 0, output.position());
  }
}
