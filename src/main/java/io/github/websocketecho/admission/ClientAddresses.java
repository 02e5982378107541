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
 * Whose request it is: the peer's, or where that is a proxy that is trusted, the one for whom the
 * proxy asks. What a client says of itself counts for nothing: the headers are read from their end,
 * as far as trusted proxies have written them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239.html">RFC 7239, Forwarded</a>
 */
@Component
public final class ClientAddresses {

  private static final String FORWARDED = "Forwarded";
  private static final String X_FORWARDED_FOR = "X-Forwarded-For";

  /** A longer header counts for nothing: no row of proxies is that long [characters]. */
  private static final int LONGEST = 2048;

  private static final InetAddress NOBODY = InetAddress.ofLiteral("::");

  private final List<AddressRange> trusted;

  /**
   * @throws InvalidSettingException if a trusted proxy is no address and no range
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
    // A proxy that writes one header may pass on what the client wrote into the other.
    return request.getHeader(X_FORWARDED_FOR) == null || client.equals(other) ? client : peer;
  }

  /**
   * The address at the other end of TCP, which may be a proxy's. Where the servlet container takes
   * it from a header ({@code server.forward-headers-strategy=native}), it may be no address: then
   * it is {@code ::}, and all such clients count as one. Any thread.
   */
  public static InetAddress peer(HttpServletRequest request) {
    String address = unwrap(request).getRemoteAddr();
    int scope = address.indexOf('%'); // That of a link-local one, which is about this host.
    InetAddress peer = literal(scope < 0 ? address : address.substring(0, scope));
    return peer == null ? NOBODY : peer;
  }

  /**
   * The request as it came. Spring's filter for such headers ({@code
   * server.forward-headers-strategy=framework}) hides them, and gives out for the peer whom anybody
   * has written into them.
   */
  private static HttpServletRequest unwrap(HttpServletRequest request) {
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
   * @param nodes who asked whom, the first being the farthest
   */
  private InetAddress client(InetAddress peer, List<String> nodes) {
    InetAddress client = peer;
    for (String node : nodes.reversed()) {
      InetAddress before = parse(node.strip());
      if (before == null) {
        return client; // A name that hides an address, or nonsense: as far as can be told.
      }
      client = before;
      if (!isTrusted(client)) {
        return client;
      }
    }
    return client;
  }

  private static List<String> forwarded(HttpServletRequest request) {
    return ForwardedHeader.nodes(values(request, FORWARDED));
  }

  private static String values(HttpServletRequest request, String header) {
    String all = String.join(",", Collections.list(request.getHeaders(header)));
    return all.length() <= LONGEST ? all : "";
  }

  /** An address, whose port does not matter: an IPv6 address has brackets if it has a port. */
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
      // Of a literal with a scope only this host could tell what it means.
      return address.indexOf('%') < 0 ? InetAddress.ofLiteral(address) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
