package io.github.websocketecho.protocol;

import java.util.Arrays;
import java.util.List;

/**
 * The subprotocols that a client offers: a list in one or several lines of the header {@code
 * Sec-WebSocket-Protocol}, whose empty elements are ignored (RFC 9110, section 5.6.1.2). Any
 * thread.
 */
public final class SubprotocolOffer {

  private SubprotocolOffer() {}

  /**
   * The names in their order, which is the client's order of preference (RFC 6455, section 4.1).
   * They are not checked.
   *
   * @param lines the values of the header
   */
  public static List<String> names(List<String> lines) {
    return lines.stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(SubprotocolOffer::withoutBlanks)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Removes spaces and tabs at both ends. Other white space is part of the name. */
  private static String withoutBlanks(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
