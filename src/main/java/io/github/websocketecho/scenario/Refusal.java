package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.OpeningResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.socket.WebSocketHttpHeaders;

/**
 * How an opening handshake is refused: a status, and the headers that HTTP asks for with it. Only
 * an opening handshake is ever answered so: the redirects are none for a page's links.
 *
 * @param status 300-599
 * @param location where a redirect leads to: one line
 * @param retryAfter what a 429 and a 503 ask for; counts in whole seconds, rounded up
 * @param realm what a 401 and a 407 ask the password for: one line, without quotation marks
 */
record Refusal(int status, String location, Duration retryAfter, String realm) {

  private static final List<String> HEADERS_OF_AN_UPGRADE =
      List.of(
          HttpHeaders.UPGRADE,
          HttpHeaders.CONNECTION,
          WebSocketHttpHeaders.SEC_WEBSOCKET_ACCEPT,
          WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL,
          WebSocketHttpHeaders.SEC_WEBSOCKET_EXTENSIONS);

  /** The head, with what else stood in the right answer. */
  OpeningResponse insteadOf(OpeningResponse rightAnswer) {
    OpeningResponse head = rightAnswer.withStatus(statusLine());
    for (String name : HEADERS_OF_AN_UPGRADE) {
      head = head.without(name);
    }
    return described(withHeadersOfStatus(head));
  }

  private OpeningResponse withHeadersOfStatus(OpeningResponse head) {
    String challenge = "Basic realm=\"" + realm + '"';
    return switch (status) {
      case 304 -> head;
      case 401 -> head.with(HttpHeaders.WWW_AUTHENTICATE, challenge);
      case 405 -> head.with(HttpHeaders.ALLOW, "GET, HEAD");
      case 407 -> head.with(HttpHeaders.PROXY_AUTHENTICATE, challenge);
      case 426 ->
          head.with(HttpHeaders.UPGRADE, "websocket")
              .with(WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION, "13");
      case 429, 503 -> head.with(HttpHeaders.RETRY_AFTER, String.valueOf(retrySeconds()));
      default -> status < 400 ? head.with(HttpHeaders.LOCATION, location) : head;
    };
  }

  private OpeningResponse described(OpeningResponse head) {
    // A sender of Upgrade lists it in Connection as well (RFC 9110, section 7.8).
    OpeningResponse closing =
        head.with(HttpHeaders.CONNECTION, status == 426 ? "close, Upgrade" : "close");
    return hasBody()
        ? closing
            .with(HttpHeaders.CONTENT_TYPE, "text/plain;charset=UTF-8")
            .with(HttpHeaders.CONTENT_LENGTH, String.valueOf(body().remaining()))
        : closing;
  }

  private long retrySeconds() {
    return retryAfter.plusSeconds(1).minusNanos(1).toSeconds();
  }

  /** A 304 never has one (RFC 9110, section 15.4.5). */
  private boolean hasBody() {
    return status != 304;
  }

  /** What follows the head. */
  ByteBuffer body() {
    String text = hasBody() ? statusLine() + '\n' : "";
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private String statusLine() {
    @Nullable HttpStatus known = HttpStatus.resolve(status);
    return status + " " + (known == null ? "" : known.getReasonPhrase());
  }
}
