package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import java.io.IOException;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/**
 * Echoes until its trigger fires, and never after that. A subclass decides what happens then.
 * Serves one connection.
 */
abstract class TriggeredHandler extends WebSocketHandlerDecorator {

  private final Trigger trigger;

  private int messages;
  private boolean withinMessage;
  private boolean triggered;

  TriggeredHandler(Trigger trigger, WebSocketHandler echo) {
    super(echo);
    this.trigger = trigger;
  }

  /** Called once, when the trigger fires. */
  abstract void onTrigger(WebSocketSession session) throws IOException;

  /** Whether the last message has been echoed only in part. */
  final boolean isWithinMessage() {
    return withinMessage;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    super.afterConnectionEstablished(session);
    switch (trigger) {
      case Trigger.Messages(int count) when count == 0 -> fire(session);
      case Trigger.Messages _ -> {}
      // Without a timer, so that data received with the opening handshake is not echoed.
      case Trigger.Delay(var delay) when delay.isZero() -> fire(session);
      case Trigger.Delay(var delay) -> Wire.of(session).later(delay, () -> fire(session));
    }
  }

  @Override
  public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
      throws Exception {
    if (triggered || message instanceof PongMessage) {
      return;
    }
    super.handleMessage(session, message);
    withinMessage = !message.isLast();
    if (message.isLast()) {
      messages++;
      if (trigger instanceof Trigger.Messages(int count) && messages == count) {
        fire(session);
      }
    }
  }

  private void fire(WebSocketSession session) throws IOException {
    triggered = true;
    onTrigger(session);
  }
}
