package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import java.io.IOException;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** Sends the first fragment of a message, and closes. This is legal, and yields no message. */
final class MidMessageCloseHandler extends AbstractWebSocketHandler {

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws IOException {
    // As bytes, because a compressor would not output so short a fragment yet.
    Wire.of(session).send(CutPoint.AFTER_FRAGMENT.beginning());
    session.close();
  }
}
