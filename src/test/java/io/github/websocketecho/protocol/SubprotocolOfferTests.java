package io.github.websocketecho.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubprotocolOfferTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';                   ''",
        "' , ,, ';             ''",
        "chat;                 chat",
        "'chat, superchat';    chat|superchat",
        "' superchat ,chat,';  superchat|chat",
        "'b, a/c';             b|a|c",
        "chat, chat;           chat|chat",
        "a b;                  a b",
      })
  void namesAreInTheOrderOfTheClient(String lines, String names) {
    List<String> expected = names.isEmpty() ? List.of() : List.of(names.split("\\|"));
    assertThat(SubprotocolOffer.names(Arrays.asList(lines.split("/")))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"'\ta\t', a", "' a', a", "'\u00a0a', '\u00a0a'"})
  void onlySpacesAndTabsAreRemoved(String line, String name) {
    assertThat(SubprotocolOffer.names(List.of(line))).containsExactly(name);
  }
}
