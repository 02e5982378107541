package io.github.websocketecho.conformance;

import io.github.websocketecho.engine.ConnectionOptions;
import io.github.websocketecho.engine.Utf8Handler;
import io.github.websocketecho.engine.Wire;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.PermessageDeflate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * Does what a case says on one connection, and ends it as soon as the outcome is known. Serves one
 * connection, on its loop.
 */
final class CaseRun extends AbstractWebSocketHandler implements Utf8Handler {

  /** How long a client that has done something wrong has to close, if it should close. */
  private static final Duration LAST_CHANCE = Duration.ofMillis(250);

  /** After each piece of one byte, so that the client receives it alone. */
  private static final Duration PAUSE = Duration.ofMillis(1);

  /** The longest message that is accepted [bytes]: twice the longest that is sent. */
  private static final long LONGEST_MESSAGE = 32 << 20;

  private final ConformanceCase tested;
  private final Runnable begin;
  private final Progress progress;
  private final CaseRecorder recorder;

  /** Null if the case does not compress, or the client has offered nothing that it accepts. */
  private @Nullable PermessageDeflate agreed;

  private @Nullable Wire wire;
  private @Nullable CaseSender sender;
  private @Nullable CaseCloser closer;
  private @Nullable CaseCompressor compressor;

  /** The next step of the round. */
  private int next;

  private int waits;

  /** Whether the server waits, and for pongs only. */
  private boolean waiting;

  private boolean waitingForPong;

  /** The message that is being received. */
  private @Nullable Incoming incoming;

  /**
   * @param begin runs when the connection is open
   * @param result gets what was observed, when TCP has ended
   */
  CaseRun(ConformanceCase tested, Runnable begin, Consumer<Observation> result) {
    this.tested = tested;
    tested.script().prepare();
    this.begin = begin;
    progress = new Progress(tested.script());
    recorder = new CaseRecorder(progress, result);
  }

  /** How the engine treats the connection: without its limits, because cases have their own. */
  ConnectionOptions options() {
    return ConnectionOptions.NONE
        .withoutLimits(LONGEST_MESSAGE)
        .withCompression(this::agree)
        .withObserver(recorder);
  }

  private Optional<PermessageDeflate> agree(List<String> offers) {
    DeflateTerms terms = tested.script().compression();
    agreed = terms == null ? null : terms.accept(offers).orElse(null);
    return Optional.ofNullable(agreed);
  }

  @Override
  public boolean supportsPartialMessages() {
    return true;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws IOException {
    begin.run();
    Wire open = Wire.of(session);
    var closes = new CaseCloser(tested, recorder, session, open);
    wire = open;
    closer = closes;
    sender = new CaseSender(open, recorder.log(), tested.script().oneByOne());
    recorder.onObserved(() -> open.later(Duration.ZERO, this::decide));
    int pieceSize = tested.script().pieceSize();
    if (pieceSize > 0) {
      open.inPieces(pieceSize, pieceSize == 1 ? PAUSE : Duration.ZERO);
    }
    if (tested.script().compression() != null) {
      if (agreed == null || session.getExtensions().isEmpty()) {
        recorder.notCompressed();
        closes.close(CloseStatus.NORMAL);
        return;
      }
      compressor = new CaseCompressor(agreed);
    }
    if (tested.script().rounds() > 1) {
      open.later(tested.limit(), closes::timeIsOver);
    }
    goOn();
  }

  /** Does the next steps, until a wait or the end of the round. */
  private void goOn() throws IOException {
    List<Step> steps = tested.script().steps(progress.round());
    CaseSender frames = opened(sender);
    while (next < steps.size()) {
      Step step = steps.get(next++);
      if (step instanceof Step.Wait wait) {
        frames.send(() -> begin(wait));
        return;
      }
      if (step instanceof Step.Send send && send.isClose()) {
        frames.send(
            () -> {
              opened(closer).send(send, frames);
              goOn();
            });
        return;
      }
      frames.add(
          compressor != null && step instanceof Step.Send send ? compressor.compress(send) : step);
    }
    frames.send(this::allSent);
  }

  private void begin(Step.Wait wait) {
    waiting = true;
    waitingForPong = wait.forPong();
    int number = waits++;
    recorder.log().note("wait", wait.time().toMillis());
    opened(wire)
        .later(
            wait.time(),
            () -> {
              if (waiting && number == waits - 1) {
                endWait(wait);
              }
            });
  }

  private void endWait(Step.Wait wait) throws IOException {
    waiting = false;
    if (!wait.forPong() && !recorder.hasClientClosed() && !recorder.isViolated()) {
      progress.add(new Event.Timeout(String.valueOf((char) ('A' + waits - 1))));
    }
    goOn();
  }

  private void allSent() {
    if (tested.script().rounds() == 1) {
      opened(wire).later(tested.limit(), opened(closer)::timeIsOver);
    }
  }

  @Override
  public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
      throws IOException {
    if (message instanceof PongMessage pong) {
      byte[] payload = new byte[pong.getPayloadLength()];
      pong.getPayload().duplicate().get(payload);
      progress.add(new Event.Pong(payload));
      decide();
      return;
    }
    ByteBuffer part = (ByteBuffer) message.getPayload();
    if (incoming == null) {
      Opcode type = message instanceof BinaryMessage ? Opcode.BINARY : Opcode.TEXT;
      incoming = new Incoming(type, progress.expectedContent());
    }
    incoming.add(part);
    if (message.isLast()) {
      Event.Message whole = incoming.message();
      incoming = null;
      progress.add(whole);
      decide();
    }
  }

  /** Decides what follows from what the client has done. */
  private void decide() throws IOException {
    CaseCloser closes = opened(closer);
    if (recorder.isViolated()) {
      closes.endSoon();
    } else if (!progress.isLastRound() && progress.isRoundDone()) {
      progress.nextRound();
      next = 0;
      goOn();
    } else if (progress.doneBesidesPongs() >= 0) {
      if (progress.done() >= 0) {
        closes.closeWhenDone();
      } else if (tested.closing().closesWhenDone() && !recorder.hasServerClosed()) {
        closes.timeIsOver(); // Pongs have failed the case.
      }
    } else if (progress.isHopeless() && !recorder.hasServerClosed()) {
      // If the server should close, the outcome is known; otherwise the client may still close.
      Duration rest = tested.closing().byServer() ? Duration.ZERO : LAST_CHANCE;
      opened(wire).later(rest, closes::timeIsOver);
    } else if (waitingForPong && waiting && hasAllPongs()) {
      waiting = false;
      goOn();
    }
  }

  private boolean hasAllPongs() {
    long pings =
        tested.script().steps(progress.round()).stream()
            .limit(next)
            .filter(step -> step instanceof Step.Send send && send.is(Opcode.PING))
            .count();
    return progress.events().stream().filter(Event.Pong.class::isInstance).count() >= pings;
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    if (compressor != null) {
      compressor.close();
    }
  }

  private static <T> T opened(@Nullable T part) {
    return Objects.requireNonNull(part, "The connection is not open yet");
  }
}
