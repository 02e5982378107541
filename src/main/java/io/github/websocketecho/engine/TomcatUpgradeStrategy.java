package io.github.websocketecho.engine;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
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
 * <p>Differs from Spring's own strategy in the session that handlers get. It can close with every
 * code that may stand in a close frame: Spring looks the code up in the Jakarta API's enumeration,
 * which has no 1014, and fails. And a message to a peer that is gone is dropped without an error.
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
          .upgradeHttpToWebSocket(
              new WithoutParameters(servletRequest), servletResponse, endpoint, Map.of());
    } catch (Exception e) {
      throw new HandshakeFailureException(
          "Cannot upgrade " + servletRequest.getRequestURL() + " to WebSocket", e);
    }
  }

  /** Tomcat would fail at a query that is not UTF-8; no handler asks Tomcat for it. */
  private static final class WithoutParameters extends HttpServletRequestWrapper {

    private WithoutParameters(HttpServletRequest request) {
      super(request);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      return Map.of();
    }
  }

  private static final class Session extends StandardWebSocketSession {

    private Session(
        HttpHeaders headers,
        Map<String, Object> attributes,
        @Nullable InetSocketAddress local,
        @Nullable InetSocketAddress remote,
        @Nullable Principal user) {
      super(headers, attributes, local, remote, user);
    }

    @Override
    protected void sendTextMessage(TextMessage message) throws IOException {
      try {
        super.sendTextMessage(message);
      } catch (IOException e) {
        dropIfPeerIsGone(e);
      }
    }

    @Override
    protected void sendBinaryMessage(BinaryMessage message) throws IOException {
      try {
        super.sendBinaryMessage(message);
      } catch (IOException e) {
        dropIfPeerIsGone(e);
      }
    }

    /** A peer that goes away while it is being answered is no fault of the handler's. */
    private void dropIfPeerIsGone(IOException failure) throws IOException {
      if (isOpen()) {
        throw failure;
      }
      logger.debug("The peer is gone", failure);
    }

    @Override
    protected void closeInternal(CloseStatus status) throws IOException {
      getNativeSession().close(new CloseReason(status::getCode, status.getReason()));
    }
  }
}
