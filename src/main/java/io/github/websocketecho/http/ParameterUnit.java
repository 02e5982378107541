package io.github.websocketecho.http;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * What the numbers of a parameter measure, and the units in which an address may give them.
 *
 * @param name of the unit in which programs count
 * @param factors how much one of each unit is, by the text that stands behind a number
 */
public record ParameterUnit(String name, SequencedMap<String, BigDecimal> factors) {

  /** Nothing: a plain number, a word or another text. */
  public static final ParameterUnit NONE = of("none");

  /** Time. Its unit is never left out. */
  public static final ParameterUnit MILLISECONDS =
      of(
          "milliseconds",
          Map.entry("ns", "0.000001"),
          Map.entry("us", "0.001"),
          Map.entry("ms", "1"),
          Map.entry("s", "1000"),
          Map.entry("m", "60000"),
          Map.entry("h", "3600000"),
          Map.entry("d", "86400000"));

  /** Size, in powers of 1024. A number alone is in bytes. */
  public static final ParameterUnit BYTES =
      of(
          "bytes",
          Map.entry("", "1"),
          Map.entry("B", "1"),
          Map.entry("KB", "1024"),
          Map.entry("MB", "1048576"),
          Map.entry("GB", "1073741824"));

  @SafeVarargs
  private static ParameterUnit of(String name, Map.Entry<String, String>... factors) {
    SequencedMap<String, BigDecimal> ordered = new LinkedHashMap<>();
    for (Map.Entry<String, String> factor : factors) {
      ordered.put(factor.getKey(), new BigDecimal(factor.getValue()));
    }
    return new ParameterUnit(name, Collections.unmodifiableSequencedMap(ordered));
  }

  /** The form of a text: digits and a unit. */
  Pattern form(String digits) {
    return Pattern.compile(digits + "(?:" + String.join("|", factors.keySet()) + ")");
  }
}
