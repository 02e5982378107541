package io.github.websocketecho.endpoint;

import io.github.websocketecho.engine.Utf8Handler;
import io.github.websocketecho.engine.Wire;
import java.io.IOException;
import java.time.Duration;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/**
 * Sends a ping on each connection that has received nothing for a while, so that proxies do not end
 * it. One instance serves all connections. The connection's loop.
 */
final class KeepAliveHandler extends WebSocketHandlerDecorator implements Utf8Handler {

  private final Duration interval;

  /**
   * @param interval the time without input after which a ping is sent, and between two pings
   */
  KeepAliveHandler(WebSocketHandler echo, Duration interval) {
    super(echo);
    this.interval = interval;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    super.afterConnectionEstablished(session);
    Wire wire = Wire.of(session);
    wire.later(interval, () -> ping(session, wire));
  }

  private void ping(WebSocketSession session, Wire wire) {
    Duration rest = interval.minus(wire.quiet());
    boolean isQuiet = !rest.isPositive();
    if (isQuiet && session.isOpen()) {
      try {
        session.sendMessage(new PingMessage());
      } catch (IOException e) {
        // Too much waits for the client already, or the closing handshake has begun.
      }
    }
    wire.later(isQuiet ? interval : rest, () -> ping(session, wire));
  }
}
