package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import io.github.websocketecho.protocol.FrameHeader;
import io.github.websocketecho.protocol.Opcode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * Echoes until it is time, then breaks the protocol, and goes on echoing until the client fails the
 * connection or has had its time for that. Serves one connection.
 */
final class IllegalHandler extends AfterHandler {

  /**
   * The payload of the ping that goes right before the illegal bytes. What the client sends behind
   * its pong has not crossed with them.
   */
  private static final byte[] MARK = "The next frame is illegal.".getBytes(StandardCharsets.UTF_8);

  private final IllegalFrames illegal;
  private final Duration within;

  private boolean due;
  private boolean broken;

  IllegalHandler(IllegalFrames illegal, After after, Duration within, WebSocketHandler echo) {
    super(after, echo);
    this.illegal = illegal;
    this.within = within;
  }

  /** Between two messages: within one, a continuation would be in its right place. */
  @Override
  void due(WebSocketSession session) {
    due = true;
    if (!isWithinMessage()) {
      breakProtocol(session);
    }
  }

  @Override
  public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
      throws Exception {
    if (!due) {
      super.handleMessage(session, message);
    } else if (!(message instanceof PongMessage)) {
      getDelegate().handleMessage(session, message);
      if (!broken && message.isLast()) {
        breakProtocol(session);
      }
    }
  }

  private void breakProtocol(WebSocketSession session) {
    broken = true;
    Wire wire = Wire.of(session);
    wire.scenarioBegins("The server broke the protocol as its address says: " + illegal.id() + ".");
    // Not behind an illegal one either, which the client may take for good.
    wire.sendNoClose();
    wire.send(ping());
    wire.send(illegal.buffer());
    wire.later(within, wire::end);
  }

  private static ByteBuffer ping() {
    ByteBuffer frame = ByteBuffer.allocate(FrameHeader.MAXIMUM_UNMASKED + MARK.length);
    FrameHeader.write(frame, true, 0, Opcode.PING, MARK.length);
    return frame.put(MARK).flip();
  }
}
