package io.github.websocketecho.protocol;

import java.util.Locale;
import java.util.Optional;

/**
 * The origin of a web page: scheme, host and port. Two origins are equal if these three are equal,
 * ignoring case. A default port may be omitted; {@code ws} counts as {@code http}, and {@code wss}
 * as {@code https}. Immutable.
 *
 * @param scheme in lower case; never {@code ws} or {@code wss}
 * @param host in lower case
 * @param port {@link #NO_PORT} if there is none and the scheme has no default
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454.html">RFC 6454</a>
 */
public record Origin(String scheme, String host, int port) {

  /** The port of an origin that has none. */
  public static final int NO_PORT = -1;

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int LARGEST_PORT = 65_535;
  private static final int LONGEST_PORT = 5;
  private static final String AUTHORITY = "://";

  /**
   * The origin of a server.
   *
   * @param port {@link #NO_PORT} for the default of the scheme
   */
  public static Origin of(String scheme, String host, int port) {
    String known =
        switch (scheme.toLowerCase(Locale.ROOT)) {
          case "http", "ws" -> "http";
          case "https", "wss" -> "https";
          case String other -> other;
        };
    return new Origin(
        known, host.toLowerCase(Locale.ROOT), port == NO_PORT ? defaultPort(known) : port);
  }

  /** Parses the header {@code Origin}; empty if it is malformed or the text {@code null}. */
  public static Optional<Origin> parse(String text) {
    int end = text.indexOf(AUTHORITY);
    if (end < 0 || !isScheme(text.substring(0, end))) {
      return Optional.empty();
    }
    String authority = text.substring(end + AUTHORITY.length());
    int colon = portColon(authority);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    int port = colon < 0 ? NO_PORT : port(authority.substring(colon + 1));
    if (!isHost(host) || (colon >= 0 && port == NO_PORT)) {
      return Optional.empty();
    }
    return Optional.of(of(text.substring(0, end), host, port));
  }

  /** The index of the colon before the port; -1 if there is none. */
  private static int portColon(String authority) {
    return authority.indexOf(':', Math.max(0, authority.lastIndexOf(']')));
  }

  private static int defaultPort(String scheme) {
    return switch (scheme) {
      case "http" -> HTTP_PORT;
      case "https" -> HTTPS_PORT;
      default -> NO_PORT;
    };
  }

  private static int port(String text) {
    boolean isNumber =
        !text.isEmpty()
            && text.length() <= LONGEST_PORT
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = isNumber ? Integer.parseInt(text) : NO_PORT;
    return port <= LARGEST_PORT ? port : NO_PORT;
  }

  private static boolean isScheme(String text) {
    return !text.isEmpty()
        && isLetter(text.charAt(0))
        && text.chars().allMatch(c -> isLetterOrDigit(c) || c == '+' || c == '-' || c == '.');
  }

  private static boolean isHost(String text) {
    if (text.startsWith("[")) {
      return text.length() > 2
          && text.endsWith("]")
          && text.substring(1, text.length() - 1)
              .chars()
              .allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.');
    }
    return !text.isEmpty()
        && text.chars().allMatch(c -> isLetterOrDigit(c) || c == '-' || c == '.' || c == '_');
  }

  private static boolean isLetterOrDigit(int c) {
    return isLetter(c) || (c >= '0' && c <= '9');
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
