package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.protocol.MessageInflater;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.protocol.OpeningResponse.Header;
import io.github.websocketecho.protocol.PermessageDeflate;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.RequestUpgradeStrategy;

/**
 * Answers the opening handshake (RFC 6455, section 4.2.2) and moves the connection to an event
 * loop.
 */
@Component
public final class EngineUpgradeStrategy implements RequestUpgradeStrategy {

  private static final Log logger = LogFactory.getLog(EngineUpgradeStrategy.class);

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private static final String[] VERSIONS = {"13"};
  private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final EventLoops loops;
  private final AtomicLong ids = new AtomicLong();

  EngineUpgradeStrategy(EventLoops loops) {
    this.loops = loops;
  }

  @Override
  public String[] getSupportedVersions() {
    return VERSIONS.clone();
  }

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
    if (!loops.isRunning()) {
      response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
      return;
    }
    String clientKey = request.getHeaders().getFirst(WebSocketHttpHeaders.SEC_WEBSOCKET_KEY);
    HttpHeaders answer = response.getHeaders();
    answer.setUpgrade("websocket");
    answer.setConnection(HttpHeaders.UPGRADE);
    answer.set(WebSocketHttpHeaders.SEC_WEBSOCKET_ACCEPT, accept(String.valueOf(clientKey)));
    if (subprotocol != null) {
      answer.set(WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL, subprotocol);
    }
    Optional<PermessageDeflate> agreed = agree(request.getHeaders());
    agreed.ifPresent(
        deflate -> answer.set(WebSocketHttpHeaders.SEC_WEBSOCKET_EXTENSIONS, deflate.response()));
    ConnectionOptions options = ConnectionOptions.take(attributes);
    OpeningResponse opening = openingResponse(answer);
    Handshake handshake = handshake(request, user, subprotocol, agreed);
    HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
    try {
      response.getBody(); // Puts the headers into the servlet's response.
      servletRequest
          .upgrade(Takeover.class)
          .then(
              transport -> {
                var session =
                    new EngineSession(
                        handshake.over(transport),
                        attributes,
                        options.handlerAnswers() ? opening : null);
                var delivery = new MessageDelivery(handler, session);
                var connection =
                    new Connection(loops, transport, delivery, options, agreed.orElse(null));
                session.connect(connection);
                loops.opened();
                ByteBuffer unsent =
                    options.handlerAnswers() ? NOTHING : answer(transport, opening.bytes());
                connection.loop().execute(() -> connection.open(opening, unsent, session));
              },
              () -> lost(options));
      WithheldResponse.withhold(servletRequest); // Tomcat would leave the reason phrase out.
    } catch (IOException | ServletException e) {
      throw new HandshakeFailureException("Cannot upgrade " + request.getURI(), e);
    }
  }

  /** Sends the answer, and returns what the socket does not take now: hardly ever anything. */
  private static ByteBuffer answer(Transport transport, ByteBuffer head) {
    try {
      transport.write(head, NOTHING.duplicate());
    } catch (IOException e) {
      logger.debug("The client has gone", e); // As the loop is about to find out.
    }
    return head;
  }

  /** What to compress with; nothing while memory for it is short, for then it may be declined. */
  private Optional<PermessageDeflate> agree(HttpHeaders offered) {
    return PermessageDeflate.negotiate(
            offered.getOrEmpty(WebSocketHttpHeaders.SEC_WEBSOCKET_EXTENSIONS))
        .filter(agreed -> loops.codecs().hasFree(MessageInflater.memory(agreed)));
  }

  /** TCP ended before the connection could be taken over. */
  private static void lost(ConnectionOptions options) {
    if (options.onEnd() != null) {
      options.onEnd().run();
    }
    ConnectionObserver observer = options.observer();
    if (observer != null) {
      observer.closing(Cause.NETWORK, "TCP ended within the opening handshake.");
      observer.ended(TcpEnd.RESET);
    }
  }

  private static OpeningResponse openingResponse(HttpHeaders headers) {
    var lines = new ArrayList<Header>();
    headers.forEach((name, values) -> values.forEach(value -> lines.add(new Header(name, value))));
    return new OpeningResponse(OpeningResponse.SWITCHING_PROTOCOLS, lines);
  }

  private Handshake handshake(
      ServerHttpRequest request,
      @Nullable Principal user,
      @Nullable String subprotocol,
      Optional<PermessageDeflate> agreed) {
    return new Handshake(
        ids.incrementAndGet(),
        request.getURI().toString(),
        Handshake.head(request),
        user,
        request.getLocalAddress(),
        request.getRemoteAddress(),
        subprotocol,
        agreed
            .map(deflate -> WebSocketExtension.parseExtensions(deflate.response()))
            .orElse(List.of()));
  }

  private static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key.strip() + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-1", e);
    }
  }
}
