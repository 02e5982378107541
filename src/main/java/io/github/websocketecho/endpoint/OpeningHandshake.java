package io.github.websocketecho.endpoint;

import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.util.WebUtils;

/**
 * What a server demands of a client's opening handshake.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455.html#section-4.2.1">RFC 6455, section
 *     4.2.1</a>
 */
final class OpeningHandshake {

  private static final int KEY_BYTES = 16;
  private static final int KEY_CHARACTERS = 24;

  private final CorsConfiguration origins = new CorsConfiguration();
  private final BooleanSupplier running;

  /**
   * @param allowedOrigins patterns of the origins that may connect besides the server's own
   * @param running whether the server takes connections still
   */
  OpeningHandshake(List<String> allowedOrigins, BooleanSupplier running) {
    origins.setAllowedOriginPatterns(allowedOrigins);
    this.running = running;
  }

  /**
   * Checks a GET request with {@code Upgrade: websocket}.
   *
   * @throws RequestRefusedException at the first demand that it does not meet
   */
  void check(HttpRequest request) {
    HttpHeaders headers = request.getHeaders();
    if (headers.getConnection().stream().noneMatch("upgrade"::equalsIgnoreCase)) {
      throw RequestRefusedException.header(
          HttpHeaders.CONNECTION, String.join(", ", headers.getConnection()), HttpHeaders.UPGRADE);
    }
    String version = text(headers, WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION);
    if (!version.equals(RequestRefusedException.VERSION)) {
      throw RequestRefusedException.version(version);
    }
    String key = text(headers, WebSocketHttpHeaders.SEC_WEBSOCKET_KEY);
    if (!isKey(key)) {
      throw RequestRefusedException.header(
          WebSocketHttpHeaders.SEC_WEBSOCKET_KEY, key, KEY_BYTES + " bytes, Base64");
    }
    String origin = headers.getOrigin();
    if (origin != null && !isAllowed(origin, request)) {
      throw RequestRefusedException.originNotAllowed(origin);
    }
    if (!running.getAsBoolean()) {
      throw RequestRefusedException.shuttingDown();
    }
  }

  private boolean isAllowed(String origin, HttpRequest request) {
    return origins.checkOrigin(origin) != null || WebUtils.isSameOrigin(request);
  }

  private static boolean isKey(String key) {
    try {
      // The decoder would do without the padding.
      return key.length() == KEY_CHARACTERS && Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String text(HttpHeaders headers, String name) {
    @Nullable String value = headers.getFirst(name);
    return value == null ? "" : value.strip();
  }
}
