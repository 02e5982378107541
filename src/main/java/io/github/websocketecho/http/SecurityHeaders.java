package io.github.websocketecho.http;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/**
 * The headers that tell a browser what a response may do. Its page may use scripts and styles of
 * this server, but no inline ones. It may connect to any WebSocket server, because it tests other
 * servers too.
 */
public final class SecurityHeaders {

  private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

  private static final Map<String, String> HEADERS =
      Map.of(
          CONTENT_SECURITY_POLICY,
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
              + " connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");

  private SecurityHeaders() {}

  /** Sets the headers of a response that may be a page. The thread that writes the response. */
  public static void set(HttpServletResponse response) {
    HEADERS.forEach(response::setHeader);
  }

  /**
   * Sets the headers of a response that is never a page, and may load nothing. The thread that
   * writes the response.
   */
  public static void setWithoutPage(HttpServletResponse response) {
    set(response);
    response.setHeader(CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
  }
}
