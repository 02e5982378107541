package io.github.websocketecho.ending;

import io.github.websocketecho.engine.Wire;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/** Echoes until it is time, then starts the closing handshake. Serves one connection. */
final class CloseHandler extends WebSocketHandlerDecorator {

  private final CloseStatus status;
  private final After after;

  private int messages;

  CloseHandler(CloseCode code, CloseReason reason, After after, WebSocketHandler echo) {
    super(echo);
    this.status = new CloseStatus(code.value(), reason.text());
    this.after = after;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    super.afterConnectionEstablished(session);
    switch (after) {
      case After.Messages(int count) when count == 0 -> session.close(status);
      case After.Messages _ -> {}
      case After.Delay(var delay) -> Wire.of(session).later(delay, () -> close(session));
    }
  }

  @Override
  public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
      throws Exception {
    if (!session.isOpen()) {
      return; // Nothing may follow the close frame (RFC 6455, section 5.5.1).
    }
    super.handleMessage(session, message);
    if (message.isLast() && !(message instanceof PongMessage)) {
      messages++;
      if (after instanceof After.Messages(int count) && messages == count) {
        session.close(status);
      }
    }
  }

  private void close(WebSocketSession session) {
    try {
      session.close(status);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
