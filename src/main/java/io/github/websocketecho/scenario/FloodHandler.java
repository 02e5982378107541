package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import io.github.websocketecho.protocol.FrameHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * Sends frames as fast as the client reads them, within the bound for all connections, and then
 * closes with 1000. Between them are numbered pings, so that the pongs show how much the client had
 * taken at which time. Discards what it receives. If the client has not accepted everything in time
 * after that, or has not answered the close frame, the server ends TCP. Serves one connection.
 */
final class FloodHandler extends AbstractWebSocketHandler {

  /** How much is sent before other connections have their turn [bytes]. */
  private static final int BYTES_OF_A_TURN = 64 * 1024;

  private static final int MOST_FRAMES_OF_A_TURN = 256;

  /** The number of pings, about, unless the flood is short. */
  private static final int PINGS = 50;

  private static final Duration SHORTEST_PING_INTERVAL = Duration.ofMillis(10);

  private final FloodContent content;
  private final int size;
  private final Duration duration;
  private final Duration clientTimeout;
  private final EgressLimiter egress;
  private final Duration pingInterval;

  private boolean compressing;
  private long start;
  private long nextPing;
  private int pings;

  /** How many frames are sent at once: one, while the client or the server is slow. */
  private int framesOfATurn = 1;

  /** How many frames were sent, besides these pings. */
  private int frames;

  /**
   * @param size of the payload of a frame [bytes]
   * @param duration how long frames are sent
   * @param clientTimeout how long after that the client has to accept everything
   * @param egress the bound for all connections
   */
  FloodHandler(
      FloodContent content,
      int size,
      Duration duration,
      Duration clientTimeout,
      EgressLimiter egress) {
    this.content = content;
    this.size = size;
    this.duration = duration;
    this.clientTimeout = clientTimeout;
    this.egress = egress;
    Duration interval = duration.dividedBy(PINGS);
    pingInterval =
        interval.compareTo(SHORTEST_PING_INTERVAL) < 0 ? SHORTEST_PING_INTERVAL : interval;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    compressing = FrameSequence.isCompressing(session);
    Wire wire = Wire.of(session);
    // The time begins when the response to the opening handshake has left.
    wire.whenWritten(() -> begin(session, wire));
  }

  private void begin(WebSocketSession session, Wire wire) throws IOException {
    start = System.nanoTime();
    nextPing = start + pingInterval.toNanos();
    wire.later(duration.plus(clientTimeout), () -> giveUp(session, wire));
    flood(session, wire);
  }

  private void giveUp(WebSocketSession session, Wire wire) {
    if (session.isOpen()) {
      wire.end();
    }
  }

  private void flood(WebSocketSession session, Wire wire) throws IOException {
    if (!session.isOpen()) {
      return;
    }
    long left = duration.toNanos() - (System.nanoTime() - start);
    if (left <= 0) {
      end(session, wire);
      return;
    }
    Duration pause = egress.pause();
    if (pause.isPositive()) {
      wire.later(Duration.ofNanos(Math.min(left, pause.toNanos())), () -> flood(session, wire));
      return;
    }
    wire.together(
        () -> {
          ping(session);
          sendTurn(wire);
        });
    // The less is buffered, the less is left to take when the time is over.
    framesOfATurn = wire.isWritten() ? Math.min(2 * framesOfATurn, MOST_FRAMES_OF_A_TURN) : 1;
    wire.whenWritten(() -> flood(session, wire));
  }

  private void ping(WebSocketSession session) throws IOException {
    long now = System.nanoTime();
    if (now - nextPing >= 0) {
      nextPing = now + pingInterval.toNanos();
      pings++;
      String number = "ping " + pings;
      session.sendMessage(
          new PingMessage(ByteBuffer.wrap(number.getBytes(StandardCharsets.US_ASCII))));
    }
  }

  private void sendTurn(Wire wire) {
    int bytes = 0;
    for (int i = 0; i < framesOfATurn && bytes < BYTES_OF_A_TURN; i++) {
      content.send(wire, size, compressing, frames);
      frames++;
      bytes += size + FrameHeader.SHORTEST;
    }
    egress.sent(bytes);
  }

  /** A message of any size is discarded. */
  @Override
  public boolean supportsPartialMessages() {
    return true;
  }

  private void end(WebSocketSession session, Wire wire) throws IOException {
    if (frames > 0) {
      content.end(wire);
    }
    wire.whenWritten(
        () -> {
          if (session.isOpen()) {
            wire.allowClosing(clientTimeout);
            session.close(CloseStatus.NORMAL);
          }
        });
  }
}
