package io.github.websocketecho.ending;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of an address: a variable of its path or of its query. The message {@code
 * parameter.NAME.meaning} says what it is for, {@code parameter.NAME.allowed} its range.
 *
 * @param name as it stands in the address
 * @param defaultValue what counts when the address does not give it
 * @param minimum the smallest value; null where values have no order
 * @param maximum the largest value; null where values have no order
 * @param reader makes the value of the text; throws {@link IllegalArgumentException} for a text
 *     that is not in the allowed range
 */
public record Parameter<T>(
    String name,
    String defaultValue,
    @Nullable String minimum,
    @Nullable String maximum,
    Function<String, T> reader) {

  /** One whose values have no order. */
  public Parameter(String name, String defaultValue, Function<String, T> reader) {
    this(name, defaultValue, null, null, reader);
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
}
