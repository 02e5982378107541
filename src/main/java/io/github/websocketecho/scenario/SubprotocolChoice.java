package io.github.websocketecho.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which subprotocol the server chooses. Immutable.
 *
 * @param text {@code none}, {@code first} or {@code last} of those that the client offers, or a
 *     name, which the client may not have offered
 */
record SubprotocolChoice(String text) {

  static final String NONE = "none";
  static final String FIRST = "first";
  static final String LAST = "last";

  /**
   * The chosen subprotocol; null for none.
   *
   * @param offered in the order of the client
   */
  @Nullable String of(List<String> offered) {
    return switch (text) {
      case NONE -> null;
      case FIRST -> offered.isEmpty() ? null : offered.getFirst();
      case LAST -> offered.isEmpty() ? null : offered.getLast();
      default -> text;
    };
  }
}
