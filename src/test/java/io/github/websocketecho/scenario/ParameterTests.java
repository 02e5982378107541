package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketecho.http.InvalidParameterException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class ParameterTests {

  @ParameterizedTest
  @CsvSource({"0s, PT0S", "1ms, PT0.001S", "2m, PT2M", "120000ms, PT2M", "90s, PT90S"})
  void parsesTimesWithAUnit(String text, Duration duration) {
    assertThat(Parameter.duration("hold", "1s").parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "500",
        "-1ms",
        "120001ms",
        "2m1s",
        "1h",
        "9999999999999999d",
        "+1s",
        "01s",
        "PT1S",
        "1S",
        "1 s",
        "١s"
      })
  void rejectsInvalidTimes(String text) {
    assertRejected(Parameter.duration("hold", "1s"), text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "1000, 1000"})
  void parsesCounts(String text, int count) {
    assertThat(Parameter.count("burst", "0").parse(text)).isEqualTo(count);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "1001", "1.5", "1s", "99999999999", "+1", "01", "00", "１", " 1"})
  void rejectsInvalidCounts(String text) {
    assertRejected(Parameter.count("burst", "0"), text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "16, 16", "16B, 16", "64KB, 65536", "1GB, 1073741824"})
  void parsesSizes(String text, long bytes) {
    assertThat(Parameter.size("message", "1KB").parse(text)).isEqualTo(DataSize.ofBytes(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "1025MB",
        "1073741825",
        "16 bytes",
        "99999999999TB",
        "+1KB",
        "01",
        "１KB",
        "1kb"
      })
  void rejectsInvalidSizes(String text) {
    assertRejected(Parameter.size("message", "1KB"), text);
  }

  private static void assertRejected(Parameter<?> parameter, String text) {
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> parameter.parse(text));
  }
}
