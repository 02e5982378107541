package io.github.websocketecho.http;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of a request: its name and the values that it allows. Any thread.
 *
 * @param name the name in the query
 * @param range the allowed values
 */
public record RequestParameter<T>(String name, ParameterRange<T> range) {

  /**
   * Parses a value.
   *
   * @throws InvalidParameterException if the value is not in the range
   */
  public T parse(String value) {
    try {
      return range.reader().apply(value);
    } catch (IllegalArgumentException e) {
      throw invalid(value, e);
    }
  }

  /**
   * The exception for a value that is not allowed.
   *
   * @param cause the reason why it is not allowed, for the log; null for none
   */
  public InvalidParameterException invalid(String value, @Nullable Throwable cause) {
    return new InvalidParameterException(name, value, range.text(), cause);
  }
}
