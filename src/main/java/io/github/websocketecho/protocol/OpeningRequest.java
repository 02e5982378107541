package io.github.websocketecho.protocol;

import java.util.Collection;

/**
 * Recognizes opening handshakes among HTTP requests.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455.html#section-4.2.1">RFC 6455, section
 *     4.2.1</a>
 */
public final class OpeningRequest {

  private static final String METHOD = "GET";
  private static final String WEBSOCKET = "websocket";

  private OpeningRequest() {}

  /**
   * Whether a request asks for a WebSocket connection, well-formed or not.
   *
   * @param upgrade the lines of the header {@code Upgrade}, each of which is a list of protocols
   *     (RFC 9110, section 7.8)
   */
  public static boolean isOpeningHandshake(String method, Collection<String> upgrade) {
    if (!method.equals(METHOD)) {
      return false;
    }
    for (String protocols : upgrade) {
      for (String protocol : protocols.split(",", -1)) {
        if (protocol.strip().equalsIgnoreCase(WEBSOCKET)) {
          return true;
        }
      }
    }
    return false;
  }
}
