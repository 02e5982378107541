package io.github.websocketecho.problem;

import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * Reads the numbers, times and sizes that an address gives. Each has one form: ASCII digits without
 * a sign and without leading zeros, and the unit behind them.
 */
public final class ParameterText {

  private static final String DIGITS = "(?:0|[1-9][0-9]{0,9})";
  private static final Pattern NUMBER = Pattern.compile(DIGITS);
  private static final Pattern DURATION = Pattern.compile(DIGITS + "(?:ns|us|ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile(DIGITS + "(?:B|KB|MB|GB)?");

  private ParameterText() {}

  /**
   * Reads a number such as {@code 1000}.
   *
   * @throws IllegalArgumentException if it is none, or is not from least to most
   */
  public static int number(String text, int least, int most) {
    int number = Integer.parseInt(matching(NUMBER, text));
    if (number < least || number > most) {
      throw new IllegalArgumentException(text + " is not in " + least + "-" + most);
    }
    return number;
  }

  /**
   * Reads a time such as {@code 500ms} or {@code 2s}. Its unit is never left out: a number alone
   * would be milliseconds to some and seconds to others.
   *
   * @throws IllegalArgumentException if it is none, or is longer than the longest
   */
  public static Duration duration(String text, Duration longest) {
    Duration duration = DurationStyle.SIMPLE.parse(matching(DURATION, text));
    if (duration.compareTo(longest) > 0) {
      throw new IllegalArgumentException(text + " is longer than " + longest);
    }
    return duration;
  }

  /**
   * Reads a size such as {@code 100}, in bytes, or {@code 64KB}.
   *
   * @throws IllegalArgumentException if it is none, or is larger than the largest
   */
  public static DataSize size(String text, DataSize largest) {
    DataSize size = DataSize.parse(matching(SIZE, text));
    if (size.compareTo(largest) > 0) {
      throw new IllegalArgumentException(text + " is larger than " + largest);
    }
    return size;
  }

  private static String matching(Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException(text + " has not the form " + form);
    }
    return text;
  }
}
