package io.github.websocketecho.observation;

import io.github.websocketecho.protocol.CloseCode;

/**
 * Labels of which there are few, whatever clients send: a code that nobody has registered is named
 * by the range that it lies in.
 */
final class CodeLabel {

  private static final int THOUSAND = 1000;
  private static final int HUNDRED = 100;
  private static final int FIRST_FREE = 3000;
  private static final int LAST_FREE = 4999;

  private CodeLabel() {}

  /** {@code 1000} and all that the IANA registers; else {@code 3000-3999}, {@code 4000-4999}. */
  static String of(CloseCode code) {
    if (code.registeredName().isPresent()) {
      return Integer.toString(code.value());
    }
    if (code.value() < FIRST_FREE || code.value() > LAST_FREE) {
      return "other";
    }
    int first = code.value() / THOUSAND * THOUSAND;
    return first + "-" + (first + THOUSAND - 1);
  }

  /** {@code 403} and what else the server refuses with by itself; else {@code 4xx}. */
  static String ofStatus(int status) {
    return switch (status) {
      case 400, 403, 404, 409, 426, 429, 500, 503 -> Integer.toString(status);
      default -> status / HUNDRED + "xx";
    };
  }
}
