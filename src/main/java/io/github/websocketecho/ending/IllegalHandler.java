package io.github.websocketecho.ending;

import io.github.websocketecho.engine.Wire;
import java.time.Duration;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/**
 * Echoes until it is time, then breaks the protocol, and goes on echoing until the client fails the
 * connection or has had its time for that. Serves one connection.
 */
final class IllegalHandler extends WebSocketHandlerDecorator {

  private final IllegalFrames illegal;
  private final After after;
  private final Duration within;

  private int messages;
  private boolean withinMessage;
  private boolean isTime;

  IllegalHandler(IllegalFrames illegal, After after, Duration within, WebSocketHandler echo) {
    super(echo);
    this.illegal = illegal;
    this.after = after;
    this.within = within;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    super.afterConnectionEstablished(session);
    switch (after) {
      case After.Messages(int count) when count == 0 -> breakProtocol(session);
      case After.Messages _ -> {}
      case After.Delay(var delay) -> Wire.of(session).later(delay, () -> timeIsUp(session));
    }
  }

  @Override
  public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
      throws Exception {
    super.handleMessage(session, message);
    if (message instanceof PongMessage) {
      return;
    }
    withinMessage = !message.isLast();
    if (message.isLast()) {
      messages++;
      if (isTime || (after instanceof After.Messages(int count) && messages == count)) {
        isTime = false;
        breakProtocol(session);
      }
    }
  }

  /** Between two messages: within one, a continuation would be in its right place. */
  private void timeIsUp(WebSocketSession session) {
    if (withinMessage) {
      isTime = true;
    } else {
      breakProtocol(session);
    }
  }

  private void breakProtocol(WebSocketSession session) {
    Wire wire = Wire.of(session);
    wire.ending("The server broke the protocol as its address says: " + illegal.id() + ".");
    // Not behind an illegal one either, which the client may take for good.
    wire.sendNoClose();
    wire.send(illegal.buffer());
    wire.later(within, wire::end);
  }
}
