package io.github.websocketecho.conformance;

import java.util.Comparator;

/** The order of the ids of cases: numbers by their values, and before names. */
final class CaseIds {

  /** Compares ids part by part. */
  static final Comparator<String> ORDER = CaseIds::compare;

  private CaseIds() {}

  private static int compare(String one, String other) {
    String[] parts = one.split("\\.", -1);
    String[] others = other.split("\\.", -1);
    for (int i = 0; i < Math.min(parts.length, others.length); i++) {
      int order = comparePart(parts[i], others[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(parts.length, others.length);
  }

  private static int comparePart(String one, String other) {
    boolean number = isNumber(one);
    if (number != isNumber(other)) {
      return number ? -1 : 1;
    }
    return number
        ? Integer.compare(Integer.parseInt(one), Integer.parseInt(other))
        : one.compareTo(other);
  }

  private static boolean isNumber(String part) {
    return part.matches("[0-9]{1,9}");
  }
}
