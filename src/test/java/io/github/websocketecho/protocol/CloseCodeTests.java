package io.github.websocketecho.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloseCodeTests {

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1010, 1014, 3000, 3999, 4000, 4999})
  void acceptsACodeThatMayBeSent(int code) {
    assertThat(new CloseCode(code).mayBeSent()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535})
  void rejectsACodeThatMayNotBeSent(int code) {
    assertThat(new CloseCode(code).mayBeSent()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65536})
  void rejectsAValueThatDoesNotFitIntoTwoBytes(int value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CloseCode(value))
        .withMessage("Close code %d is not in 0-65535", value);
  }

  @ParameterizedTest
  @CsvSource({
    "1000, Normal Closure",
    "1006, Abnormal Closure",
    "1015, TLS handshake",
    "3003, Forbidden"
  })
  void registeredCodeHasTheNameOfTheRegistry(int code, String name) {
    assertThat(new CloseCode(code).registeredName()).hasValue(name);
    assertThat(new CloseCode(code)).hasToString(code + " " + name);
  }

  @ParameterizedTest
  @ValueSource(ints = {999, 1016, 3001, 4000})
  void unregisteredCodeHasNoName(int code) {
    assertThat(new CloseCode(code).registeredName()).isEmpty();
    assertThat(new CloseCode(code)).hasToString(String.valueOf(code));
  }

  @Test
  void registeredCodesAreListedInAscendingOrder() {
    assertThat(CloseCode.registered())
        .hasSize(19)
        .isSorted()
        .startsWith(new CloseCode(1000))
        .endsWith(new CloseCode(3008));
  }

  @Test
  void sendableRangesAgreeWithMayBeSent() {
    assertThat(CloseCode.SENDABLE.split(", ", -1))
        .allSatisfy(
            range -> {
              String[] edges = range.split("-", -1);
              CloseCode first = new CloseCode(Integer.parseInt(edges[0]));
              CloseCode last = new CloseCode(Integer.parseInt(edges[1]));
              assertThat(first.mayBeSent()).isTrue();
              assertThat(last.mayBeSent()).isTrue();
              assertThat(new CloseCode(first.value() - 1).mayBeSent()).isFalse();
              assertThat(new CloseCode(last.value() + 1).mayBeSent()).isFalse();
            });
  }
}
