package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import io.github.websocketecho.protocol.CloseCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/**
 * Echoes, and sends a number of pings. Closes with 1000 when the client has answered all of them,
 * and with {@link #MISSING} when a pong is late. A pong also answers the pings before its own (RFC
 * 6455, section 5.5.3). Serves one connection.
 */
final class PingHandler extends WebSocketHandlerDecorator {

  /** The close code if a pong is missing. */
  static final int MISSING = 4000;

  private final Duration interval;
  private final int count;
  private final int size;
  private final Duration clientTimeout;

  /** The payloads of the pings that wait for their pongs; the last is that of the last ping. */
  private final List<ByteBuffer> unanswered = new ArrayList<>();

  private int sent;
  private boolean closed;

  /**
   * @param interval between two pings
   * @param count how many pings are sent
   * @param size of the payload of a ping [bytes]; it contains the number of the ping, as far as
   *     there is room
   * @param clientTimeout how long the client has to answer a ping
   */
  PingHandler(
      Duration interval, int count, int size, Duration clientTimeout, WebSocketHandler echo) {
    super(echo);
    this.interval = interval;
    this.count = count;
    this.size = size;
    this.clientTimeout = clientTimeout;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    super.afterConnectionEstablished(session);
    ping(session, Wire.of(session));
  }

  private void ping(WebSocketSession session, Wire wire) throws IOException {
    if (closed || !session.isOpen()) {
      return;
    }
    sent++;
    int number = sent;
    ByteBuffer payload = payload(number);
    unanswered.add(payload);
    session.sendMessage(new PingMessage(payload.duplicate()));
    // The client's time begins when the ping has left.
    wire.whenWritten(() -> wire.later(clientTimeout, () -> giveUp(session, number)));
    if (sent < count) {
      wire.later(interval, () -> ping(session, wire));
    }
  }

  private ByteBuffer payload(int number) {
    byte[] text = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer payload = ByteBuffer.allocate(size);
    return payload.put(text, 0, Math.min(text.length, size)).clear();
  }

  private void giveUp(WebSocketSession session, int number) throws IOException {
    int answered = sent - unanswered.size();
    if (number > answered) {
      close(session, new CloseStatus(MISSING, "A pong is missing."));
    }
  }

  @Override
  public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
      throws Exception {
    if (!(message instanceof PongMessage pong)) {
      super.handleMessage(session, message);
      return;
    }
    int answered = unanswered.indexOf(pong.getPayload());
    unanswered.subList(0, answered + 1).clear();
    if (sent == count && unanswered.isEmpty()) {
      close(session, new CloseStatus(CloseCode.NORMAL_CLOSURE.value()));
    }
  }

  private void close(WebSocketSession session, CloseStatus status) throws IOException {
    if (!closed) {
      closed = true;
      session.close(status);
    }
  }
}
