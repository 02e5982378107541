package io.github.websocketecho.endpoint;

import io.github.websocketecho.protocol.Origin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHttpHeaders;

/**
 * What a server demands of a client's opening handshake.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455.html#section-4.2.1">RFC 6455, section
 *     4.2.1</a>
 */
final class OpeningHandshake {

  private static final int KEY_BYTES = 16;

  private static final String HTTP = "HTTP/1.1";

  private final AllowedOrigins origins;
  private final BooleanSupplier running;

  /**
   * @param allowedOrigins patterns of the origins that may connect besides the server's own
   * @param running whether the server takes connections still
   */
  OpeningHandshake(List<String> allowedOrigins, BooleanSupplier running) {
    origins = new AllowedOrigins(allowedOrigins);
    this.running = running;
  }

  /**
   * Checks a GET request whose {@code Upgrade} names {@code websocket}.
   *
   * @throws RequestRefusedException at the first demand that it does not meet
   */
  void check(ServletServerHttpRequest request) {
    HttpServletRequest servletRequest = request.getServletRequest();
    if (!servletRequest.getProtocol().equals(HTTP)) {
      throw RequestRefusedException.httpVersion(servletRequest.getProtocol(), HTTP);
    }
    HttpHeaders headers = request.getHeaders();
    if (headers.getConnection().stream().noneMatch("upgrade"::equalsIgnoreCase)) {
      throw RequestRefusedException.header(
          HttpHeaders.CONNECTION, String.join(", ", headers.getConnection()), HttpHeaders.UPGRADE);
    }
    String version = text(headers, WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION);
    if (!version.equals(RequestRefusedException.VERSION)) {
      throw RequestRefusedException.version(version);
    }
    checkKey(text(headers, WebSocketHttpHeaders.SEC_WEBSOCKET_KEY));
    Subprotocols.check(headers);
    String origin = text(headers, HttpHeaders.ORIGIN);
    if (headers.containsHeader(HttpHeaders.ORIGIN) && !isAllowed(origin, servletRequest)) {
      throw RequestRefusedException.originNotAllowed(origin);
    }
    if (!running.getAsBoolean()) {
      throw RequestRefusedException.shuttingDown();
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
    int bytes = base64(key);
    if (bytes != KEY_BYTES) {
      String allowed = KEY_BYTES + " bytes, Base64";
      throw bytes <= 0
          ? RequestRefusedException.header(WebSocketHttpHeaders.SEC_WEBSOCKET_KEY, key, allowed)
          : RequestRefusedException.keyLength(key, bytes, allowed);
    }
  }

  /** How many bytes this is in Base64; -1 if it is something else. */
  private static int base64(String text) {
    try {
      // The decoder would do without the padding.
      return text.length() % 4 == 0 ? Base64.getDecoder().decode(text).length : -1;
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  /** The value; those of several lines joined, which is wrong where one is demanded. */
  private static String text(HttpHeaders headers, String name) {
    return String.join(", ", headers.getOrEmpty(name)).strip();
  }
}
