package io.github.websocketecho.http;

import io.github.websocketecho.protocol.Origin;
import java.util.List;
import java.util.Optional;
import org.springframework.util.PatternMatchUtils;

/**
 * The origins whose pages may do something: the patterns of a setting. Any thread.
 *
 * @see io.github.websocketecho.EchoProperties#allowedOrigins
 * @see io.github.websocketecho.EchoProperties.Api#allowedOrigins
 */
public final class AllowedOrigins {

  private static final String ANY = "*";
  private static final String ANY_PORT = ":*";

  /** A browser sends it for a page that has no origin of its own, such as a file. */
  static final String NONE = "null";

  private static final String AUTHORITY = "://";

  private final boolean any;
  private final boolean none;
  private final List<Pattern> patterns;

  /**
   * @param settings the patterns, which {@link io.github.websocketecho.EchoProperties} has
   *     validated; empty for no origin
   */
  public AllowedOrigins(List<String> settings) {
    any = settings.contains(ANY);
    none = settings.stream().anyMatch(NONE::equalsIgnoreCase);
    patterns =
        settings.stream().filter(text -> text.contains(AUTHORITY)).map(Pattern::parse).toList();
  }

  /**
   * Whether pages of an origin are allowed.
   *
   * @param text the value of the header {@code Origin}
   */
  public boolean contain(String text) {
    if (any || (none && text.equals(NONE))) {
      return true;
    }
    Optional<Origin> origin = Origin.parse(text);
    return origin.isPresent() && patterns.stream().anyMatch(each -> each.matches(origin.get()));
  }

  /**
   * A pattern of the setting.
   *
   * @param origin the scheme, the host with wildcards, and the port
   * @param anyPort whether every port matches
   */
  private record Pattern(Origin origin, boolean anyPort) {

    /** Parses a pattern that {@link io.github.websocketecho.EchoProperties} has validated. */
    private static Pattern parse(String text) {
      boolean anyPort = text.endsWith(ANY_PORT);
      String rest = anyPort ? text.substring(0, text.length() - ANY_PORT.length()) : text;
      int end = rest.indexOf(AUTHORITY);
      String authority = rest.substring(end + AUTHORITY.length());
      int colon = authority.indexOf(':', Math.max(0, authority.lastIndexOf(']')));
      String host = colon < 0 ? authority : authority.substring(0, colon);
      int port = colon < 0 ? Origin.NO_PORT : Integer.parseInt(authority.substring(colon + 1));
      return new Pattern(Origin.of(rest.substring(0, end), host, port), anyPort);
    }

    private boolean matches(Origin other) {
      return origin.scheme().equals(other.scheme())
          && (anyPort || origin.port() == other.port())
          && PatternMatchUtils.simpleMatch(origin.host(), other.host());
    }
  }
}
