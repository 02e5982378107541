package io.github.websocketecho.scenario;

import io.github.websocketecho.http.ParameterRange;
import java.util.regex.Pattern;

/** Ranges of texts that consist of certain characters. */
final class TextRange {

  private TextRange() {}

  /**
   * A range of texts.
   *
   * @param code the code of the message that describes the range; its argument is the maximum
   *     length
   * @param characters a character class of a regular expression
   * @param minimum the shortest length [characters]
   * @param maximum the longest length [characters]
   */
  static ParameterRange<String> of(String code, String characters, int minimum, int maximum) {
    Pattern allowed = Pattern.compile(characters + "{" + minimum + "," + maximum + "}");
    return ParameterRange.texts(
        ParameterRange.message(code, String.valueOf(maximum)),
        text -> {
          if (!allowed.matcher(text).matches()) {
            throw new IllegalArgumentException("The text does not match " + allowed);
          }
          return text;
        });
  }
}
