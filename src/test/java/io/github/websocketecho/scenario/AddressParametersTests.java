package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketecho.http.InvalidParameterException;
import io.github.websocketecho.http.ParameterRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.MessageSourceResolvable;

class AddressParametersTests {

  private static final MessageSourceResolvable RANGE =
      ParameterRange.message("parameter.none.allowed");
  private static final Parameter<String> NAME =
      Parameter.of("name", ParameterRange.texts(RANGE, text -> text), "default");
  private static final Parameter<Integer> COUNT =
      Parameter.of("count", ParameterRange.texts(RANGE, Integer::valueOf), "1");

  @ParameterizedTest
  @CsvSource({"a, a", "a+b%20c, 'a b c'", "%E5%86%8D, 再", "%EF%BF%BD, \uFFFD", "'', ''"})
  void decodesTheQuery(String encoded, String value) {
    assertThat(query("name", encoded).get(NAME)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%ff", "%E5%86", "%C0%80", "%ED%A0%80", "%zz", "%"})
  void rejectsAValueThatIsNotUtf8(String encoded) {
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> query("name", encoded).get(NAME))
        .satisfies(e -> assertThat(e.getBody().getProperties()).containsEntry("parameter", "name"));
  }

  @Test
  void ignoresInvalidValuesOfOtherParameters() {
    assertThat(query("token", "%ff").get(NAME)).isEqualTo("default");
  }

  @Test
  void usesTheDefaultOfAMissingParameter() {
    assertThat(query("other", "2").get(COUNT)).isEqualTo(1);
  }

  @Test
  void prefersThePathToTheQuery() {
    var parameters = new AddressParameters(Map.of("count", "7"), Map.of("count", List.of("8")));
    assertThat(parameters.get(COUNT)).isEqualTo(7);
  }

  @Test
  void rejectsARepeatedParameter() {
    var parameters = new AddressParameters(Map.of(), Map.of("count", List.of("1", "2")));
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> parameters.get(COUNT))
        .satisfies(e -> assertThat(e.getBody().getProperties()).containsEntry("value", "1, 2"));
  }

  @Test
  void exceptionNamesTheParameterAndTheValue() {
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> query("count", "many").get(COUNT))
        .satisfies(
            e ->
                assertThat(e.getBody().getProperties())
                    .containsEntry("parameter", "count")
                    .containsEntry("value", "many"));
  }

  private static AddressParameters query(String name, String encoded) {
    return new AddressParameters(Map.of(), Map.of(name, List.of(encoded)));
  }
}
