package io.github.websocketecho.ending;

import java.util.function.Function;

/**
 * A parameter of an address: a variable of its path or of its query.
 *
 * @param name as it stands in the address
 * @param defaultValue what counts when the address does not give it
 * @param reader makes the value of the text; throws {@link IllegalArgumentException} for a text
 *     that is not in the allowed range, which the message {@code parameter.NAME.allowed} describes
 */
public record Parameter<T>(String name, String defaultValue, Function<String, T> reader) {

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
