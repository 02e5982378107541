package io.github.websocketecho.benchmark;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Arguments of the form {@code name=value}; a list has commas. */
record Options(Map<String, String> values) {

  static Options parse(String... arguments) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("Not of the form name=value: " + argument);
      }
      values.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    return new Options(values);
  }

  /** These, under the given ones. */
  Options with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.putAll(more);
    return new Options(all);
  }

  void allowOnly(Set<String> names) {
    for (String name : values.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException("No argument " + name + "; there are " + names);
      }
    }
  }

  String text(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  int number(String name) {
    return Integer.parseInt(text(name));
  }

  Duration seconds(String name) {
    return Duration.ofSeconds(number(name));
  }

  boolean is(String name) {
    return Boolean.parseBoolean(values.get(name));
  }

  List<String> list(String name) {
    return Arrays.stream(text(name).split(",", -1)).filter(item -> !item.isEmpty()).toList();
  }

  List<String> arguments() {
    return values.entrySet().stream()
        .map(argument -> argument.getKey() + "=" + argument.getValue())
        .sorted()
        .toList();
  }
}
