package io.github.websocketecho.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;

class CloseParametersTests {

  private static final RequestParameter<CloseCode> CODE =
      new RequestParameter<>("code", CloseParameters.CODES);
  private static final RequestParameter<CloseReason> REASON =
      new RequestParameter<>("reason", CloseParameters.REASONS);

  @ParameterizedTest
  @ValueSource(ints = {1000, 1003, 1007, 1014, 3000, 4999})
  void acceptsACodeThatMayBeSent(int code) {
    assertThat(CODE.parse(String.valueOf(code))).isEqualTo(new CloseCode(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"999", "1004", "1006", "1015", "2999", "5000", "65536", "01000", "x", ""})
  void rejectsACodeThatMayNotBeSentAndNamesTheRange(String code) {
    assertInvalid(CODE, code, "1000-1003, 1007-1014, 3000-4999", "1000-1003、1007-1014、3000-4999");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 123})
  void acceptsAReasonThatFits(int bytes) {
    assertThat(REASON.parse("a".repeat(bytes)).text()).hasSize(bytes);
  }

  @Test
  void rejectsAReasonThatDoesNotFitAndNamesTheLimit() {
    assertInvalid(REASON, "a".repeat(124), "up to 123 bytes of UTF-8", "最多 123 字节的 UTF-8");
  }

  private static void assertInvalid(
      RequestParameter<?> parameter, String value, String english, String chinese) {
    var messages = new ResourceBundleMessageSource();
    messages.setBasenames("messages/catalogue", "messages/problems");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> parameter.parse(value))
        .satisfies(
            e -> {
              assertThat(e.updateAndGetBody(messages, Locale.ENGLISH).getProperties())
                  .containsEntry("parameter", parameter.name())
                  .containsEntry("value", value)
                  .containsEntry("allowed", english);
              assertThat(e.updateAndGetBody(messages, Locale.CHINESE).getProperties())
                  .containsEntry("allowed", chinese);
            });
  }
}
