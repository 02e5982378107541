package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTests {

  private static final List<String> LETTERS = List.of("a", "b", "c");

  @ParameterizedTest
  @CsvSource({
    "close, close, 0",
    "clos, close, 1",
    "cloose, close, 1",
    "clise, close, 1",
    "clsoe, close, 1",
    "lcsoe, close, 2",
    "'', close, 5",
    "closed, drop, 5"
  })
  void countsMissingExtraReplacedAndSwappedLetters(String one, String other, int edits) {
    assertThat(EditDistance.between(one, other)).isEqualTo(edits);
    assertThat(EditDistance.between(other, one)).isEqualTo(edits);
  }

  @Test
  void findsOneEditInAllPairsOfShortWords() {
    List<String> words = words(4);
    for (String one : words) {
      for (String other : words) {
        assertThat(EditDistance.isAtMostOne(one, other))
            .as("%s, %s", one, other)
            .isEqualTo(EditDistance.between(one, other) <= 1);
      }
    }
  }

  /** All words of the letters up to a length. */
  private static List<String> words(int length) {
    List<String> words = new ArrayList<>(List.of(""));
    for (int i = 0, shorter = 0; i < length; i++) {
      int end = words.size();
      for (; shorter < end; shorter++) {
        for (String letter : LETTERS) {
          words.add(words.get(shorter) + letter);
        }
      }
    }
    return words;
  }
}
