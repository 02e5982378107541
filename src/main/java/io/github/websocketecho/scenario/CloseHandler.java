package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import java.io.IOException;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;

/** Echoes until it is time, sends some messages, and starts the closing handshake right after. */
final class CloseHandler extends AfterHandler {

  private final CloseStatus status;
  private final int burst;

  /**
   * @param burst how many messages go before the close frame: texts of their numbers, from 1
   */
  CloseHandler(CloseCode code, CloseReason reason, After after, int burst, WebSocketHandler echo) {
    super(after, echo);
    this.status = new CloseStatus(code.value(), reason.text());
    this.burst = burst;
  }

  @Override
  void due(WebSocketSession session) throws IOException {
    // In the middle of an echo no other message may begin (RFC 6455, section 5.4).
    if (!isWithinMessage()) {
      for (int number = 1; number <= burst; number++) {
        session.sendMessage(new TextMessage(Integer.toString(number)));
      }
    }
    session.close(status);
  }
}
