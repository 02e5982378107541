package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/** Prepares a connection when it opens, and echoes. Serves one connection. */
final class OpeningHandler extends WebSocketHandlerDecorator {

  private final Preparation preparation;

  OpeningHandler(Preparation preparation, WebSocketHandler echo) {
    super(echo);
    this.preparation = preparation;
  }

  /** What is done at the opening. */
  @FunctionalInterface
  interface Preparation {
    void prepare(WebSocketSession session, Wire wire);
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    super.afterConnectionEstablished(session);
    preparation.prepare(session, Wire.of(session));
  }
}
