package io.github.websocketecho.page;

import io.github.websocketecho.protocol.OpeningRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the browser what the page may do: run this server's own scripts and styles, nothing inline,
 * and connect to any WebSocket server, for it may test others too. Every answer has the headers,
 * but for a 101, whose head is to be as short as it was.
 */
@Component
final class SecurityHeaders extends OncePerRequestFilter implements Ordered {

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
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

  /** Before all others, for each of them may answer. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  /** An error may have emptied the response. */
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isOpeningHandshake(request)) {
      chain.doFilter(request, new OpeningResponse(response));
    } else {
      HEADERS.forEach(response::setHeader);
      chain.doFilter(request, response);
    }
  }

  private static boolean isOpeningHandshake(HttpServletRequest request) {
    return OpeningRequest.isOpeningHandshake(
        request.getMethod(), Collections.list(request.getHeaders(HttpHeaders.UPGRADE)));
  }

  /** The answer to an opening handshake: it has the headers once that is refused. */
  private static final class OpeningResponse extends HttpServletResponseWrapper {

    private OpeningResponse(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void setStatus(int status) {
      if (status != SC_SWITCHING_PROTOCOLS) {
        HEADERS.forEach(this::setHeader);
      }
      super.setStatus(status);
    }
  }
}
