package io.github.websocketecho.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sets the {@link SecurityHeaders} of every response except a 101, because the head of a 101 is to
 * be short.
 */
@Component
final class SecurityHeadersFilter extends OncePerRequestFilter implements Ordered {

  /** Before all other filters, because each of them may answer. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  /** An error may have reset the response. */
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (PlainRequests.isPlain(request)) {
      SecurityHeaders.set(response);
      chain.doFilter(request, response);
    } else {
      chain.doFilter(request, new HandshakeResponse(response));
    }
  }

  /** The response to an opening handshake. It has the headers if the handshake is rejected. */
  private static final class HandshakeResponse extends HttpServletResponseWrapper {

    private HandshakeResponse(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void setStatus(int status) {
      if (status != SC_SWITCHING_PROTOCOLS) {
        SecurityHeaders.set(this);
      }
      super.setStatus(status);
    }
  }
}
