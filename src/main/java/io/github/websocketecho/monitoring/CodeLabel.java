package io.github.websocketecho.monitoring;

import io.github.websocketecho.protocol.CloseCode;

/**
 * Labels for close codes and for statuses. Their number is bounded, whatever clients send, because
 * an unregistered close code is labelled with its range.
 */
final class CodeLabel {

  private static final int THOUSAND = 1000;
  private static final int HUNDRED = 100;
  private static final int FIRST_FREE = 3000;
  private static final int LAST_FREE = 4999;

  private CodeLabel() {}

  /**
   * The number of a close code that is registered with the IANA, such as {@code 1000}; otherwise
   * {@code 3000-3999}, {@code 4000-4999} or {@code other}.
   */
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

  /**
   * The status if the server itself rejects with it, such as {@code 403}; otherwise {@code 4xx}.
   */
  static String ofStatus(int status) {
    return switch (status) {
      case 400, 403, 404, 409, 426, 429, 500, 503 -> Integer.toString(status);
      default -> status / HUNDRED + "xx";
    };
  }
}
