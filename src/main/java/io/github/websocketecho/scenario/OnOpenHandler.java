package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/** Runs an action when the connection opens, and echoes. Serves one connection. */
final class OnOpenHandler extends WebSocketHandlerDecorator {

  private final OpenAction action;

  OnOpenHandler(OpenAction action, WebSocketHandler echo) {
    super(echo);
    this.action = action;
  }

  /** The action. */
  @FunctionalInterface
  interface OpenAction {
    void run(WebSocketSession session, Wire wire);
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    super.afterConnectionEstablished(session);
    action.run(session, Wire.of(session));
  }
}
