package io.github.websocketecho.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.util.unit.DataSize;

class ParameterRangeTests {

  private static final ParameterRange<String> WORDS =
      ParameterRange.words(
          Map.entry("second", "2"), Map.entry("first", "1"), Map.entry("third", "3"));

  private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();

  @BeforeEach
  void loadTexts() {
    messages.setBasename("messages/catalogue");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
  }

  private String text(ParameterRange<?> range, Locale locale) {
    return messages.getMessage(range.text(), locale);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0   | 1000     | 0-1000",
        "300 | 599      | 300-599",
        "0   | 10737418 | 0-10737418",
      })
  void rangeOfNumbersNamesBothBounds(int least, int most, String expected) {
    var range = ParameterRange.numbers(least, most);
    assertThat(text(range, Locale.ENGLISH)).isEqualTo(expected);
    assertThat(text(range, Locale.CHINESE)).isEqualTo(expected);
    assertThat(range.reader().apply(String.valueOf(range.minimum()))).isEqualTo(least);
    assertThat(range.reader().apply(String.valueOf(range.maximum()))).isEqualTo(most);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PT0S    | PT2M   | 0s    | 2m   | 500ms | 2s",
        "PT0.1S  | PT2M   | 100ms | 2m   | 500ms | 2s",
        "PT1S    | PT90S  | 1s    | 90s  | 1s    | 2s",
        "PT0.05S | PT0.6S | 50ms  | 600ms| 500ms | 600ms",
        "PT3S    | PT1H   | 3s    | 60m  | 3s    | 3s",
      })
  void rangeOfTimesNamesBothBoundsAndExamplesBetweenThem(
      Duration least, Duration most, String minimum, String maximum, String one, String other) {
    var range = ParameterRange.durations(least, most);
    assertThat(text(range, Locale.ENGLISH))
        .isEqualTo("%s-%s, such as %s or %s", minimum, maximum, one, other);
    assertThat(text(range, Locale.CHINESE))
        .isEqualTo("%s-%s，例如 %s 或 %s", minimum, maximum, one, other);
    assertThat(range.minimum()).isEqualTo(minimum);
    assertThat(range.maximum()).isEqualTo(maximum);
    assertThat(range.reader().apply(minimum)).isEqualTo(least);
    assertThat(range.reader().apply(maximum)).isEqualTo(most);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99ms", "2001ms", "3s", "0s", "1", ""})
  void rejectsATimeOutOfRange(String text) {
    var range = ParameterRange.durations(Duration.ofMillis(100), Duration.ofSeconds(2));
    assertThatIllegalArgumentException().isThrownBy(() -> range.reader().apply(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0    | 1073741824 | 0B  | 1GB    | 100B | 64KB",
        "1024 | 3145728    | 1KB | 3MB    | 1KB  | 64KB",
        "16   | 1500       | 16B | 1500B  | 100B | 1500B",
      })
  void rangeOfSizesNamesBothBoundsAndExamplesBetweenThem(
      long least, long most, String minimum, String maximum, String one, String other) {
    var range = ParameterRange.sizes(DataSize.ofBytes(least), DataSize.ofBytes(most));
    assertThat(text(range, Locale.ENGLISH))
        .isEqualTo("%s-%s, such as %s or %s", minimum, maximum, one, other);
    assertThat(range.reader().apply(minimum)).isEqualTo(DataSize.ofBytes(least));
    assertThat(range.reader().apply(maximum)).isEqualTo(DataSize.ofBytes(most));
  }

  @ParameterizedTest
  @ValueSource(strings = {"15", "1501B", "2KB", ""})
  void rejectsASizeOutOfRange(String text) {
    var range = ParameterRange.sizes(DataSize.ofBytes(16), DataSize.ofBytes(1500));
    assertThatIllegalArgumentException().isThrownBy(() -> range.reader().apply(text));
  }

  @Test
  void rangeOfWordsListsThemInOrderWithTheSeparatorOfTheLanguage() {
    assertThat(WORDS.words()).containsExactly("second", "first", "third");
    assertThat(text(WORDS, Locale.ENGLISH)).isEqualTo("second, first, third");
    assertThat(text(WORDS, Locale.CHINESE)).isEqualTo("second、first、third");
    assertThat(WORDS.reader().apply("first")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "First", "fourth"})
  void rejectsAnyOtherWord(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> WORDS.reader().apply(text));
  }

  @Test
  void optionalRangeAcceptsAnEmptyText() {
    var range = ParameterRange.numbers(1, 9).orEmpty();
    assertThat(range.reader().apply("")).isEmpty();
    assertThat(range.reader().apply("9")).isEqualTo(Optional.of(9));
    assertThatIllegalArgumentException().isThrownBy(() -> range.reader().apply("10"));
  }

  static List<ParameterUnit> units() {
    return List.of(ParameterUnit.MILLISECONDS, ParameterUnit.BYTES);
  }

  @ParameterizedTest
  @MethodSource("units")
  void unitIsParsedWithItsFactor(ParameterUnit unit) {
    unit.factors()
        .forEach(
            (name, factor) -> {
              String text = "3000000" + name;
              long read =
                  unit.equals(ParameterUnit.BYTES)
                      ? ParameterText.size(text, DataSize.ofBytes(0), DataSize.ofTerabytes(9_999))
                          .toBytes()
                      : ParameterText.duration(text, Duration.ZERO, Duration.ofDays(9_999_999))
                          .toMillis();
              assertThat(factor.multiply(BigDecimal.valueOf(3_000_000)).longValueExact())
                  .as(text)
                  .isEqualTo(read);
            });
  }
}
