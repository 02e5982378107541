package io.github.websocketecho.endpoint;

import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * Sends every message back as it came. A large message goes back in the parts in which it arrives,
 * so that one of any size takes no more memory than a part. One instance serves all connections.
 */
@Component
class EchoHandler extends AbstractWebSocketHandler {

  @Override
  public boolean supportsPartialMessages() {
    return true;
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
    session.sendMessage(message);
  }

  @Override
  protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message)
      throws Exception {
    session.sendMessage(message);
  }
}
