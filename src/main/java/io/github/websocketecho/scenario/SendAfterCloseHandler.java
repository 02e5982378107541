package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import java.io.IOException;
import java.time.Duration;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * Sends a close frame, and then messages, which are not allowed there, until the client answers.
 */
final class SendAfterCloseHandler extends AbstractWebSocketHandler {

  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final int MAXIMUM_MESSAGES = 100;

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws IOException {
    session.close();
    sendFrom(1, Wire.of(session));
  }

  private static void sendFrom(int number, Wire wire) {
    new FrameSequence(false).text("late " + number).frames().forEach(wire::send);
    if (number < MAXIMUM_MESSAGES) {
      wire.later(INTERVAL, () -> sendFrom(number + 1, wire));
    }
  }
}
