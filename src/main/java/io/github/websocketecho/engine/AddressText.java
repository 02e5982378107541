package io.github.websocketecho.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.tomcat.util.net.IPv6Utils;

/**
 * IP addresses as people write them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5952.html">RFC 5952, for IPv6</a>
 */
public final class AddressText {

  private AddressText() {}

  /** Such as {@code 10.0.0.1} or {@code ::1}. */
  public static String of(InetAddress address) {
    return IPv6Utils.canonize(address.getHostAddress());
  }

  /** Such as {@code 10.0.0.1:80} or {@code [::1]:80}. */
  public static String of(InetAddress address, int port) {
    String host = of(address);
    return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
  }

  /** The same; of an address that is not resolved its name. */
  public static String of(InetSocketAddress address) {
    InetAddress resolved = address.getAddress();
    return resolved == null
        ? address.getHostString() + ':' + address.getPort()
        : of(resolved, address.getPort());
  }
}
