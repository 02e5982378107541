package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** Begins a message and ends TCP before its end. */
final class CutHandler extends AbstractWebSocketHandler {

  private final MessageCut cut;

  CutHandler(MessageCut cut) {
    this.cut = cut;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    Wire wire = Wire.of(session);
    wire.send(cut.beginning());
    wire.truncate();
  }
}
