package io.github.websocketecho.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.util.unit.DataSize;

/**
 * The values that a parameter of an address allows. A bound is given once: texts are checked
 * against it, and the range that people read in their language is made from it.
 *
 * @param minimum the smallest value as an address gives it; null if values have no order
 * @param maximum the largest value as an address gives it; null if values have no order
 * @param words all values, if they are a few words; otherwise empty
 * @param unit what its numbers measure
 * @param text the range in words, for a message source
 * @param reader makes a value of a text; throws {@link IllegalArgumentException} if the text is not
 *     in the range
 */
public record ParameterRange<T>(
    @Nullable String minimum,
    @Nullable String maximum,
    List<String> words,
    ParameterUnit unit,
    MessageSourceResolvable text,
    Function<String, T> reader) {

  private static final String WITH_EXAMPLES = "range.withExamples";

  /** Whole numbers, both bounds included. */
  public static ParameterRange<Integer> numbers(int least, int most) {
    return numbers("range.numbers", least, most);
  }

  /**
   * Whole numbers, both bounds included.
   *
   * @param code of the message that shows the range; its arguments are the bounds
   */
  public static ParameterRange<Integer> numbers(String code, int least, int most) {
    String minimum = String.valueOf(least);
    String maximum = String.valueOf(most);
    return new ParameterRange<>(
        minimum,
        maximum,
        List.of(),
        ParameterUnit.NONE,
        message(code, minimum, maximum),
        text -> ParameterText.number(text, least, most));
  }

  /** Times with a unit, such as {@code 500ms} or {@code 2s}, both bounds included. */
  public static ParameterRange<Duration> durations(Duration least, Duration most) {
    return quantities(
        ParameterUnit.MILLISECONDS,
        ParameterText.of(least),
        ParameterText.of(most),
        ParameterText.of(between(least, Duration.ofMillis(500), most)),
        ParameterText.of(between(least, Duration.ofSeconds(2), most)),
        text -> ParameterText.duration(text, least, most));
  }

  /** Sizes, such as {@code 100B} or {@code 64KB}, both bounds included. */
  public static ParameterRange<DataSize> sizes(DataSize least, DataSize most) {
    return quantities(
        ParameterUnit.BYTES,
        ParameterText.of(least),
        ParameterText.of(most),
        ParameterText.of(between(least, DataSize.ofBytes(100), most)),
        ParameterText.of(between(least, DataSize.ofKilobytes(64), most)),
        text -> ParameterText.size(text, least, most));
  }

  /** Values with a unit, whose range is described with two examples. */
  private static <T> ParameterRange<T> quantities(
      ParameterUnit unit,
      String minimum,
      String maximum,
      String example,
      String other,
      Function<String, T> reader) {
    return new ParameterRange<>(
        minimum,
        maximum,
        List.of(),
        unit,
        message(WITH_EXAMPLES, minimum, maximum, example, other),
        reader);
  }

  /** A few words, in the order in which people read them, each with its value. */
  @SafeVarargs
  public static <T> ParameterRange<T> words(Map.Entry<String, T>... words) {
    Map<String, T> values = new LinkedHashMap<>();
    for (Map.Entry<String, T> word : words) {
      values.put(word.getKey(), word.getValue());
    }
    List<String> names = List.copyOf(values.keySet());
    return new ParameterRange<>(
        null,
        null,
        names,
        ParameterUnit.NONE,
        list(names),
        text -> {
          T value = values.get(text);
          if (value == null) {
            throw new IllegalArgumentException(text + " is none of " + names);
          }
          return value;
        });
  }

  /** A switch: {@code on} is true, {@code off} is false. */
  public static ParameterRange<Boolean> onOrOff() {
    return words(Map.entry("on", true), Map.entry("off", false));
  }

  /** Texts that have no order. */
  public static <T> ParameterRange<T> texts(
      MessageSourceResolvable range, Function<String, T> reader) {
    return new ParameterRange<>(null, null, List.of(), ParameterUnit.NONE, range, reader);
  }

  /** The same values, made into others. */
  public <R> ParameterRange<R> as(Function<T, R> made) {
    return new ParameterRange<>(minimum, maximum, words, unit, text, reader.andThen(made));
  }

  /** The same, or nothing. */
  public ParameterRange<Optional<T>> orEmpty() {
    return new ParameterRange<>(
        minimum,
        maximum,
        words,
        unit,
        text,
        given -> given.isEmpty() ? Optional.empty() : Optional.of(reader.apply(given)));
  }

  /** A range that a message of its own shows, with these arguments. */
  public static MessageSourceResolvable message(String code, Object... arguments) {
    return new DefaultMessageSourceResolvable(new String[] {code}, arguments);
  }

  /** Several parts that are separated as the language does it. */
  public static MessageSourceResolvable list(List<String> parts) {
    return parts.stream()
        .map(ParameterRange::literally)
        .reduce((some, next) -> message("range.list", some, next))
        .orElseThrow();
  }

  private static MessageSourceResolvable literally(String text) {
    return new DefaultMessageSourceResolvable(null, null, text);
  }

  private static <T extends Comparable<T>> T between(T least, T value, T most) {
    return value.compareTo(least) < 0 ? least : value.compareTo(most) > 0 ? most : value;
  }
}
