package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import io.github.websocketecho.protocol.FrameHeader;
import io.github.websocketecho.protocol.Opcode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** Closes, and goes on sending messages until the client answers, where none may follow. */
final class SendAfterCloseHandler extends AbstractWebSocketHandler {

  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final int MOST = 100;

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws IOException {
    session.close();
    goOn(Wire.of(session), 1);
  }

  private static void goOn(Wire wire, int number) {
    wire.send(text("late " + number));
    if (number < MOST) {
      wire.later(INTERVAL, () -> goOn(wire, number + 1));
    }
  }

  private static ByteBuffer text(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(FrameHeader.MAXIMUM_UNMASKED + payload.length);
    FrameHeader.write(frame, true, 0, Opcode.TEXT, payload.length);
    return frame.put(payload).flip();
  }
}
