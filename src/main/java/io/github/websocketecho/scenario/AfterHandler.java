package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import java.io.IOException;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/** Echoes until it is time for something else, and no more from then on. Serves one connection. */
abstract class AfterHandler extends WebSocketHandlerDecorator {

  private final After after;

  private int messages;
  private boolean withinMessage;
  private boolean over;

  AfterHandler(After after, WebSocketHandler echo) {
    super(echo);
    this.after = after;
  }

  /** It is time. */
  abstract void due(WebSocketSession session) throws IOException;

  /** Whether a message has been echoed in part. */
  final boolean isWithinMessage() {
    return withinMessage;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    super.afterConnectionEstablished(session);
    switch (after) {
      case After.Messages(int count) when count == 0 -> end(session);
      case After.Messages _ -> {}
      // Not even what came together with the opening handshake is echoed.
      case After.Delay(var delay) when delay.isZero() -> end(session);
      case After.Delay(var delay) -> Wire.of(session).later(delay, () -> end(session));
    }
  }

  @Override
  public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
      throws Exception {
    if (over || message instanceof PongMessage) {
      return;
    }
    super.handleMessage(session, message);
    withinMessage = !message.isLast();
    if (message.isLast()) {
      messages++;
      if (after instanceof After.Messages(int count) && messages == count) {
        end(session);
      }
    }
  }

  private void end(WebSocketSession session) throws IOException {
    over = true;
    due(session);
  }
}
