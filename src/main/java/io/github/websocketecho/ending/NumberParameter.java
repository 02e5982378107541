package io.github.websocketecho.ending;

/** A parameter that is a whole number within bounds. */
final class NumberParameter {

  private NumberParameter() {}

  /** One with these bounds, both of which are allowed. */
  static Parameter<Integer> of(String name, String defaultValue, int minimum, int maximum) {
    return new Parameter<>(
        name,
        defaultValue,
        String.valueOf(minimum),
        String.valueOf(maximum),
        text -> {
          int number = Integer.parseInt(text);
          if (number < minimum || number > maximum) {
            throw new IllegalArgumentException(text + " is not in " + minimum + "-" + maximum);
          }
          return number;
        });
  }
}
