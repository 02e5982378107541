package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerTests {

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "1000, 1000"})
  void parsesANumberAsMessages(String text, int count) {
    assertThat(Trigger.parse(text)).isEqualTo(new Trigger.Messages(count));
  }

  @ParameterizedTest
  @CsvSource({"0s, PT0S", "1ms, PT0.001S", "500ms, PT0.5S", "2s, PT2S", "2m, PT2M"})
  void parsesADurationAsDelay(String text, Duration duration) {
    assertThat(Trigger.parse(text)).isEqualTo(new Trigger.Delay(duration));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "1001",
        "99999999999",
        "-1ms",
        "120001ms",
        "121s",
        "3m",
        "1d",
        "x",
        "2 s",
        "1.5s",
        "99999999999999999999s"
      })
  void rejectsOtherTexts(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Trigger.parse(text));
  }
}
