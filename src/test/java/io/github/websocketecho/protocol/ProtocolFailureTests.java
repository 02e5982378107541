package io.github.websocketecho.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ProtocolFailureTests {

  private static final CloseCode PROTOCOL_ERROR = new CloseCode(1002);

  @Test
  void isACloseCodeAndAReason() {
    ProtocolFailure failure = new ProtocolFailure(PROTOCOL_ERROR, "A rule.");
    assertThat(failure.code()).isEqualTo(PROTOCOL_ERROR);
    assertThat(failure).hasMessage("A rule.").hasNoCause();
  }

  @Test
  void costsNoStackTrace() {
    ProtocolFailure failure = new ProtocolFailure(PROTOCOL_ERROR, "A rule.");
    failure.addSuppressed(new IllegalStateException());
    assertThat(failure.getStackTrace()).isEmpty();
    assertThat(failure.getSuppressed()).isEmpty();
  }

  @Test
  void fitsIntoACloseFrame() {
    assertThat(new ProtocolFailure(PROTOCOL_ERROR, "再".repeat(41)).getMessage()).hasSize(41);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProtocolFailure(PROTOCOL_ERROR, "再".repeat(41) + "a"))
        .withMessageContaining("has 124");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProtocolFailure(new CloseCode(1006), "A rule."))
        .withMessage("Close code 1006 Abnormal Closure may not be sent");
  }
}
