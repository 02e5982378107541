package io.github.websocketecho.engine;

import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.web.socket.WebSocketExtension;

/**
 * What is kept of an opening handshake, in little memory, for most connections are never asked for
 * it: what a client can make long, and what may be secret, only until the connection is open,
 * unless the handler asks for it by then.
 *
 * @param number of the connection
 * @param address of the request, whole; from the opening on without what makes it long
 * @param head the lines of the request's head; null from the opening on
 * @param subprotocol null for none, or for a long one that nobody asked for
 */
record Handshake(
    long number,
    String address,
    @Nullable String head,
    @Nullable Principal principal,
    @Nullable InetSocketAddress localAddress,
    @Nullable InetSocketAddress remoteAddress,
    @Nullable String subprotocol,
    List<WebSocketExtension> extensions) {

  private static final String SEPARATOR = ":";

  /** A longer address or subprotocol is kept only if somebody asks for it [characters]. */
  static final int LONG = 256;

  /** The lines of a head. The request may be gone later: its server uses it again for others. */
  static String head(HttpRequest request) {
    var head = new StringBuilder();
    request
        .getHeaders()
        .forEach(
            (name, values) ->
                values.forEach(
                    value -> head.append(name).append(SEPARATOR).append(value).append('\n')));
    return head.toString();
  }

  /** The same, with the socket's own addresses where they are equal: it keeps them anyway. */
  Handshake over(Transport transport) {
    return new Handshake(
        number,
        address,
        head,
        principal,
        oneOf(localAddress, transport.localAddress()),
        oneOf(remoteAddress, transport.remoteAddress()),
        subprotocol,
        extensions);
  }

  /**
   * The same once the connection is open.
   *
   * @param addressAsked whether the handler has asked for the address
   * @param subprotocolAsked whether it has asked for the subprotocol
   */
  Handshake opened(boolean addressAsked, boolean subprotocolAsked) {
    boolean cutsAddress = !addressAsked && address.length() > LONG;
    boolean cutsSubprotocol =
        !subprotocolAsked && subprotocol != null && subprotocol.length() > LONG;
    return new Handshake(
        number,
        cutsAddress ? withoutQuery() : address,
        null,
        principal,
        localAddress,
        remoteAddress,
        cutsSubprotocol ? null : subprotocol,
        extensions);
  }

  /** As much of the path as anybody shows. */
  private String withoutQuery() {
    int query = address.indexOf('?');
    int end = Math.min(query < 0 ? address.length() : query, LONG);
    // Not within an escape, lest it be no URI any more.
    int escape = address.lastIndexOf('%', end);
    boolean isCut = escape >= 0 && escape > end - "%00".length();
    return address.substring(0, isCut ? escape : end);
  }

  private static @Nullable InetSocketAddress oneOf(
      @Nullable InetSocketAddress told, @Nullable InetSocketAddress kept) {
    return Objects.equals(told, kept) ? kept : told;
  }

  String id() {
    return Long.toHexString(number);
  }

  URI uri() {
    return URI.create(address);
  }

  /**
   * The headers of the request.
   *
   * @throws IllegalStateException if they are kept no more
   */
  HttpHeaders headers() {
    if (head == null) {
      throw new IllegalStateException(
          "The headers of the opening handshake are there until afterConnectionEstablished returns,"
              + " and later only for a handler that has asked for them by then");
    }
    var headers = new HttpHeaders();
    head.lines()
        .forEach(
            line -> {
              int separator = line.indexOf(SEPARATOR);
              headers.add(line.substring(0, separator), line.substring(separator + 1));
            });
    return HttpHeaders.readOnlyHttpHeaders(headers);
  }
}
