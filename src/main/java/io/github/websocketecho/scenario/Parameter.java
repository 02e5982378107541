package io.github.websocketecho.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.websocketecho.http.InvalidParameterException;
import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.http.RequestParameter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * A parameter of an address: a variable of its path or of its query. The message {@code
 * parameter.NAME.meaning} describes it. Immutable; any thread.
 *
 * @param name the name in the address
 * @param range the allowed values
 * @param defaultValue the value if the address does not have the parameter; empty for none
 * @param changes the effect of the value on what a correct client reports
 * @param sends what a client sends depending on the value; null if the value has no effect on that
 * @param shortValue a short time for a run of many scenarios; null to use the value of the example
 */
public record Parameter<T>(
    String name,
    ParameterRange<T> range,
    String defaultValue,
    Effect changes,
    @Nullable Sends sends,
    @Nullable String shortValue) {

  /** The maximum of every time in an address. */
  public static final Duration MAXIMUM_DURATION = Duration.ofMinutes(2);

  /** The maximum of every count in an address, such as a number of messages. */
  public static final int MAXIMUM_COUNT = 1_000;

  /** Times from zero to {@link #MAXIMUM_DURATION}. */
  static final ParameterRange<Duration> DURATIONS =
      ParameterRange.durations(Duration.ZERO, MAXIMUM_DURATION);

  /** Numbers from zero to {@link #MAXIMUM_COUNT}. */
  static final ParameterRange<Integer> COUNTS = ParameterRange.numbers(0, MAXIMUM_COUNT);

  private static final ParameterRange<DataSize> SIZES =
      ParameterRange.sizes(DataSize.ofBytes(0), DataSize.ofGigabytes(1));

  /** The effect of a value on what a correct client reports. */
  public enum Effect {
    /** None: the value changes when or how the connection ends. */
    @JsonProperty("when")
    WHEN,
    /** The close code is the value. */
    @JsonProperty("code")
    CODE,
    /** The close reason is the value. */
    @JsonProperty("reason")
    REASON,
    /** The close reason is a sentence of the server that names the value. */
    @JsonProperty("limit")
    LIMIT,
    /** The value decides whether the opening handshake succeeds, which it does not show alone. */
    @JsonProperty("admission")
    ADMISSION
  }

  /** What a client sends depending on a value, so that the scenario takes place. */
  public enum Sends {
    /** As many messages as the value says, if it is a number. */
    @JsonProperty("messages")
    MESSAGES,
    /** One message more than the value. */
    @JsonProperty("oneMessageMore")
    ONE_MESSAGE_MORE,
    /** A message that is one byte larger than the value. */
    @JsonProperty("oneByteMore")
    ONE_BYTE_MORE,
    /** The value as the user of its credentials. */
    @JsonProperty("user")
    USER,
    /** The value as the password of its credentials. */
    @JsonProperty("password")
    PASSWORD,
    /** The value as its token. */
    @JsonProperty("token")
    TOKEN
  }

  /** A parameter that only changes when or how the connection ends. */
  public static <T> Parameter<T> of(String name, ParameterRange<T> range, String defaultValue) {
    return new Parameter<>(name, range, defaultValue, Effect.WHEN, null, null);
  }

  /** Returns a copy with another effect. */
  Parameter<T> changing(Effect changes) {
    return new Parameter<>(name, range, defaultValue, changes, sends, shortValue);
  }

  /** Returns a copy whose value changes what a client sends. */
  Parameter<T> sending(Sends sends) {
    return new Parameter<>(name, range, defaultValue, changes, sends, shortValue);
  }

  /** Returns a copy with a short time for a run of many scenarios. */
  Parameter<T> withShortValue(String shortValue) {
    return new Parameter<>(name, range, defaultValue, changes, sends, shortValue);
  }

  /**
   * Parses a value.
   *
   * @throws InvalidParameterException if it is out of range
   */
  T parse(String value) {
    return new RequestParameter<>(name, range).parse(value);
  }

  /** The exception for an address with this value. */
  public InvalidParameterException invalid(String value, @Nullable Throwable cause) {
    return new RequestParameter<>(name, range).invalid(value, cause);
  }

  /** A time from zero to {@link #MAXIMUM_DURATION}, such as {@code 500ms} or {@code 2s}. */
  static Parameter<Duration> duration(String name, String defaultValue) {
    return of(name, DURATIONS, defaultValue);
  }

  /** A number from zero to {@link #MAXIMUM_COUNT}. */
  static Parameter<Integer> count(String name, String defaultValue) {
    return of(name, COUNTS, defaultValue);
  }

  /** A switch: {@code on} or {@code off}, which is the default. */
  static Parameter<Boolean> onOrOff(String name) {
    return of(name, ParameterRange.onOrOff(), "off");
  }

  /** A size from 0 to 1 GB, such as {@code 100} or {@code 64KB}. */
  static Parameter<DataSize> size(String name, String defaultValue) {
    return of(name, SIZES, defaultValue);
  }
}
