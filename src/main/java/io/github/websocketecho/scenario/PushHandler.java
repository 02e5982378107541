package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/**
 * Echoes, and sends a number of messages without being asked. Behind each is a ping with its
 * number, so that the pong shows when the client had taken the message. Sends the next message only
 * when the socket has accepted the one before, and closes with 1000 after the last. Serves one
 * connection.
 */
final class PushHandler extends WebSocketHandlerDecorator {

  private final Duration every;
  private final int count;
  private final PushContent content;
  private final EgressLimiter egress;

  /**
   * @param every the time between two messages
   * @param count how many messages are sent
   * @param egress the bound for all connections
   */
  PushHandler(
      Duration every, int count, PushContent content, EgressLimiter egress, WebSocketHandler echo) {
    super(echo);
    this.every = every;
    this.count = count;
    this.content = content;
    this.egress = egress;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    super.afterConnectionEstablished(session);
    push(session, Wire.of(session), 1);
  }

  private void push(WebSocketSession session, Wire wire, int number) throws IOException {
    if (!session.isOpen()) {
      return;
    }
    if (number > count) {
      session.close(CloseStatus.NORMAL);
      return;
    }
    Duration pause = egress.pause();
    if (pause.isPositive()) {
      wire.later(pause, () -> push(session, wire, number));
      return;
    }
    WebSocketMessage<?> message = content.message(number, count);
    wire.together(
        () -> {
          session.sendMessage(message);
          session.sendMessage(ping(number));
        });
    egress.sent(message.getPayloadLength());
    Duration untilNext = number < count ? every : Duration.ZERO;
    wire.later(untilNext, () -> wire.whenWritten(() -> push(session, wire, number + 1)));
  }

  private static PingMessage ping(int number) {
    return new PingMessage(
        ByteBuffer.wrap(Integer.toString(number).getBytes(StandardCharsets.US_ASCII)));
  }
}
