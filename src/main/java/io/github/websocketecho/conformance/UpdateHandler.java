package io.github.websocketecho.conformance;

import io.github.websocketecho.engine.Wire;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * Writes the reports, and closes without a code when that is done. Serves one connection, on its
 * loop; a virtual thread writes.
 */
final class UpdateHandler extends AbstractWebSocketHandler {

  private static final Logger logger = LoggerFactory.getLogger(UpdateHandler.class);

  /** How long the client waits at most, and answers the close frame. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final ReportWriter writer;

  UpdateHandler(ReportWriter writer) {
    this.writer = writer;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    Wire wire = Wire.of(session);
    wire.later(LONGEST, wire::end);
    Thread.ofVirtual().name("conformance-reports").start(() -> write(session));
  }

  private void write(WebSocketSession session) {
    writer.write();
    try {
      session.close(CloseStatus.NO_STATUS_CODE);
    } catch (IOException e) {
      logger.debug("The client has gone", e);
    }
  }

  @Override
  public boolean supportsPartialMessages() {
    return true;
  }
}
