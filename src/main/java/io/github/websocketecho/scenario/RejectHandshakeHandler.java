package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

  /** How often a handler looks for a decision that another thread makes. */
  private static final Duration LOOK = Duration.ofMillis(2);

  private final Decision decision;
  private final Duration clientTimeout;

  /** Until the decision, too: a client must not send before the response. */
  private boolean rejected = true;

  /** Decides on an opening handshake. */
  @FunctionalInterface
  interface Decision {
    /**
     * Returns the rejection, or nothing to accept, soon. Called once, before the response, on the
     * loop.
     */
    CompletableFuture<Optional<HandshakeRejection>> decide(WebSocketSession session, Wire wire);
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
    await(wire, decision.decide(session, wire));
  }

  private void await(Wire wire, CompletableFuture<Optional<HandshakeRejection>> decided) {
    if (decided.isDone()) {
      answer(wire, decided.join());
    } else {
      wire.later(LOOK, () -> await(wire, decided));
    }
  }

  private void answer(Wire wire, Optional<HandshakeRejection> decided) {
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
