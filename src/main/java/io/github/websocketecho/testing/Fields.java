package io.github.websocketecho.testing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, with their types. A missing member is the same as null. */
final class Fields {

  private final Map<?, ?> members;

  private Fields(Map<?, ?> members) {
    this.members = members;
  }

  /**
   * Reads an object.
   *
   * @throws IllegalArgumentException if the text is not an object
   */
  static Fields read(String text) {
    return of("the answer", Json.read(text));
  }

  private static Fields of(String name, @Nullable Object value) {
    return new Fields(typed(name, value, Map.class));
  }

  private static <T> T typed(String name, @Nullable Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "The server sent a value that this library does not know: %s is %s."
              .formatted(name, value));
    }
    return type.cast(value);
  }

  private <T> T get(String name, Class<T> type) {
    return typed(name, members.get(name), type);
  }

  String text(String name) {
    return get(name, String.class);
  }

  @Nullable String textOrNull(String name) {
    return members.get(name) == null ? null : text(name);
  }

  boolean flag(String name) {
    return get(name, Boolean.class);
  }

  @Nullable Boolean flagOrNull(String name) {
    return members.get(name) == null ? null : flag(name);
  }

  double decimal(String name) {
    return get(name, Double.class);
  }

  long number(String name) {
    return get(name, Double.class).longValue();
  }

  @Nullable Integer numberOrNull(String name) {
    return members.get(name) == null ? null : Math.toIntExact(number(name));
  }

  <T> T object(String name, Function<Fields, T> reader) {
    return reader.apply(of(name, members.get(name)));
  }

  <T> @Nullable T objectOrNull(String name, Function<Fields, T> reader) {
    return members.get(name) == null ? null : object(name, reader);
  }

  <T> List<T> objects(String name, Function<Fields, T> reader) {
    List<?> elements = get(name, List.class);
    return elements.stream().map(element -> reader.apply(of(name, element))).toList();
  }

  List<String> texts(String name) {
    List<?> elements = get(name, List.class);
    return elements.stream().map(element -> typed(name, element, String.class)).toList();
  }

  /** A member whose values are texts. */
  Map<String, String> textsByName(String name) {
    Map<?, ?> entries = get(name, Map.class);
    return entries.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                entry -> typed(name, entry.getKey(), String.class),
                entry -> typed(name, entry.getValue(), String.class)));
  }

  /** A member whose value is the name of a constant, as {@code byUs} is of {@code BY_US}. */
  <E extends Enum<E>> E constant(String name, Class<E> type) {
    String value = text(name);
    String constant = value.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    for (E each : type.getEnumConstants()) {
      if (each.name().equals(constant)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "The server sent a value that this library does not know: %s is “%s”."
            .formatted(name, value));
  }

  <E extends Enum<E>> @Nullable E constantOrNull(String name, Class<E> type) {
    return members.get(name) == null ? null : constant(name, type);
  }
}
