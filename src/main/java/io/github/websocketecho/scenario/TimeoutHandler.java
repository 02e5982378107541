package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import io.github.websocketecho.protocol.CloseCode;
import java.io.IOException;
import java.time.Duration;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/**
 * Echoes, and closes with 1001 after it has received nothing for a certain time, not even a ping.
 * Serves one connection.
 */
final class TimeoutHandler extends WebSocketHandlerDecorator {

  private final Duration idle;

  TimeoutHandler(Duration idle, WebSocketHandler echo) {
    super(echo);
    this.idle = idle;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    super.afterConnectionEstablished(session);
    closeIfIdle(session, Wire.of(session));
  }

  private void closeIfIdle(WebSocketSession session, Wire wire) throws IOException {
    Duration left = idle.minus(wire.quiet());
    if (left.isPositive()) {
      wire.later(left, () -> closeIfIdle(session, wire));
    } else {
      session.close(new CloseStatus(CloseCode.GOING_AWAY.value(), reason(idle)));
    }
  }

  static String reason(Duration idle) {
    return "Idle for " + idle.toMillis() + " ms.";
  }
}
