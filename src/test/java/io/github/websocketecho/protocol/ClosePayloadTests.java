package io.github.websocketecho.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosePayloadTests {

  @Test
  void codeIsFollowedByTheReasonInUtf8() {
    assertThat(payload(null, "")).isEmpty();
    assertThat(payload(new CloseCode(1000), "")).isEqualTo("03e8");
    assertThat(payload(new CloseCode(4001), "再")).isEqualTo("0fa1e5868d");
  }

  @Test
  void longestReasonFitsIntoAControlFrame() {
    assertThat(payload(new CloseCode(1000), "x".repeat(CloseReason.MAXIMUM_BYTES)))
        .hasSize(2 * Opcode.MAXIMUM_CONTROL_PAYLOAD);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "''         | null | ''    | true  | ''",
        "03         | null | ''    | false | ''",
        "03e8       | 1000 | ''    | true  | 1000",
        "0fa1627965 | 4001 | bye   | true  | 4001 bye",
        "03e7       | 999  | ''    | false | 999",
        "03ee       | 1006 | ''    | false | 1006",
        "03e8c328   | 1000 | \uFFFD( | false | 1000 \uFFFD(",
      },
      delimiter = '|',
      nullValues = "null")
  void anyPayloadIsDecodedWithItsLegality(
      String hex, @Nullable Integer code, String reason, boolean legal, String text) {
    ClosePayload payload = ClosePayload.parse(HexFormat.of().parseHex(hex));
    assertThat(payload).isEqualTo(new ClosePayload(code, reason, legal));
    assertThat(payload.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"123, true", "124, false"})
  void payloadAbove125BytesIsNotLegal(int reason, boolean legal) {
    byte[] payload = HexFormat.of().parseHex("03e8" + "78".repeat(reason));
    assertThat(ClosePayload.parse(payload).legal()).isEqualTo(legal);
  }

  private static String payload(@Nullable CloseCode code, String reason) {
    return HexFormat.of().formatHex(ClosePayload.of(code, new CloseReason(reason)).array());
  }
}
