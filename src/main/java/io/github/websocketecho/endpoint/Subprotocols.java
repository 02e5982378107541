package io.github.websocketecho.endpoint;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.WebSocketHttpHeaders;

/**
 * The subprotocols that a client offers: a list in one or several lines of the header, whose empty
 * elements are ignored (RFC 9110, section 5.6.1.2). Each name is a token and occurs once (RFC 6455,
 * section 4.1). Any thread.
 */
final class Subprotocols {

  /** The characters of a token besides letters and digits (RFC 9110, section 5.6.2). */
  private static final String MARKS = "!#$%&'*+-.^_`|~";

  private Subprotocols() {}

  /** The first subprotocol that the client offers, which it prefers; null if it offers none. */
  static @Nullable String first(HttpHeaders headers) {
    return offered(headers).stream().findFirst().orElse(null);
  }

  /**
   * Checks the subprotocols that the client offers.
   *
   * @throws RequestRejectedException if one is not a token, or is offered twice
   */
  static void check(HttpHeaders headers) {
    if (!headers.containsHeader(WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL)) {
      return;
    }
    Set<String> seen = new HashSet<>();
    for (String name : offered(headers)) {
      if (!name.chars().allMatch(Subprotocols::isTokenCharacter)) {
        throw RequestRejectedException.subprotocolIsNoToken(name);
      }
      if (!seen.add(name)) {
        throw RequestRejectedException.subprotocolTwice(name);
      }
    }
  }

  private static List<String> offered(HttpHeaders headers) {
    return headers.getOrEmpty(WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL).stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(Subprotocols::withoutBlanks)
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

  private static boolean isTokenCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || MARKS.indexOf(c) >= 0;
  }
}
