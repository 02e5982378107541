package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import java.io.IOException;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** Begins a message and closes before its end: a legal end, and no message. */
final class MidMessageCloseHandler extends AbstractWebSocketHandler {

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws IOException {
    // As bytes, for a compressor would keep so short a beginning to itself.
    Wire.of(session).send(MessageCut.AFTER_FRAGMENT.beginning());
    session.close();
  }
}
