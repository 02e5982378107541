package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import java.time.Duration;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * Echoes until its trigger fires, then sends illegal frames, and continues to echo until the client
 * fails the connection or its time is over. Serves one connection.
 */
final class IllegalHandler extends TriggeredHandler {

  /**
   * The payload of the ping that is sent right before the illegal frames. Data that the client
   * sends after its pong cannot have crossed with them.
   */
  private static final String PING = "The next frame is illegal.";

  private final IllegalFrames illegal;
  private final Duration clientTimeout;

  private boolean triggered;
  private boolean sent;

  IllegalHandler(
      IllegalFrames illegal, Trigger trigger, Duration clientTimeout, WebSocketHandler echo) {
    super(trigger, echo);
    this.illegal = illegal;
    this.clientTimeout = clientTimeout;
  }

  /** Waits for the end of an echo, because a continuation would be legal within a message. */
  @Override
  void onTrigger(WebSocketSession session) {
    triggered = true;
    if (!isWithinMessage()) {
      sendIllegalFrames(session);
    }
  }

  @Override
  public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
      throws Exception {
    if (!triggered) {
      super.handleMessage(session, message);
    } else if (!(message instanceof PongMessage)) {
      getDelegate().handleMessage(session, message);
      if (!sent && message.isLast()) {
        sendIllegalFrames(session);
      }
    }
  }

  private void sendIllegalFrames(WebSocketSession session) {
    sent = true;
    Wire wire = Wire.of(session);
    wire.scenarioBegins("The server violated the protocol on purpose: " + illegal.id() + ".");
    // Not after an illegal close frame either: a client may accept it as a close frame.
    wire.sendNoClose();
    new FrameSequence(false).ping(PING).frames().forEach(wire::send);
    wire.send(illegal.buffer());
    wire.later(clientTimeout, wire::end);
  }
}
