package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/**
 * Refuses the opening handshake, ends its side of TCP, and waits for the client to do the same; or
 * lets it in, to an echo. Serves one connection.
 */
final class RefuseHandler extends WebSocketHandlerDecorator {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Refusal refusal;
  private final BooleanSupplier refuses;
  private final Duration within;

  private boolean refused;

  /**
   * @param refuses asked once, when the opening handshake is to be answered
   * @param within how long the client has to end TCP
   */
  RefuseHandler(Refusal refusal, BooleanSupplier refuses, Duration within, WebSocketHandler echo) {
    super(echo);
    this.refusal = refusal;
    this.refuses = refuses;
    this.within = within;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    super.afterConnectionEstablished(session);
    Wire wire = Wire.of(session);
    refused = refuses.getAsBoolean();
    if (!refused) {
      wire.answer(wire.openingResponse(), NOTHING);
      return;
    }
    wire.scenarioBegins("The server refused the opening handshake with " + refusal.status() + ".");
    wire.ignorePings();
    wire.sendNoClose();
    wire.answer(refusal.insteadOf(wire.openingResponse()), refusal.body());
    wire.finish(within); // The answer says that the connection closes.
    wire.later(within, wire::end);
  }

  @Override
  public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
      throws Exception {
    if (!refused) {
      super.handleMessage(session, message);
    }
  }
}
