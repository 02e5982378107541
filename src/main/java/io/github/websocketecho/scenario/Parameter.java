package io.github.websocketecho.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.websocketecho.http.InvalidParameterException;
import io.github.websocketecho.http.ParameterRange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * A parameter of an address: a variable of its path or of its query. The message {@code
 * parameter.NAME.meaning} says what it is for.
 *
 * @param name as it stands in the address
 * @param range the values that it allows
 * @param defaultValue what counts if the address does not give it; empty for none
 * @param changes what its value changes in what a correct client reports
 * @param sends what a client sends because of its value; null if it sends what it does anyway
 * @param shortValue a short time for those who run many scenarios; null if the example's value will
 *     do
 */
public record Parameter<T>(
    String name,
    ParameterRange<T> range,
    String defaultValue,
    Effect changes,
    @Nullable Sends sends,
    @Nullable String shortValue) {

  /** The longest time that an address may ask for. */
  public static final Duration MAXIMUM_DURATION = Duration.ofMinutes(2);

  /** The largest number, of messages for one, that an address may ask for. */
  public static final int MAXIMUM_COUNT = 1_000;

  /** Times from zero to {@link #MAXIMUM_DURATION}. */
  static final ParameterRange<Duration> DURATIONS =
      ParameterRange.durations(Duration.ZERO, MAXIMUM_DURATION);

  /** Numbers from zero to {@link #MAXIMUM_COUNT}. */
  static final ParameterRange<Integer> COUNTS = ParameterRange.numbers(0, MAXIMUM_COUNT);

  private static final ParameterRange<DataSize> SIZES =
      ParameterRange.sizes(DataSize.ofBytes(0), DataSize.ofGigabytes(1));

  /** What a value changes in what a correct client reports. */
  public enum Effect {
    /** Nothing: it changes when or how the connection ends. */
    @JsonProperty("when")
    WHEN,
    /** The close code is the value. */
    @JsonProperty("code")
    CODE,
    /** The close reason is the value. */
    @JsonProperty("reason")
    REASON,
    /** The close reason names the value, in words of the server. */
    @JsonProperty("limit")
    LIMIT,
    /** Whether the opening handshake is accepted, of which only the server knows. */
    @JsonProperty("admission")
    ADMISSION
  }

  /** What a client sends because of a value, so that the scenario comes about. */
  public enum Sends {
    /** As many messages as the value says, if it is a number. */
    @JsonProperty("messages")
    MESSAGES,
    /** One message more than the value. */
    @JsonProperty("oneMessageMore")
    ONE_MESSAGE_MORE,
    /** A message that is one byte larger than the value. */
    @JsonProperty("oneByteMore")
    ONE_BYTE_MORE
  }

  /** One that changes when or how a connection ends, and nothing else. */
  public static <T> Parameter<T> of(String name, ParameterRange<T> range, String defaultValue) {
    return new Parameter<>(name, range, defaultValue, Effect.WHEN, null, null);
  }

  /** The same, if its value changes something in what a correct client reports. */
  Parameter<T> changing(Effect changes) {
    return new Parameter<>(name, range, defaultValue, changes, sends, shortValue);
  }

  /** The same, if a client sends something because of its value. */
  Parameter<T> sending(Sends sends) {
    return new Parameter<>(name, range, defaultValue, changes, sends, shortValue);
  }

  /** The same, with a short time for those who run many scenarios. */
  Parameter<T> inShort(String shortValue) {
    return new Parameter<>(name, range, defaultValue, changes, sends, shortValue);
  }

  /**
   * Reads a value that an address gave.
   *
   * @throws InvalidParameterException if it is not in the allowed range
   */
  T read(String value) {
    try {
      return range.reader().apply(value);
    } catch (IllegalArgumentException e) {
      throw notAllowed(value, e);
    }
  }

  /** Why an address is rejected that gave this value. */
  InvalidParameterException notAllowed(String value, @Nullable Throwable cause) {
    return new InvalidParameterException(name, value, range.text(), cause);
  }

  /** A time, from zero to {@link #MAXIMUM_DURATION}: {@code 500ms}, {@code 2s}. */
  static Parameter<Duration> duration(String name, String defaultValue) {
    return of(name, DURATIONS, defaultValue);
  }

  /** A number, from zero to {@link #MAXIMUM_COUNT}. */
  static Parameter<Integer> count(String name, String defaultValue) {
    return of(name, COUNTS, defaultValue);
  }

  /** A size, from nothing to 1 GB: {@code 100}, {@code 64KB}. */
  static Parameter<DataSize> size(String name, String defaultValue) {
    return of(name, SIZES, defaultValue);
  }
}
