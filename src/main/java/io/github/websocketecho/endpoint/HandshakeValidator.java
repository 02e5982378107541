package io.github.websocketecho.endpoint;

import io.github.websocketecho.http.AllowedOrigins;
import io.github.websocketecho.protocol.Origin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHttpHeaders;

/**
 * Checks that an opening handshake is valid and allowed. Any thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455.html#section-4.2.1">RFC 6455, section
 *     4.2.1</a>
 */
final class HandshakeValidator {

  private static final int KEY_BYTES = 16;

  private static final String HTTP = "HTTP/1.1";

  private final AllowedOrigins origins;
  private final BooleanSupplier running;

  /**
   * @param allowedOrigins the patterns of the origins that may connect, besides the server's own
   * @param running returns false once the server has begun to stop
   */
  HandshakeValidator(List<String> allowedOrigins, BooleanSupplier running) {
    origins = new AllowedOrigins(allowedOrigins);
    this.running = running;
  }

  /**
   * Checks a GET request whose header {@code Upgrade} contains {@code websocket}.
   *
   * @throws RequestRejectedException for the first rule that the request breaks
   */
  void check(ServletServerHttpRequest request) {
    HttpServletRequest servletRequest = request.getServletRequest();
    if (!servletRequest.getProtocol().equals(HTTP)) {
      throw RequestRejectedException.httpVersion(servletRequest.getProtocol(), HTTP);
    }
    HttpHeaders headers = request.getHeaders();
    if (headers.getConnection().stream().noneMatch("upgrade"::equalsIgnoreCase)) {
      throw RequestRejectedException.header(
          HttpHeaders.CONNECTION, String.join(", ", headers.getConnection()), HttpHeaders.UPGRADE);
    }
    String version = text(headers, WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION);
    if (!version.equals(RequestRejectedException.VERSION)) {
      throw RequestRejectedException.version(version);
    }
    checkKey(text(headers, WebSocketHttpHeaders.SEC_WEBSOCKET_KEY));
    Subprotocols.check(headers);
    String origin = text(headers, HttpHeaders.ORIGIN);
    if (headers.containsHeader(HttpHeaders.ORIGIN) && !isAllowed(origin, servletRequest)) {
      throw RequestRejectedException.originNotAllowed(origin);
    }
    if (!running.getAsBoolean()) {
      throw RequestRejectedException.shuttingDown();
    }
  }

  private boolean isAllowed(String origin, HttpServletRequest request) {
    return origins.contain(origin)
        || Origin.parse(origin)
            .filter(
                Origin.of(request.getScheme(), request.getServerName(), request.getServerPort())
                    ::equals)
            .isPresent();
  }

  private static void checkKey(String key) {
    int bytes = base64Length(key);
    if (bytes != KEY_BYTES) {
      String allowed = KEY_BYTES + " bytes, Base64";
      throw bytes <= 0
          ? RequestRejectedException.header(WebSocketHttpHeaders.SEC_WEBSOCKET_KEY, key, allowed)
          : RequestRejectedException.keyLength(key, bytes, allowed);
    }
  }

  /** The number of bytes that a text in Base64 contains; -1 if the text is not Base64. */
  private static int base64Length(String text) {
    try {
      // The decoder itself does not require the padding.
      return text.length() % 4 == 0 ? Base64.getDecoder().decode(text).length : -1;
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  /** The value of a header. Several lines are joined, so that they are invalid as one value. */
  private static String text(HttpHeaders headers, String name) {
    return String.join(", ", headers.getOrEmpty(name)).strip();
  }
}
