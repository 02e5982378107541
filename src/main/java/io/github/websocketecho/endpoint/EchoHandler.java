package io.github.websocketecho.endpoint;

import io.github.websocketecho.engine.Utf8Handler;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * Sends every message back unchanged. A large message is sent back in the parts in which it is
 * received, so that the memory does not grow with the size of the message. One instance serves all
 * connections. The connection's loop.
 */
@Component
class EchoHandler extends AbstractWebSocketHandler implements Utf8Handler {

  @Override
  public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
      throws Exception {
    if (!(message instanceof PongMessage)) {
      session.sendMessage(message);
    }
  }

  @Override
  public boolean supportsPartialMessages() {
    return true;
  }
}
