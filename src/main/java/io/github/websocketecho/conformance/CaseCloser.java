package io.github.websocketecho.conformance;

import io.github.websocketecho.conformance.ConformanceCase.Ending;
import io.github.websocketecho.engine.Wire;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/** Ends the connection of a case. The connection's loop. */
final class CaseCloser {

  /** How long the client has to answer a close frame. */
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final ConformanceCase tested;
  private final CaseRecorder recorder;
  private final WebSocketSession session;
  private final Wire wire;
  private boolean ending;

  CaseCloser(ConformanceCase tested, CaseRecorder recorder, WebSocketSession session, Wire wire) {
    this.tested = tested;
    this.recorder = recorder;
    this.session = session;
    this.wire = wire;
    wire.onClose(this::answer);
  }

  /** Closes by the rules. */
  void close(CloseStatus status) throws IOException {
    recorder.messagesAreDiscarded();
    session.close(status);
    endSoon();
  }

  /**
   * Sends a close frame of the case: by the rules if it keeps them, so that the engine knows of it.
   *
   * @param sender sends it otherwise
   */
  void send(Step.Send frame, CaseSender sender) throws IOException {
    ByteBuffer payload = ByteBuffer.wrap(frame.content().bytes());
    @Nullable CloseStatus status =
        recorder.hasServerClosed() ? null : LegalClose.of(frame, payload);
    if (status != null) {
      close(status);
      return;
    }
    boolean hasCode = payload.remaining() >= Short.BYTES;
    wire.sendNoClose();
    recorder.serverClosed(
        hasCode ? new CloseCode(Short.toUnsignedInt(payload.getShort(0))) : null, "");
    sender.add(frame);
    endSoon();
  }

  /** The client has a second for its part of the closing handshake. */
  void endSoon() {
    wire.later(CLOSING, wire::end);
  }

  /** The client has done what the case expects: closes if it is the server's turn. */
  void closeWhenDone() throws IOException {
    if (isOpen() && tested.closing().closesWhenDone()) {
      close(CloseStatus.NORMAL);
    }
  }

  private boolean isOpen() {
    return !recorder.hasServerClosed() && !recorder.hasClientClosed();
  }

  /** The time of the case is over, or its outcome is known. */
  void timeIsOver() throws IOException {
    if (ending) {
      return;
    }
    ending = true;
    recorder.log().note("timeIsOver", tested.limit().toMillis());
    if (!isOpen()) {
      wire.end();
    } else if (tested.ending() == Ending.KILL) {
      close(CloseStatus.GOING_AWAY.withReason("Going Away"));
    } else {
      close(CloseStatus.NO_STATUS_CODE);
    }
  }

  /** Answers the client's close frame. Behind an illegal one of its own, the engine sends none. */
  private void answer(@Nullable CloseCode code, CloseReason reason) {
    try {
      session.close(
          code == null ? CloseStatus.NO_STATUS_CODE : new CloseStatus(code.value(), reason.text()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
