package io.github.websocketecho.endpoint;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.RequestUpgradeStrategy;

/** Fails to upgrade where the address says so by {@code fail}: {@code throw} or {@code answer}. */
final class FailingUpgradeStrategy implements RequestUpgradeStrategy {

  private final RequestUpgradeStrategy inner;

  FailingUpgradeStrategy(RequestUpgradeStrategy inner) {
    this.inner = inner;
  }

  @Override
  public String[] getSupportedVersions() {
    return inner.getSupportedVersions();
  }

  @Override
  public List<WebSocketExtension> getSupportedExtensions(ServerHttpRequest request) {
    return inner.getSupportedExtensions(request);
  }

  @Override
  public void upgrade(
      ServerHttpRequest request,
      ServerHttpResponse response,
      @Nullable String subprotocol,
      List<WebSocketExtension> extensions,
      @Nullable Principal user,
      WebSocketHandler handler,
      Map<String, Object> attributes)
      throws HandshakeFailureException {
    String query = String.valueOf(request.getURI().getQuery());
    if (query.endsWith("fail=throw")) {
      throw new HandshakeFailureException("As the address asks");
    }
    if (query.endsWith("fail=answer")) {
      response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
      return;
    }
    inner.upgrade(request, response, subprotocol, extensions, user, handler, attributes);
  }
}
