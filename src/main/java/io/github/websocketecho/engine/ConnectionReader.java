package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import io.github.websocketecho.protocol.ConversationState;
import io.github.websocketecho.protocol.ServerConversation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads what one client sends, lets the conversation handle it, and writes the answers of each
 * batch at once. Runs on the loop.
 */
final class ConnectionReader {

  /** The longest time [ns] for what was sent before the socket failed: nobody gets an answer. */
  private static final long LONGEST_LAST_TIME = Duration.ofMillis(20).toNanos();

  private final EventLoop loop;
  private final Input input;
  private final FlowControl flow;
  private final @Nullable ReadThrottle throttle;
  private final ServerConversation conversation;
  private final OpeningAnswer opening;
  private final Output output;
  private final ConnectionCloser closer;
  private final TimeLimits times;

  /** How long what was sent before the socket failed has been handled [ns]. */
  private int lastTime;

  /** Whether a handler has stopped the reading. */
  private boolean stopped;

  /**
   * @param throttle null if the client may send as fast as it likes
   */
  ConnectionReader(
      EventLoop loop,
      Input input,
      FlowControl flow,
      @Nullable ReadThrottle throttle,
      ServerConversation conversation,
      OpeningAnswer opening,
      Output output,
      ConnectionCloser closer,
      TimeLimits times) {
    this.loop = loop;
    this.input = input;
    this.flow = flow;
    this.throttle = throttle;
    this.conversation = conversation;
    this.opening = opening;
    this.output = output;
    this.closer = closer;
    this.times = times;
  }

  /** Has the parts of each frame delivered as they are received. */
  void deliverParts() {
    flow.deliverParts();
  }

  /** Reads from the socket, and handles it. Returns whether something was received. */
  boolean read() throws IOException {
    int read = input.read(!opening.isSent());
    times.active();
    flow.received(read);
    if (read > 0 && input.size() + read < conversation.awaited() && !hasFailed()) {
      bufferAwaited(input.latest());
    } else {
      answer(input.all(), read);
    }
    return read > 0;
  }

  /** Buffers more of an incomplete frame, so that it is not copied and parsed again meanwhile. */
  private void bufferAwaited(ByteBuffer more) {
    conversation.receiveAhead(more);
    if (!hasFailed()) {
      input.append(more, conversation.awaited());
      pauseIfAhead();
    }
  }

  /** Reads what the client sent together with its opening handshake; the first read of all. */
  ByteBuffer readEarly() throws IOException {
    return input.readEarly();
  }

  /** Handles what the client sent together with its opening handshake. */
  void answerEarly(ByteBuffer received) throws IOException {
    flow.received(received.limit());
    answer(received, received.limit());
  }

  /** Handles what was received, and reports how long the answers took. */
  private void answer(ByteBuffer received, int read) throws IOException {
    if (read > 0 && !opening.isSent()) {
      opening.receivedEarly(read);
    }
    LoopStatistics statistics = loop.statistics();
    long sent = statistics.bytesSent.get();
    process(received);
    boolean wasAnswered = statistics.bytesSent.get() != sent && !output.isBlocked();
    if (wasAnswered && statistics.isToBeTimed()) {
      loop.listener().answered(loop.time() - loop.now());
    }
  }

  /** Handles what was received before and is buffered, if there is room for the answers. */
  void goOn() throws IOException {
    if (output.hasRoom() && !isPaused() && (input.size() > 0 || conversation.isInflating())) {
      process(input.buffered());
    }
  }

  /** Handles what was received, buffers what cannot be handled, and writes the answers at once. */
  private void process(ByteBuffer received) throws IOException {
    output.beginBatch();
    try {
      handle(received);
      while (readBehind(received)) {
        flow.goOn();
        conversation.receive(received);
      }
    } catch (IOException e) {
      output.endBatch(); // What was answered before is sent all the same.
      throw e;
    } catch (RuntimeException | Error e) {
      // What was answered before is sent before the close frame.
      closer.handlerFailed(e);
    }
    if (!hasFailed() && !closer.hasEnded()) {
      input.buffer(received);
    }
    input.adapt(flow.isInterrupted());
    output.endBatch();
    pauseIfAhead();
  }

  /** Reads behind the beginning of a long frame; returns whether something was received. */
  private boolean readBehind(ByteBuffer received) throws IOException {
    int frame = conversation.awaited();
    boolean may =
        input.isLongBeginning(received, frame)
            && !hasFailed()
            && readsMore()
            && !(throttle != null && throttle.isDue())
            && !loop.turn().isOver();
    if (!may) {
      return false;
    }
    int read = input.readBehind(received, frame);
    flow.received(read);
    return read > 0;
  }

  private void handle(ByteBuffer received) {
    boolean waits = stopped || !opening.isSent();
    if (waits || (!received.hasRemaining() && !conversation.isInflating())) {
      return;
    }
    if (opening.isHttp(received)) {
      opening.discardHttp(received, input.isPlain());
    } else {
      flow.beginTurn();
      conversation.receive(received);
    }
  }

  private void pauseIfAhead() {
    if (throttle == null || !isOpen()) {
      return;
    }
    int waitingFrames = flow.isInterrupted() ? input.size() / ServerConversation.SMALLEST_FRAME : 0;
    String excess = throttle.pauseIfAhead(waitingFrames, conversation.mayInflateTo());
    if (excess != null) {
      closer.fail(CloseCode.POLICY_VIOLATION, new CloseReason(excess), Cause.LIMIT, excess);
    }
  }

  /**
   * Handles what the client sent before its socket failed, which may still be there although
   * nothing can be written. Returns whether there may be more.
   */
  boolean readLast() throws IOException {
    if (lastTime > LONGEST_LAST_TIME) {
      return false;
    }
    long start = loop.time();
    boolean more = true;
    if (isToGoOn()) {
      process(input.buffered());
    } else {
      more = read() || isToGoOn();
    }
    lastTime += (int) Math.min(loop.time() - start, LONGEST_LAST_TIME);
    return more;
  }

  /** Whether the socket is not read because the client is ahead; its close is always read. */
  boolean isPaused() {
    return (stopped || (throttle != null && throttle.isPaused())) && isOpen();
  }

  /** Has the socket not be read until this is called with false. */
  void stop(boolean stopped) {
    this.stopped = stopped;
  }

  /** Whether input that is read now can be handled, or buffered. */
  boolean readsMore() {
    return output.hasRoom()
        && !input.hasEnded()
        && (opening.isSent() ? !isToGoOn() : input.hasRoomForEarly());
  }

  /** Whether input waits to be handled before more is read, because the last turn was too short. */
  boolean isToGoOn() {
    return !hasFailed()
        && (conversation.isInflating() || (flow.isInterrupted() && input.size() > 0));
  }

  /** Whether the client has ended its side of TCP. What is buffered may still be handled. */
  boolean isAtEnd() {
    return input.hasEnded();
  }

  /** How long the client sent nothing although it could. */
  Duration quiet() {
    return isPaused() ? Duration.ZERO : times.quiet();
  }

  /** Whether messages may be sent: the server's side is not closed. */
  boolean isOpen() {
    return !closer.hasEnded() && conversation.state().maySend();
  }

  private boolean hasFailed() {
    return conversation.state() == ConversationState.FAILED;
  }

  /** The conversation has failed: nothing that is buffered is handled any more. */
  void discard() {
    input.discard();
  }

  /** The connection has ended. */
  void end() {
    input.discard();
    if (throttle != null) {
      throttle.cancel();
    }
  }
}
