package io.github.websocketecho.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ViolationTests {

  @ParameterizedTest
  @EnumSource
  void everyViolationHasASendableCodeAndASection(Violation violation) {
    assertThat(violation.code().mayBeSent()).isTrue();
    assertThat(violation.section()).matches("RFC (6455|7692), section \\d(\\.\\d)*");
  }

  @Test
  void failureCarriesTheViolationItsCodeAndTheSentence() {
    ProtocolFailure failure =
        new ProtocolFailure(Violation.CONTROL_FRAME_TOO_LONG, "ping", 126, 125);
    assertThat(failure.violation()).isEqualTo(Violation.CONTROL_FRAME_TOO_LONG);
    assertThat(failure.code()).isEqualTo(CloseCode.PROTOCOL_ERROR);
    assertThat(failure)
        .hasMessage("The ping frame has a payload of 126 bytes; 125 are allowed.")
        .hasNoCause();
    assertThat(failure.reason().text()).isEqualTo(failure.getMessage());
  }

  @Test
  void longestSentencesFitIntoACloseFrame() {
    String longest = "continuation";
    assertThat(new ProtocolFailure(Violation.CONTROL_FRAME_TOO_LONG, longest, Long.MAX_VALUE, 125))
        .isNotNull();
    assertThat(new ProtocolFailure(Violation.LENGTH_NOT_MINIMAL, 0xFFFF)).isNotNull();
    assertThat(new ProtocolFailure(Violation.MESSAGE_NOT_ENDED, longest)).isNotNull();
    assertThat(new ProtocolFailure(Violation.MESSAGE_TOO_BIG, Long.MAX_VALUE)).isNotNull();
    assertThat(new ProtocolFailure(Violation.RESERVED_BIT, Violation.bits(7))).isNotNull();
  }

  @Test
  void failureHasNoStackTrace() {
    ProtocolFailure failure = new ProtocolFailure(Violation.NOTHING_TO_CONTINUE);
    failure.addSuppressed(new IllegalStateException());
    assertThat(failure.getStackTrace()).isEmpty();
    assertThat(failure.getSuppressed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1, RSV3 is",
    "2, RSV2 is",
    "3, RSV2 and RSV3 are",
    "4, RSV1 is",
    "5, RSV1 and RSV3 are",
    "6, RSV1 and RSV2 are",
    "7, 'RSV1, RSV2 and RSV3 are'",
  })
  void textNamesTheBitsThatAreSet(int rsv, String text) {
    assertThat(Violation.bits(rsv)).isEqualTo(text);
  }
}
