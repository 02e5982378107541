package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import java.io.IOException;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;

/**
 * Echoes until its trigger fires, then sends a number of messages and starts the closing handshake.
 */
final class CloseHandler extends TriggeredHandler {

  private final CloseStatus status;
  private final int burst;

  /**
   * @param burst how many text messages are sent before the close frame; they contain their numbers
   *     from 1
   */
  CloseHandler(
      CloseCode code, CloseReason reason, Trigger trigger, int burst, WebSocketHandler echo) {
    super(trigger, echo);
    this.status = new CloseStatus(code.value(), reason.text());
    this.burst = burst;
  }

  @Override
  void onTrigger(WebSocketSession session) throws IOException {
    // No other message may begin in the middle of an echo (RFC 6455, section 5.4).
    if (!isWithinMessage()) {
      for (int number = 1; number <= burst; number++) {
        session.sendMessage(new TextMessage(Integer.toString(number)));
      }
    }
    session.close(status);
  }
}
