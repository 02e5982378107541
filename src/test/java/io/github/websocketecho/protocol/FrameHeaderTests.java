package io.github.websocketecho.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameHeaderTests {

  private final ByteBuffer output = ByteBuffer.allocate(FrameHeader.MAXIMUM_UNMASKED);

  @ParameterizedTest
  @CsvSource({
    "0,           8200",
    "125,         827d",
    "126,         827e007e",
    "65535,       827effff",
    "65536,       827f0000000000010000",
    "9223372036854775807, 827f7fffffffffffffff",
  })
  void lengthsAreWrittenInTheFewestBytes(long length, String header) {
    FrameHeader.write(output, true, 0, Opcode.BINARY, length);
    assertThat(written()).isEqualTo(header);
  }

  @ParameterizedTest
  @CsvSource({
    "true,  0, TEXT,         8101",
    "false, 0, TEXT,         0101",
    "false, 4, TEXT,         4101",
    "true,  4, BINARY,       c201",
    "true,  2, BINARY,       a201",
    "true,  7, PING,         f901",
    "true,  0, CONTINUATION, 8001",
    "false, 0, CONTINUATION, 0001",
  })
  void firstByteHasFinReservedBitsAndOpcode(boolean fin, int rsv, Opcode opcode, String header) {
    FrameHeader.write(output, fin, rsv, opcode, 1);
    assertThat(written()).isEqualTo(header);
    int first = output.get(0);
    assertThat(FrameHeader.fin(first)).isEqualTo(fin);
    assertThat(FrameHeader.rsv(first)).isEqualTo(rsv);
    assertThat(FrameHeader.opcode(first)).isEqualTo(opcode.value());
  }

  @ParameterizedTest
  @CsvSource({
    "8200,                     2,  0,     false, true",
    "827d,                     2,  125,   false, true",
    "82fd 01020304,            6,  125,   true,  true",
    "827e 007d,                4,  125,   false, false",
    "827e 007e,                4,  126,   false, true",
    "82fe ffff 01020304,       8,  65535, true,  true",
    "827f 000000000000ffff,    10, 65535, false, false",
    "827f 0000000000010000,    10, 65536, false, true",
    "82ff 7fffffffffffffff 01020304, 14, 9223372036854775807, true, true",
    "82ff ffffffffffffffff 01020304, 14, -1, true, false",
  })
  void lengthAndMaskAreReadFromTheSecondByteOn(
      String hex, int header, long payload, boolean masked, boolean minimal) {
    byte[] bytes = HexFormat.of().parseHex("00" + hex.replace(" ", ""));
    ByteBuffer input = ByteBuffer.wrap(bytes);
    int second = input.get(2);
    assertThat(FrameHeader.length(second)).isEqualTo(header).isEqualTo(bytes.length - 1);
    assertThat(FrameHeader.payloadLength(input, 1)).isEqualTo(payload);
    assertThat(FrameHeader.isMasked(second)).isEqualTo(masked);
    assertThat(FrameHeader.isMinimal(second, payload)).isEqualTo(minimal);
  }

  private String written() {
    return HexFormat.of().formatHex(output.array(), 0, output.position());
  }
}
