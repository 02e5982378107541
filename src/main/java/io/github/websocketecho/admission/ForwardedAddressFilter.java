package io.github.websocketecho.admission;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ForwardedHeaderFilter;

/**
 * Reads the server's address, as its clients see it, from the headers of proxies, as Spring does
 * with {@code server.forward-headers-strategy=framework}. Unlike Spring, it rejects an invalid
 * address with 400, because each use of the address would fail.
 */
@Component
@ConditionalOnProperty(name = "server.forward-headers-strategy", havingValue = "framework")
final class ForwardedAddressFilter extends ForwardedHeaderFilter implements Ordered {

  private static final String REASON = "problem.forwarded";

  /** After the filter for the security headers, which every response has. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 1;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getDispatcherType() == DispatcherType.ERROR) {
      chain.doFilter(request, response); // The headers may have caused the error.
      return;
    }
    super.doFilterInternal(
        request,
        response,
        (forwarded, answer) -> {
          if (forwarded instanceof HttpServletRequest http && !hasAddress(http)) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, REASON);
          } else {
            chain.doFilter(forwarded, answer);
          }
        });
  }

  private static boolean hasAddress(HttpServletRequest request) {
    try {
      URI path = new URI(request.getRequestURI());
      URI address = new ServletServerHttpRequest(request).getURI();
      return path.getRawAuthority() == null && address.getRawAuthority() != null;
    } catch (IllegalArgumentException | IllegalStateException | URISyntaxException e) {
      return false;
    }
  }
}
