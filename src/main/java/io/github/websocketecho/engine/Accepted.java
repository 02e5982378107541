package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.protocol.PermessageDeflate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketHandler;

/**
 * A connection whose opening handshake has been accepted, and whose socket the server still has.
 * One of {@link #connect}, {@link #lost} and {@link #abandon} is called, once: until then the
 * engine does not stop, for a bounded time. Any thread.
 */
public final class Accepted {

  private static final Log logger = LogFactory.getLog(Accepted.class);

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final EventLoops loops;
  private final Handshake handshake;
  private final OpeningResponse response;
  private final @Nullable PermessageDeflate agreed;
  private final WebSocketHandler handler;
  private final Map<String, Object> attributes;
  private final ConnectionOptions options;

  /**
   * @param response the right answer to the opening handshake
   * @param agreed what to compress with; null for nothing
   */
  Accepted(
      EventLoops loops,
      Handshake handshake,
      OpeningResponse response,
      @Nullable PermessageDeflate agreed,
      WebSocketHandler handler,
      Map<String, Object> attributes,
      ConnectionOptions options) {
    this.loops = loops;
    this.handshake = handshake;
    this.response = response;
    this.agreed = agreed;
    this.handler = handler;
    this.attributes = attributes;
    this.options = options;
  }

  /**
   * Sends the answer, unless the handler does, and moves the connection to an event loop.
   *
   * @param transport the socket, on which nothing has been sent
   * @throws IllegalStateException if the engine has stopped meanwhile; {@link #lost} is called next
   */
  public void connect(Transport transport) {
    boolean handlerAnswers = options.handlerAnswers();
    var delivery =
        new MessageDelivery(handler, new EngineSession(handshake.over(transport), attributes));
    var connection =
        new Connection(
            loops, transport, delivery, options, handlerAnswers ? response : null, agreed);
    loops.opened();
    connection.open(response, handlerAnswers ? NOTHING : answer(transport, response.bytes()));
  }

  /** Sends the answer, and returns what the socket does not accept now: hardly ever anything. */
  private static ByteBuffer answer(Transport transport, ByteBuffer head) {
    try {
      transport.write(head, NOTHING.duplicate());
    } catch (IOException e) {
      logger.debug("The client has ended TCP", e); // The loop is about to find out too.
    }
    return head;
  }

  /** TCP ended before the engine got the socket: there will be no connection. */
  public void lost() {
    abandon();
    ConnectionObserver observer = options.observer();
    if (observer != null) {
      observer.closing(Cause.NETWORK, "TCP ended within the opening handshake.");
      observer.ended(TcpEnd.RESET);
    }
  }

  /** The server does not upgrade, and answers with the reason: there will be no connection. */
  public void abandon() {
    loops.ended();
    if (options.onEnd() != null) {
      options.onEnd().run();
    }
  }
}
