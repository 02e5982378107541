package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import java.io.IOException;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * Sends a close frame, and FIN right behind it, as a server does that waits for no answer (RFC
 * 6455, section 7.1.1, says only that it should).
 */
final class CloseWithFinHandler extends AbstractWebSocketHandler {

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws IOException {
    session.close(CloseStatus.NORMAL);
    Wire.of(session).finish();
  }
}
