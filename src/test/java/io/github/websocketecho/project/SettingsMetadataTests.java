package io.github.websocketecho.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketecho.EchoProperties;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** The configuration metadata describes every property completely and correctly. */
class SettingsMetadataTests {

  private static final String LIST = "java.util.List<java.lang.String>";
  private static final String BOOLEAN = "java.lang.Boolean";
  private static final String TEXT = "java.lang.String";

  private static final Pattern RANGE = Pattern.compile("(-?\\d+\\w*) to (-?\\d+\\w*)");
  private static final Pattern NO_MAXIMUM = Pattern.compile("(\\d+) or more");
  private static final Pattern SPECIAL_VALUE = Pattern.compile("\\((-?\\d+\\w*): ");

  static List<Setting> all() throws IOException {
    return Setting.all();
  }

  static List<Setting> withRange() throws IOException {
    return Setting.all().stream()
        .filter(setting -> !Set.of(LIST, BOOLEAN, TEXT).contains(setting.type()))
        .toList();
  }

  @Test
  void metadataHasTheDeclaredPropertiesAndNoOthers() throws IOException {
    assertThat(Setting.all()).extracting(Setting::name).isEqualTo(Setting.declared());
  }

  @ParameterizedTest
  @MethodSource("all")
  void propertyHasType(Setting setting) {
    assertThat(setting.type()).isNotEmpty();
  }

  /** A lower-case beginning is the end of another name that begins alike. */
  @ParameterizedTest
  @MethodSource("all")
  void descriptionIsSentencesWithoutJavadocMarkup(Setting setting) {
    assertThat(setting.description())
        .matches("[A-Z].*\\.\\)?")
        .doesNotContain("{@", "<", "|", "  ", "\n")
        .satisfies(text -> assertThat(text.chars().filter(c -> c == '`').count()).isEven());
  }

  @ParameterizedTest
  @MethodSource("all")
  void propertyHasDefaultUnlessItIsAList(Setting setting) {
    if (!setting.type().equals(LIST)) {
      assertThat(setting.value()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("withRange")
  void describedRangeIsTheAcceptedRange(Setting setting) {
    Matcher range = RANGE.matcher(setting.description());
    if (range.find()) {
      assertAccepted(setting, range.group(1));
      assertAccepted(setting, range.group(2));
      assertRejected(setting, shifted(setting, range.group(1), -1));
      assertRejected(setting, shifted(setting, range.group(2), 1));
    } else {
      Matcher minimum = NO_MAXIMUM.matcher(setting.description());
      assertThat(minimum.find()).as(setting.description()).isTrue();
      assertAccepted(setting, minimum.group(1));
      assertAccepted(setting, Long.toString(Long.MAX_VALUE));
      assertRejected(setting, shifted(setting, minimum.group(1), -1));
    }
    Matcher special = SPECIAL_VALUE.matcher(setting.description());
    if (special.find()) {
      assertAccepted(setting, special.group(1));
    }
  }

  private static void assertAccepted(Setting setting, String value) {
    assertThatCode(() -> bind(setting, value)).as(value).doesNotThrowAnyException();
  }

  private static void assertRejected(Setting setting, String value) {
    assertThatExceptionOfType(BindException.class)
        .as(value)
        .isThrownBy(() -> bind(setting, value))
        .havingRootCause()
        .withMessageContaining("websocket-echo");
  }

  private static void bind(Setting setting, String value) {
    new Binder(new MapConfigurationPropertySource(Map.of(setting.name(), value)))
        .bind("websocket-echo", EchoProperties.class);
  }

  /** A value that is this many of the type's smallest units larger. */
  private static String shifted(Setting setting, String value, int units) {
    UnaryOperator<String> shift =
        switch (setting.type()) {
          case "java.lang.Integer" -> text -> Long.toString(Long.parseLong(text) + units);
          case "java.time.Duration" ->
              text -> DurationStyle.detectAndParse(text).plusMillis(units).toMillis() + "ms";
          case "org.springframework.util.unit.DataSize" ->
              text -> DataSize.parse(text).toBytes() + units + "B";
          default -> throw new IllegalArgumentException("No range for " + setting.type());
        };
    return shift.apply(value);
  }
}
