package io.github.websocketecho.tomcat;

import io.github.websocketecho.engine.Accepted;
import io.github.websocketecho.engine.ConnectionOptions;
import io.github.websocketecho.engine.Engine;
import io.github.websocketecho.engine.SocketUpgrade;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.RequestUpgradeStrategy;

/**
 * Lets the engine accept an opening handshake, and moves the socket from Tomcat to the engine. The
 * engine sends the response, and Tomcat sends nothing.
 */
@Component
public final class TomcatUpgradeStrategy implements RequestUpgradeStrategy, SocketUpgrade {

  private static final String[] VERSIONS = {"13"};

  private final Engine engine;

  TomcatUpgradeStrategy(Engine engine) {
    this.engine = engine;
  }

  @Override
  public String[] getSupportedVersions() {
    return VERSIONS.clone();
  }

  /** {@return none, because the engine negotiates extensions with the client itself} */
  @Override
  public List<WebSocketExtension> getSupportedExtensions(ServerHttpRequest request) {
    return List.of();
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
    HttpHeaders answer = response.getHeaders();
    @Nullable Accepted accepted =
        engine.accept(
            request, answer, subprotocol, user, handler, attributes, ConnectionOptions.NONE);
    if (accepted == null) {
      response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
      return;
    }
    try {
      upgrade(request, response, accepted);
    } catch (RuntimeException e) {
      accepted.abandon();
      throw e;
    }
  }

  @Override
  public void upgrade(ServerHttpRequest request, ServerHttpResponse response, Accepted accepted)
      throws HandshakeFailureException {
    HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
    try {
      response.getBody(); // Writes the headers to the servlet's response.
      servletRequest.upgrade(SocketTakeover.class).prepare(accepted);
      WithheldResponseValve.withhold(servletRequest); // Tomcat would omit the reason phrase.
    } catch (IOException | ServletException e) {
      throw new HandshakeFailureException("Cannot upgrade " + request.getURI(), e);
    }
  }
}
