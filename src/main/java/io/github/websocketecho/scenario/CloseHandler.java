package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
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

  private static final TextMessage CROSSING = new TextMessage("Close now.");

  private final CloseStatus status;
  private final int burst;
  private final boolean cross;

  /**
   * @param burst how many text messages are sent before the close frame; they contain their numbers
   *     from 1
   * @param cross whether a text and the close frame are in one segment, so that a client that
   *     closes on that text has received the close frame already
   */
  CloseHandler(
      CloseCode code,
      CloseReason reason,
      Trigger trigger,
      int burst,
      boolean cross,
      WebSocketHandler echo) {
    super(trigger, echo);
    this.status = new CloseStatus(code.value(), reason.text());
    this.burst = burst;
    this.cross = cross;
  }

  @Override
  void onTrigger(WebSocketSession session) throws IOException {
    // No other message may begin in the middle of an echo (RFC 6455, section 5.4).
    if (!isWithinMessage()) {
      for (int number = 1; number <= burst; number++) {
        session.sendMessage(new TextMessage(Integer.toString(number)));
      }
    }
    if (!cross) {
      session.close(status);
      return;
    }
    Wire.of(session)
        .together(
            () -> {
              if (!isWithinMessage()) {
                session.sendMessage(CROSSING);
              }
              session.close(status);
            });
  }
}
