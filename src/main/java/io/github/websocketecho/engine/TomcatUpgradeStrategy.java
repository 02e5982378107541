package io.github.websocketecho.engine;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.adapter.standard.StandardWebSocketHandlerAdapter;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.standard.ServerEndpointRegistration;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;

/**
 * Hands a connection over to Tomcat's WebSocket after the opening handshake.
 *
 * <p>Differs from Spring's own strategy in the session that handlers get: theirs can close with
 * every code that may stand in a close frame. Spring looks the code up in the Jakarta API's
 * enumeration, which has no 1014, and fails.
 */
@Component
public final class TomcatUpgradeStrategy extends StandardWebSocketUpgradeStrategy {

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
    HttpServletRequest servletRequest = getHttpServletRequest(request);
    HttpServletResponse servletResponse = getHttpServletResponse(response);
    // Tomcat uses the request again for others once the handshake is done: copy what is kept.
    var session =
        new Session(
            HttpHeaders.copyOf(request.getHeaders()),
            attributes,
            request.getLocalAddress(),
            request.getRemoteAddress(),
            user);
    var endpoint =
        new ServerEndpointRegistration(
            servletRequest.getRequestURI(), new StandardWebSocketHandlerAdapter(handler, session));
    endpoint.setSubprotocols(subprotocol == null ? List.of() : List.of(subprotocol));
    try {
      getContainer(servletRequest)
          .upgradeHttpToWebSocket(servletRequest, servletResponse, endpoint, Map.of());
    } catch (Exception e) {
      throw new HandshakeFailureException(
          "Cannot upgrade " + servletRequest.getRequestURL() + " to WebSocket", e);
    }
  }

  private static final class Session extends StandardWebSocketSession {

    private Session(
        HttpHeaders headers,
        Map<String, Object> attributes,
        java.net.@Nullable InetSocketAddress local,
        java.net.@Nullable InetSocketAddress remote,
        @Nullable Principal user) {
      super(headers, attributes, local, remote, user);
    }

    @Override
    protected void closeInternal(CloseStatus status) throws IOException {
      getNativeSession().close(new CloseReason(status::getCode, status.getReason()));
    }
  }
}
