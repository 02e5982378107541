package io.github.websocketecho.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The reader of JSON, beside Jackson. */
class JsonTests {

  private static final JsonMapper JACKSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        " [ ] ",
        "null",
        "true",
        "false",
        "\"\"",
        "0",
        "-0.5",
        "12.75",
        "1e3",
        "1E-2",
        "9007199254740991",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00é😀\"",
        "{\"a\": [1, {\"b\": null}, [[]], \"x\"], \"c\" : {}}",
        "\t{\r\n\"a\":1}\n",
      })
  void readsWhatJacksonReads(String text) {
    assertThat(Json.read(text)).isEqualTo(asDoubles(JACKSON.readValue(text, Object.class)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "}",
        "[1",
        "[1,",
        "[1,]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "\"",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\u+123\"",
        "\"\n\"",
        "tru",
        "nul",
        "+1",
        "01",
        "1.",
        ".5",
        "1e",
        "-",
        "1d",
        "NaN",
        "1 2",
        "{} x",
      })
  void rejectsWhatJacksonRejects(String text) {
    assertThatThrownBy(() -> JACKSON.readValue(text, Object.class))
        .isInstanceOf(JacksonException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read(text))
        .withMessageStartingWith("The answer of the server is not JSON: expected ");
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read("{\"a\" 1}"))
        .withMessage(
            "The answer of the server is not JSON: expected a colon at character 5 of: {\"a\" 1}");
  }

  @Test
  void hasABoundForLevels() {
    assertThat(Json.read("[".repeat(64) + "]".repeat(64))).isInstanceOf(List.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read("[".repeat(65) + "]".repeat(65)))
        .withMessageContaining("at most 64 levels");
  }

  /** Texts that differ from JSON in one to three characters. */
  @Test
  void agreesWithJacksonAboutAnyText() {
    String text =
        "{\"a\": [1, -0.5e3, true, null, \"\\u00e9\\n\"], \"b\": {\"c\": false}, \"d\": \"\"}";
    String characters = "{}[]\",:\\ \n0123456789.eE+-tfnu/\u00e9";
    Random random = new Random(19);
    int valid = 0;
    for (int round = 0; round < 50_000; round++) {
      StringBuilder changed = new StringBuilder(text);
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(changed.length());
        char other = characters.charAt(random.nextInt(characters.length()));
        switch (random.nextInt(3)) {
          case 0 -> changed.setCharAt(at, other);
          case 1 -> changed.insert(at, other);
          default -> changed.deleteCharAt(at);
        }
      }
      valid += agree(changed.toString()) ? 1 : 0;
    }
    assertThat(valid).isGreaterThan(1_000);
  }

  /** Returns whether it is JSON. */
  private static boolean agree(String text) {
    @Nullable Object expected;
    try {
      expected = asDoubles(JACKSON.readValue(text, Object.class));
    } catch (JacksonException e) {
      assertThatIllegalArgumentException().as(text).isThrownBy(() -> Json.read(text));
      return false;
    }
    assertThat(asDoubles(Json.read(text))).as(text).isEqualTo(expected);
    return true;
  }

  private static @Nullable Object asDoubles(@Nullable Object value) {
    return switch (value) {
      // Jackson's integers have no negative zero.
      case Number number -> number.doubleValue() + 0.0;
      case List<?> list -> list.stream().map(JsonTests::asDoubles).toList();
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> all = new HashMap<>();
        map.forEach((name, member) -> all.put(name, asDoubles(member)));
        yield all;
      }
      case null -> null;
      default -> value;
    };
  }
}
