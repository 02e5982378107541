package io.github.websocketecho.page;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/**
 * The address of this server as the client knows it. It consists of characters that have no meaning
 * for a shell between double quotes, whatever the client has sent. Immutable.
 *
 * @param secure whether TLS is used
 * @param authority host and port
 */
record ServerAddress(boolean secure, String authority) {

  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\\[[0-9A-Fa-f:.]{2,45}]");
  private static final String UNKNOWN_HOST = "localhost";

  /** Characters of a URL that neither a POSIX shell nor PowerShell nor cmd replaces. */
  private static final String SAFE = "-._~/:?&=%+,;@()*[]";

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  static ServerAddress of(HttpServletRequest request) {
    boolean secure = request.isSecure();
    String host = request.getServerName();
    int port = request.getServerPort();
    if (!HOST.matcher(host).matches()) {
      host = UNKNOWN_HOST;
      port = request.getLocalPort();
    }
    boolean usual = port <= 0 || port == (secure ? HTTPS_PORT : HTTP_PORT);
    return new ServerAddress(secure, usual ? host : host + ':' + port);
  }

  String webSocket() {
    return (secure ? "wss://" : "ws://") + authority;
  }

  String http() {
    return (secure ? "https://" : "http://") + authority;
  }

  /**
   * Percent-encodes all characters of a path and a query that are special to a shell.
   *
   * @param target percent-encoded as received
   */
  static String quotable(String target) {
    var safe = new StringBuilder(target.length());
    target
        .codePoints()
        .forEach(
            character -> {
              if (isSafe(character)) {
                safe.append((char) character);
              } else {
                safe.append(UriUtils.encode(Character.toString(character), StandardCharsets.UTF_8));
              }
            });
    return safe.toString();
  }

  private static boolean isSafe(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || SAFE.indexOf(character) >= 0;
  }
}
