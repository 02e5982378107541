package io.github.websocketecho.conformance;

import io.github.websocketecho.engine.Wire;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** Sends one text, and closes without a code. Serves one connection, on its loop. */
class AnswerHandler extends AbstractWebSocketHandler {

  /** How long the client has to answer the close frame. */
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final @Nullable String answer;

  /**
   * @param answer null to close only
   */
  AnswerHandler(@Nullable String answer) {
    this.answer = answer;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws IOException {
    Wire wire = Wire.of(session);
    wire.together(
        () -> {
          if (answer != null) {
            session.sendMessage(new TextMessage(answer));
          }
          session.close(CloseStatus.NO_STATUS_CODE);
        });
    wire.later(CLOSING, wire::end);
  }

  @Override
  public boolean supportsPartialMessages() {
    return true;
  }
}
