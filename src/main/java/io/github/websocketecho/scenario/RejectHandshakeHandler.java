package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/**
 * Rejects the opening handshake, ends its side of TCP, and waits for the client to do the same; or
 * accepts the opening handshake, and echoes. Serves one connection.
 */
final class RejectHandshakeHandler extends WebSocketHandlerDecorator {

  private static final ByteBuffer NO_BODY = ByteBuffer.allocate(0);

  private final Decision decision;
  private final Duration clientTimeout;

  private boolean rejected;

  /** Decides on an opening handshake. */
  @FunctionalInterface
  interface Decision {
    /** Returns the rejection, or nothing to accept. Called once, before the response. */
    Optional<HandshakeRejection> decide(WebSocketSession session, Wire wire);
  }

  /**
   * @param decision accepts or rejects
   * @param clientTimeout how long the client has to end TCP
   */
  RejectHandshakeHandler(Decision decision, Duration clientTimeout, WebSocketHandler echo) {
    super(echo);
    this.decision = decision;
    this.clientTimeout = clientTimeout;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    super.afterConnectionEstablished(session);
    Wire wire = Wire.of(session);
    Optional<HandshakeRejection> decided = decision.decide(session, wire);
    rejected = decided.isPresent();
    if (decided.isEmpty()) {
      wire.answer(wire.openingResponse(), NO_BODY);
      return;
    }
    HandshakeRejection rejection = decided.get();
    wire.scenarioBegins(
        "The server rejected the opening handshake with " + rejection.status() + ".");
    wire.ignorePings();
    wire.sendNoClose();
    wire.answer(rejection.insteadOf(wire.openingResponse()), rejection.body());
    wire.finish(clientTimeout); // The response says that the connection closes.
    wire.later(clientTimeout, wire::end);
  }

  @Override
  public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
      throws Exception {
    if (!rejected) {
      super.handleMessage(session, message);
    }
  }
}
