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
 * it.
 *
 * @param number of the connection
 * @param address of the request, whole
 * @param head the lines of the request's head
 */
record Handshake(
    long number,
    String address,
    String head,
    @Nullable Principal principal,
    @Nullable InetSocketAddress localAddress,
    @Nullable InetSocketAddress remoteAddress,
    @Nullable String subprotocol,
    List<WebSocketExtension> extensions) {

  private static final String SEPARATOR = ":";

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

  HttpHeaders headers() {
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
