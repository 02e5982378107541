package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import java.time.Duration;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;

/**
 * Echoes until its trigger fires, and then sends nothing more, like a peer whose machine has
 * crashed. Serves one connection.
 */
final class SilentHandler extends TriggeredHandler {

  private final boolean pong;
  private final Duration hold;

  /**
   * @param pong whether pings are still answered after the trigger
   * @param hold how long TCP stays open after the trigger
   */
  SilentHandler(Trigger trigger, boolean pong, Duration hold, WebSocketHandler echo) {
    super(trigger, echo);
    this.pong = pong;
    this.hold = hold;
  }

  @Override
  void onTrigger(WebSocketSession session) {
    Wire wire = Wire.of(session);
    wire.onClose((_, _) -> {});
    wire.sendNoClose(); // Not after a violation of the protocol either.
    if (!pong) {
      wire.ignorePings();
    }
    wire.later(hold, wire::end);
  }
}
