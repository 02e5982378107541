package io.github.websocketecho.admission;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.InvalidSettingException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the address of a request's client: the peer's, or, if the peer is a trusted proxy, the one
 * that the proxy reports. The headers are read from their end, as far as trusted proxies have
 * written them, so that a client cannot choose its address.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239.html">RFC 7239, Forwarded</a>
 */
@Component
public final class ClientAddresses {

  private static final String FORWARDED = "Forwarded";
  private static final String X_FORWARDED_FOR = "X-Forwarded-For";

  /** A longer header is ignored: no chain of proxies is that long [characters]. */
  private static final int LONGEST = 2048;

  private static final InetAddress NOBODY = InetAddress.ofLiteral("::");

  private final List<AddressRange> trusted;

  /**
   * @throws InvalidSettingException if a trusted proxy is neither an address nor a range
   */
  ClientAddresses(EchoProperties properties) {
    trusted = properties.trustedProxies().stream().map(ClientAddresses::range).toList();
  }

  private static AddressRange range(String text) {
    try {
      return AddressRange.parse(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(
          "websocket-echo.trusted-proxies",
          text,
          "an IP address, or a range such as 10.0.0.0/8, with 0 to 32 behind the slash for IPv4"
              + " and 0 to 128 for IPv6");
    }
  }

  /** The client's address. Any thread. */
  public InetAddress of(HttpServletRequest wrapped) {
    HttpServletRequest request = unwrap(wrapped);
    InetAddress peer = peer(request);
    if (!isTrusted(peer)) {
      return peer;
    }
    List<String> forwarded = forwarded(request);
    List<String> forwardedFor = List.of(values(request, X_FORWARDED_FOR).split(",", -1));
    InetAddress client = client(peer, forwarded);
    InetAddress other = client(peer, forwardedFor);
    if (request.getHeader(FORWARDED) == null) {
      return other;
    }
    // A proxy that writes one header may forward the other as the client sent it.
    return request.getHeader(X_FORWARDED_FOR) == null || client.equals(other) ? client : peer;
  }

  /**
   * The address at the other end of TCP, which may be a proxy's. If the servlet container takes it
   * from a header ({@code server.forward-headers-strategy=native}), it may be invalid: then the
   * result is {@code ::}, and all such clients count as one. Any thread.
   */
  public static InetAddress peer(HttpServletRequest request) {
    String address = unwrap(request).getRemoteAddr();
    // The zone of a link-local address has a meaning on this host only.
    int zone = address.indexOf('%');
    InetAddress peer = literal(zone < 0 ? address : address.substring(0, zone));
    return peer == null ? NOBODY : peer;
  }

  /**
   * The request as received. Spring's filter for such headers ({@code
   * server.forward-headers-strategy=framework}) hides them, and reports an address from them as the
   * peer's, although any client can send them.
   */
  public static HttpServletRequest unwrap(HttpServletRequest request) {
    HttpServletRequest inner = request;
    while (inner instanceof HttpServletRequestWrapper wrapper
        && wrapper.getRequest() instanceof HttpServletRequest next) {
      inner = next;
    }
    return inner;
  }

  private boolean isTrusted(InetAddress address) {
    for (AddressRange range : trusted) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * @param nodes the chain of addresses, the farthest first
   */
  private InetAddress client(InetAddress peer, List<String> nodes) {
    InetAddress client = peer;
    for (String node : nodes.reversed()) {
      InetAddress before = parse(node.strip());
      if (before == null) {
        return client; // An obfuscated or malformed node: the last known address.
      }
      client = before;
      if (!isTrusted(client)) {
        return client;
      }
    }
    return client;
  }

  private static List<String> forwarded(HttpServletRequest request) {
    return ForwardedHeaderParser.nodes(values(request, FORWARDED));
  }

  private static String values(HttpServletRequest request, String header) {
    String all = String.join(",", Collections.list(request.getHeaders(header)));
    return all.length() <= LONGEST ? all : "";
  }

  /** Reads an address, and ignores its port. An IPv6 address with a port has brackets. */
  private static @Nullable InetAddress parse(String node) {
    if (node.startsWith("[")) {
      int end = node.indexOf(']');
      return end > 0 && isPort(node.substring(end + 1)) ? literal(node.substring(1, end)) : null;
    }
    int colon = node.indexOf(':');
    boolean hasPort = colon >= 0 && colon == node.lastIndexOf(':');
    return !hasPort || isPort(node.substring(colon))
        ? literal(hasPort ? node.substring(0, colon) : node)
        : null;
  }

  private static boolean isPort(String text) {
    return text.isEmpty()
        || (text.length() > 1
            && text.startsWith(":")
            && text.substring(1).chars().allMatch(c -> c >= '0' && c <= '9'));
  }

  private static @Nullable InetAddress literal(String address) {
    try {
      // A zone has a meaning on its own host only.
      return address.indexOf('%') < 0 ? InetAddress.ofLiteral(address) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
