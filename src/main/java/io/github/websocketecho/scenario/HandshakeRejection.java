package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.protocol.OpeningResponse.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.socket.WebSocketHttpHeaders;

/**
 * A response that rejects an opening handshake: a status, and the headers that HTTP requires with
 * it. It answers opening handshakes only, so that no link of a page can lead to its redirects.
 *
 * @param status 300-599
 * @param headers besides those of the body and {@code Connection}
 */
record HandshakeRejection(int status, List<Header> headers) {

  private static final List<String> UPGRADE_HEADERS =
      List.of(
          HttpHeaders.UPGRADE,
          HttpHeaders.CONNECTION,
          WebSocketHttpHeaders.SEC_WEBSOCKET_ACCEPT,
          WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL,
          WebSocketHttpHeaders.SEC_WEBSOCKET_EXTENSIONS);

  /**
   * Any status, with the headers that HTTP requires with it.
   *
   * @param location the target of a redirect: one line
   * @param retryAfter the delay that a 429 or a 503 asks for, rounded up to whole seconds
   * @param realm the realm that a 401 or a 407 asks credentials for: one line, without quotation
   *     marks
   */
  static HandshakeRejection of(int status, String location, Duration retryAfter, String realm) {
    String challenge = "Basic realm=\"" + realm + '"';
    return new HandshakeRejection(
        status,
        switch (status) {
          case 304 -> List.of();
          case 401 -> List.of(new Header(HttpHeaders.WWW_AUTHENTICATE, challenge));
          case 405 -> List.of(new Header(HttpHeaders.ALLOW, "GET, HEAD"));
          case 407 -> List.of(new Header(HttpHeaders.PROXY_AUTHENTICATE, challenge));
          case 426 ->
              List.of(
                  new Header(HttpHeaders.UPGRADE, "websocket"),
                  new Header(WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION, "13"));
          case 429, 503 -> List.of(new Header(HttpHeaders.RETRY_AFTER, seconds(retryAfter)));
          default -> status < 400 ? List.of(new Header(HttpHeaders.LOCATION, location)) : List.of();
        });
  }

  /** A 401 with this challenge. */
  static HandshakeRejection unauthorized(String challenge) {
    return new HandshakeRejection(
        HttpStatus.UNAUTHORIZED.value(),
        List.of(new Header(HttpHeaders.WWW_AUTHENTICATE, challenge)));
  }

  /** Returns a copy with one more header. */
  HandshakeRejection with(Header header) {
    return new HandshakeRejection(
        status, Stream.concat(headers.stream(), Stream.of(header)).toList());
  }

  /** The head of the response: the accepting one, with its status and its headers replaced. */
  OpeningResponse insteadOf(OpeningResponse accepting) {
    OpeningResponse head = accepting.withStatus(statusLine());
    for (String name : UPGRADE_HEADERS) {
      head = head.without(name);
    }
    for (Header header : headers) {
      head = head.with(header.name(), header.value());
    }
    return withBodyHeaders(head);
  }

  private OpeningResponse withBodyHeaders(OpeningResponse head) {
    // A sender of Upgrade lists it in Connection as well (RFC 9110, section 7.8).
    OpeningResponse closing =
        head.with(HttpHeaders.CONNECTION, status == 426 ? "close, Upgrade" : "close");
    return hasBody()
        ? closing
            .with(HttpHeaders.CONTENT_TYPE, "text/plain;charset=UTF-8")
            .with(HttpHeaders.CONTENT_LENGTH, String.valueOf(body().remaining()))
        : closing;
  }

  private static String seconds(Duration time) {
    return String.valueOf(time.plusSeconds(1).minusNanos(1).toSeconds());
  }

  /** A 304 never has a body (RFC 9110, section 15.4.5). */
  private boolean hasBody() {
    return status != 304;
  }

  /** The body, which repeats the status line. Empty for a 304. */
  ByteBuffer body() {
    String text = hasBody() ? statusLine() + '\n' : "";
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private String statusLine() {
    @Nullable HttpStatus known = HttpStatus.resolve(status);
    return status + " " + (known == null ? "" : known.getReasonPhrase());
  }
}
