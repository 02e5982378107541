package io.github.websocketecho.endpoint;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.WebSocketHttpHeaders;

/**
 * The subprotocols that a client offers: a list over one or several lines of the header, whose
 * empty elements count for nothing (RFC 9110, section 5.6.1.2). Each is a token, and each stands
 * there once (RFC 6455, section 4.1).
 */
final class Subprotocols {

  /** What a token may have besides letters and digits (RFC 9110, section 5.6.2). */
  private static final String MARKS = "!#$%&'*+-.^_`|~";

  private Subprotocols() {}

  /** The first one that the client offers, which is the one it likes best. */
  static Optional<String> first(HttpHeaders headers) {
    return offered(headers).stream().findFirst();
  }

  /**
   * @throws RequestRefusedException if one is not a token, or is offered twice
   */
  static void check(HttpHeaders headers) {
    if (!headers.containsHeader(WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL)) {
      return;
    }
    Set<String> seen = new HashSet<>();
    for (String name : offered(headers)) {
      if (!name.chars().allMatch(Subprotocols::isTokenCharacter)) {
        throw RequestRefusedException.subprotocolIsNoToken(name);
      }
      if (!seen.add(name)) {
        throw RequestRefusedException.subprotocolTwice(name);
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

  /** Without spaces and tabs around it, and these alone: anything else is part of the name. */
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
