package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import java.time.Duration;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;

/**
 * Echoes until it is time, and sends nothing more, like a peer whose machine has crashed. Serves
 * one connection.
 */
final class SilentHandler extends AfterHandler {

  private final boolean pong;
  private final Duration hold;

  /**
   * @param pong whether pings are answered all the same
   * @param hold how long it keeps TCP open then
   */
  SilentHandler(After after, boolean pong, Duration hold, WebSocketHandler echo) {
    super(after, echo);
    this.pong = pong;
    this.hold = hold;
  }

  @Override
  void due(WebSocketSession session) {
    Wire wire = Wire.of(session);
    wire.onClose((_, _) -> {});
    wire.sendNoClose(); // Not for a breach of the protocol either.
    if (!pong) {
      wire.ignorePings();
    }
    wire.later(hold, wire::end);
  }
}
