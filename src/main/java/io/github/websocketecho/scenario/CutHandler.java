package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** Sends the beginning of a message, and ends TCP without the rest. */
final class CutHandler extends AbstractWebSocketHandler {

  private final CutPoint cutPoint;

  CutHandler(CutPoint cutPoint) {
    this.cutPoint = cutPoint;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    Wire wire = Wire.of(session);
    wire.send(cutPoint.beginning());
    wire.truncate();
  }
}
