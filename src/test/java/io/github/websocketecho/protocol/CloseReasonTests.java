package io.github.websocketecho.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CloseReasonTests {

  @Test
  void acceptsUpTo123BytesOfUtf8() {
    assertThat(new CloseReason("a".repeat(123)).text()).hasSize(123);
    assertThat(new CloseReason("再".repeat(41)).text()).hasSize(41);
    assertThat(CloseReason.NONE.text()).isEmpty();
  }

  @Test
  void rejectsMoreThan123BytesOfUtf8() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CloseReason("a".repeat(124)))
        .withMessage("A close reason has at most 123 bytes of UTF-8; this one has 124");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CloseReason("再".repeat(41) + "a"))
        .withMessageContaining("has 124");
  }

  @Test
  void rejectsAnUnpairedSurrogate() {
    assertThat(new CloseReason("\uD83D\uDC4B").text()).isEqualTo("👋");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CloseReason("a\uD83D"))
        .withMessage("A close reason cannot contain an unpaired surrogate");
  }
}
