package io.github.websocketecho.ending;

import io.github.websocketecho.engine.Wire;
import java.util.function.Consumer;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/** Answers the opening handshake in a way of its own, and is an echo besides. */
final class OpeningHandler extends WebSocketHandlerDecorator {

  private final Consumer<Wire> answer;

  OpeningHandler(Consumer<Wire> answer, WebSocketHandler echo) {
    super(echo);
    this.answer = answer;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    super.afterConnectionEstablished(session);
    answer.accept(Wire.of(session));
  }
}
