package io.github.websocketecho.http;

import io.github.websocketecho.protocol.OpeningRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.springframework.http.HttpHeaders;

/** Distinguishes plain requests from opening handshakes. */
public final class PlainRequests {

  private PlainRequests() {}

  /**
   * Whether a request is not meant to open a WebSocket connection (RFC 6455, section 4.2.1). Any
   * thread.
   */
  public static boolean isPlain(HttpServletRequest request) {
    return !OpeningRequest.isOpeningHandshake(
        request.getMethod(), Collections.list(request.getHeaders(HttpHeaders.UPGRADE)));
  }
}
