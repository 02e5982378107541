package io.github.websocketecho.http;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * Reads the numbers, times and sizes of an address. Each has one form: ASCII digits without a sign
 * and without leading zeros, followed by the unit. Any thread.
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
   * @throws IllegalArgumentException if the text is not a number, or not from least to most
   */
  static int number(String text, int least, int most) {
    int number = Integer.parseInt(matching(NUMBER, text));
    if (number < least || number > most) {
      throw new IllegalArgumentException(text + " is not in " + least + "-" + most);
    }
    return number;
  }

  /**
   * Reads a time such as {@code 500ms} or {@code 2s}. The unit is required, because a number alone
   * could mean milliseconds or seconds.
   *
   * @throws IllegalArgumentException if the text is not a time, or is not from shortest to longest
   */
  static Duration duration(String text, Duration shortest, Duration longest) {
    return inRange(text, shortest, DurationStyle.SIMPLE.parse(matching(DURATION, text)), longest);
  }

  /**
   * Reads a size such as {@code 64KB}. A number alone is in bytes.
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
  public static String of(DataSize size) {
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
      throw new IllegalArgumentException(text + " does not match " + form);
    }
    return text;
  }
}
