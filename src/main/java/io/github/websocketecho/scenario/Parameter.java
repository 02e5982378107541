package io.github.websocketecho.scenario;

import io.github.websocketecho.problem.InvalidParameterException;
import io.github.websocketecho.problem.ParameterText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * A parameter of an address: a variable of its path or of its query. The message {@code
 * parameter.NAME.meaning} says what it is for, {@code parameter.NAME.allowed} its range.
 *
 * @param name as it stands in the address
 * @param defaultValue what counts when the address does not give it
 * @param minimum the smallest value; null where values have no order
 * @param maximum the largest value; null where values have no order
 * @param words all its values, where they are but a few; otherwise empty
 * @param reader makes the value of the text; throws {@link IllegalArgumentException} for a text
 *     that is not in the allowed range
 */
public record Parameter<T>(
    String name,
    String defaultValue,
    @Nullable String minimum,
    @Nullable String maximum,
    List<String> words,
    Function<String, T> reader) {

  /** The longest time that an address may ask for. */
  public static final Duration MAXIMUM_DURATION = Duration.ofMinutes(2);

  /** The largest number, of messages for one, that an address may ask for. */
  public static final int MAXIMUM_COUNT = 1_000;

  private static final DataSize MAXIMUM_SIZE = DataSize.ofGigabytes(1);

  /** One whose values have no order. */
  public Parameter(String name, String defaultValue, Function<String, T> reader) {
    this(name, defaultValue, null, null, reader);
  }

  /** One whose values lie between two. */
  public Parameter(
      String name,
      String defaultValue,
      @Nullable String minimum,
      @Nullable String maximum,
      Function<String, T> reader) {
    this(name, defaultValue, minimum, maximum, List.of(), reader);
  }

  /**
   * Reads a value that an address gave.
   *
   * @throws InvalidParameterException if it is not in the allowed range
   */
  T read(String value) {
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException e) {
      throw new InvalidParameterException(name, value, e);
    }
  }

  /** A time, from zero to {@link #MAXIMUM_DURATION}: {@code 500ms}, {@code 2s}. */
  static Parameter<Duration> duration(String name, String defaultValue) {
    return new Parameter<>(name, defaultValue, "0s", "2m", Parameter::duration);
  }

  static Duration duration(String text) {
    return ParameterText.duration(text, MAXIMUM_DURATION);
  }

  /** A number, from zero to {@link #MAXIMUM_COUNT}. */
  static Parameter<Integer> count(String name, String defaultValue) {
    return new Parameter<>(name, defaultValue, "0", "1000", Parameter::count);
  }

  static int count(String text) {
    return ParameterText.number(text, 0, MAXIMUM_COUNT);
  }

  /** A size, from nothing to 1 GB: {@code 100}, {@code 64KB}. */
  static Parameter<DataSize> size(String name, String defaultValue) {
    return new Parameter<>(
        name, defaultValue, "0B", "1GB", text -> ParameterText.size(text, MAXIMUM_SIZE));
  }

  /** One of a few words. */
  static <T> Parameter<T> oneOf(String name, String defaultValue, Map<String, T> words) {
    return new Parameter<>(
        name,
        defaultValue,
        null,
        null,
        words.keySet().stream().sorted().toList(),
        text -> {
          T value = words.get(text);
          if (value == null) {
            throw new IllegalArgumentException(text + " is none of " + words.keySet());
          }
          return value;
        });
  }
}
