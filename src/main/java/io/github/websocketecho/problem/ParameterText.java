package io.github.websocketecho.problem;

import java.time.Duration;
import java.util.List;
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
  private static final Pattern DURATION = ParameterUnit.MILLISECONDS.form(DIGITS);
  private static final Pattern SIZE = ParameterUnit.BYTES.form(DIGITS);

  private static final int MILLIS_PER_SECOND = 1_000;
  private static final int MILLIS_PER_MINUTE = 60_000;
  private static final int STEP = 1_024;

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
    return duration(text, Duration.ZERO, longest);
  }

  /** The same, if it is not shorter than the shortest. */
  static Duration duration(String text, Duration shortest, Duration longest) {
    return inRange(text, shortest, DurationStyle.SIMPLE.parse(matching(DURATION, text)), longest);
  }

  /**
   * Reads a size such as {@code 100}, in bytes, or {@code 64KB}.
   *
   * @throws IllegalArgumentException if it is none, or is not from smallest to largest
   */
  static DataSize size(String text, DataSize smallest, DataSize largest) {
    return inRange(text, smallest, DataSize.parse(matching(SIZE, text)), largest);
  }

  /** A time as an address gives it, in the largest of minutes, seconds and milliseconds. */
  public static String of(Duration duration) {
    long millis = duration.toMillis();
    if (millis > 0 && millis % MILLIS_PER_MINUTE == 0) {
      return millis / MILLIS_PER_MINUTE + "m";
    }
    return millis % MILLIS_PER_SECOND == 0 ? millis / MILLIS_PER_SECOND + "s" : millis + "ms";
  }

  /** A size as an address gives it, in the largest unit. */
  static String of(DataSize size) {
    long amount = size.toBytes();
    var units = List.of("B", "KB", "MB", "GB").iterator();
    String unit = units.next();
    while (amount > 0 && amount % STEP == 0 && units.hasNext()) {
      amount /= STEP;
      unit = units.next();
    }
    return amount + unit;
  }

  private static <T extends Comparable<T>> T inRange(String text, T least, T value, T most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(text + " is not in " + least + " to " + most);
    }
    return value;
  }

  private static String matching(Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException(text + " has not the form " + form);
    }
    return text;
  }
}
