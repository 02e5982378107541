package io.github.websocketecho.benchmark;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one round on one server gave, or why it failed. */
record Result(Map<Metric, Double> values, @Nullable String failure) {

  private static final String START = "result";

  Result() {
    this(new EnumMap<>(Metric.class), null);
  }

  static Result failed(String reason) {
    return new Result(Map.of(), reason);
  }

  void put(Metric metric, double value) {
    values.put(metric, value);
  }

  /** The line by which the load client tells the runner. */
  String toLine() {
    var line = new StringBuilder(START);
    values.forEach((metric, value) -> line.append(' ').append(metric).append('=').append(value));
    return line.toString();
  }

  @Override
  public String toString() {
    return failure == null ? toLine() : "failed: " + failure;
  }

  static boolean isLine(String line) {
    return line.startsWith(START + ' ');
  }

  static Result ofLine(String line) {
    var result = new Result();
    Options.parse(line.substring(START.length() + 1).split(" ", -1))
        .values()
        .forEach((name, value) -> result.put(Metric.valueOf(name), Double.parseDouble(value)));
    return result;
  }
}
