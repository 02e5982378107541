package io.github.websocketecho.scenario;

import io.github.websocketecho.engine.Wire;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.scenario.FrameSequence.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * Sends legal frames and a ping, and closes with 1000 as soon as the client has answered the ping,
 * and has sent every message back if it is asked to. If it does not do that in time, closes with
 * {@link #MISSING}, or with {@link #CHANGED}. Serves one connection.
 */
final class LegalHandler extends AbstractWebSocketHandler {

  /** The close code if an answer is missing when the client's time is over. */
  static final int MISSING = 4000;

  /** The close code if the client sends back something else than it received. */
  static final int CHANGED = 4001;

  private static final String PING = "Did everything arrive?";

  /** After each byte of a close frame in pieces. */
  private static final Duration PAUSE = Duration.ofMillis(2);

  private static final ByteBuffer NO_BODY = ByteBuffer.allocate(0);

  private final String id;
  private final @Nullable Response response;
  private final Function<Boolean, FrameSequence> frames;
  private final boolean sendsBack;
  private final Duration clientTimeout;
  private final boolean closesInPieces;

  private final Queue<Message> missing = new ArrayDeque<>();
  private int position;
  private boolean answered;
  private boolean closed;

  /**
   * The response to the opening handshake.
   *
   * @param change makes it from the usual one
   * @param withFirstMessage whether the first frame is in one write with it
   */
  record Response(UnaryOperator<OpeningResponse> change, boolean withFirstMessage) {}

  /**
   * @param id of the scenario
   * @param response null if the engine answers the opening handshake
   * @param frames makes the frames; its argument says whether permessage-deflate was negotiated
   * @param sendsBack whether the client has to send every message back
   * @param clientTimeout how long the client has for that, and for the pong
   * @param closesInPieces whether each byte of the close frame is in a segment of its own
   */
  LegalHandler(
      String id,
      @Nullable Response response,
      Function<Boolean, FrameSequence> frames,
      boolean sendsBack,
      Duration clientTimeout,
      boolean closesInPieces) {
    this.id = id;
    this.response = response;
    this.frames = frames;
    this.sendsBack = sendsBack;
    this.clientTimeout = clientTimeout;
    this.closesInPieces = closesInPieces;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    Wire wire = Wire.of(session);
    wire.scenarioBegins("The server sent what is legal, but rare: " + id + ".");
    FrameSequence sequence = frames.apply(FrameSequence.isCompressing(session)).ping(PING);
    Queue<ByteBuffer> waiting = new ArrayDeque<>(sequence.frames());
    if (response != null) {
      wire.answer(
          response.change().apply(wire.openingResponse()),
          response.withFirstMessage() ? waiting.remove() : NO_BODY);
    }
    waiting.forEach(wire::send);
    if (sendsBack) {
      missing.addAll(sequence.messages());
    }
    wire.later(clientTimeout, () -> giveUp(session));
  }

  private void giveUp(WebSocketSession session) throws IOException {
    close(session, new CloseStatus(MISSING, "An answer is missing."));
  }

  @Override
  public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
      throws Exception {
    switch (message) {
      case PongMessage pong -> answered |= pong.getPayload().equals(ping());
      case TextMessage text ->
          compare(session, Opcode.TEXT, ByteBuffer.wrap(text.asBytes()), text.isLast());
      case BinaryMessage binary ->
          compare(session, Opcode.BINARY, binary.getPayload().duplicate(), binary.isLast());
      default -> {}
    }
    if (answered && missing.isEmpty() && !closed) {
      if (closesInPieces) {
        Wire.of(session).inPieces(1, PAUSE);
      }
      close(session, CloseStatus.NORMAL);
    }
  }

  private static ByteBuffer ping() {
    return ByteBuffer.wrap(PING.getBytes(StandardCharsets.UTF_8));
  }

  /** Compares a part with the rest of the message that has to come back next. */
  private void compare(WebSocketSession session, Opcode opcode, ByteBuffer part, boolean last)
      throws IOException {
    Message expected = missing.peek();
    if (expected == null) {
      return;
    }
    byte[] content = expected.content();
    int length = Math.min(part.remaining(), content.length - position);
    boolean same =
        opcode == expected.opcode()
            && part.remaining() == length
            && part.equals(ByteBuffer.wrap(content, position, length))
            && (!last || position + length == content.length);
    if (!same) {
      close(session, new CloseStatus(CHANGED, "A message was not sent back as it was."));
      return;
    }
    position += length;
    if (last) {
      missing.remove();
      position = 0;
    }
  }

  private void close(WebSocketSession session, CloseStatus status) throws IOException {
    if (!closed) {
      closed = true;
      session.close(status);
    }
  }

  @Override
  public boolean supportsPartialMessages() {
    return true;
  }
}
