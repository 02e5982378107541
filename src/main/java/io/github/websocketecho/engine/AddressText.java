package io.github.websocketecho.engine;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * IP addresses as people write them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5952.html">RFC 5952, for IPv6</a>
 */
public final class AddressText {

  /** Two or more groups of zero, with the colons around them. */
  private static final Pattern ZEROS = Pattern.compile("(^|:)0(:0)+(:|$)");

  private AddressText() {}

  /** Such as {@code 10.0.0.1} or {@code ::1}. */
  public static String of(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet6Address ? shortened(text) : text;
  }

  /**
   * The JDK writes all eight groups, in lower case and without leading zeros, and maybe a zone. The
   * first of the longest runs of zeros is omitted (RFC 5952, section 4.2).
   */
  private static String shortened(String text) {
    int zone = text.indexOf('%');
    String groups = zone < 0 ? text : text.substring(0, zone);
    return ZEROS
        .matcher(groups)
        .results()
        .max(Comparator.comparingInt(zeros -> zeros.end() - zeros.start()))
        .map(
            (MatchResult zeros) ->
                text.substring(0, zeros.start()) + "::" + text.substring(zeros.end()))
        .orElse(text);
  }

  /** Such as {@code 10.0.0.1:80} or {@code [::1]:80}. */
  public static String of(InetAddress address, int port) {
    String host = of(address);
    return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
  }

  /** The same; if the address is not resolved, its host name. */
  public static String of(InetSocketAddress address) {
    InetAddress resolved = address.getAddress();
    return resolved == null
        ? address.getHostString() + ':' + address.getPort()
        : of(resolved, address.getPort());
  }
}
