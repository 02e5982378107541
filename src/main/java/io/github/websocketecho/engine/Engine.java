package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.MessageInflater;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.protocol.OpeningResponse.Header;
import io.github.websocketecho.protocol.PermessageDeflate;
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
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;

/**
 * Accepts opening handshakes (RFC 6455, section 4.2.2), for a server that parses them and then
 * gives the socket away. Any thread.
 */
@Component
public final class Engine {

  private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final EventLoops loops;
  private final AtomicLong ids = new AtomicLong();

  /** The last address without a query: most clients use the same, which is stored once then. */
  private volatile String address = "";

  Engine(EventLoops loops) {
    this.loops = loops;
  }

  /** Whether connections are accepted: not any more once the server has begun to stop. */
  public boolean isRunning() {
    return loops.isRunning();
  }

  /**
   * Accepts the opening handshake of a connection, which then needs a socket.
   *
   * @param request a valid opening handshake
   * @param answer gets the headers of the answer
   * @param subprotocol of the connection; null for none
   * @param user of the connection; null for nobody
   * @param handler is called on the connection's loop
   * @param attributes of the session
   * @param options how the connection is treated
   * @return null if the engine has begun to stop: the handshake must be rejected with 503
   */
  public @Nullable Accepted accept(
      ServerHttpRequest request,
      HttpHeaders answer,
      @Nullable String subprotocol,
      @Nullable Principal user,
      WebSocketHandler handler,
      Map<String, Object> attributes,
      ConnectionOptions options) {
    if (!loops.accept()) {
      return null;
    }
    String key = request.getHeaders().getFirst(WebSocketHttpHeaders.SEC_WEBSOCKET_KEY);
    answer.setUpgrade("websocket");
    answer.setConnection(HttpHeaders.UPGRADE);
    answer.set(WebSocketHttpHeaders.SEC_WEBSOCKET_ACCEPT, acceptFor(String.valueOf(key)));
    if (subprotocol != null) {
      answer.set(WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL, subprotocol);
    }
    Optional<PermessageDeflate> agreed = agree(request.getHeaders(), options);
    agreed.ifPresent(
        deflate -> answer.set(WebSocketHttpHeaders.SEC_WEBSOCKET_EXTENSIONS, deflate.response()));
    return new Accepted(
        loops,
        handshake(request, user, subprotocol, agreed),
        openingResponse(answer),
        agreed.orElse(null),
        handler,
        attributes,
        options);
  }

  /** What to compress with; nothing while memory for it is short, because it may be declined. */
  private Optional<PermessageDeflate> agree(HttpHeaders offered, ConnectionOptions options) {
    return options
        .compression()
        .apply(offered.getOrEmpty(WebSocketHttpHeaders.SEC_WEBSOCKET_EXTENSIONS))
        .filter(agreed -> loops.codecs().hasFree(MessageInflater.memory(agreed)));
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
        shared(request.getURI().toString()),
        Handshake.head(request),
        user,
        request.getLocalAddress(),
        request.getRemoteAddress(),
        subprotocol,
        agreed
            .map(deflate -> WebSocketExtension.parseExtensions(deflate.response()))
            .orElse(List.of()));
  }

  /** A query may be secret, so it is not retained for others. */
  private String shared(String requested) {
    String known = address;
    if (known.equals(requested)) {
      return known;
    }
    if (requested.indexOf('?') < 0) {
      address = requested;
    }
    return requested;
  }

  private static String acceptFor(String key) {
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
