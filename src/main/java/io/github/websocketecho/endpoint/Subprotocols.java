package io.github.websocketecho.endpoint;

import io.github.websocketecho.protocol.SubprotocolOffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.WebSocketHttpHeaders;

/**
 * The subprotocols that a client offers. Each name is a token and occurs once (RFC 6455, section
 * 4.1). Any thread.
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
    return SubprotocolOffer.names(headers.getOrEmpty(WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL));
  }

  private static boolean isTokenCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || MARKS.indexOf(c) >= 0;
  }
}
