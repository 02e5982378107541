package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.CloseCode;
import java.time.Duration;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/** Echoes, and closes with 1008 when it receives messages too fast. Serves one connection. */
final class RateHandler extends WebSocketHandlerDecorator {

  private final Rate rate;
  private final CloseStatus rateExceeded;

  private boolean withinMessage;

  RateHandler(int messages, Duration per, WebSocketHandler echo) {
    super(echo);
    rate = new Rate(messages, per);
    rateExceeded = new CloseStatus(CloseCode.POLICY_VIOLATION.value(), reason(messages, per));
  }

  @Override
  public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
      throws Exception {
    if (message instanceof PongMessage) {
      return;
    }
    if (!withinMessage && !rate.allows(System.nanoTime())) {
      session.close(rateExceeded);
      return;
    }
    withinMessage = !message.isLast();
    super.handleMessage(session, message);
  }

  static String reason(int messages, Duration per) {
    return "More than " + messages + " messages in " + per.toMillis() + " ms.";
  }
}
