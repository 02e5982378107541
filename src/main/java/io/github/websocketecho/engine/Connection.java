package io.github.websocketecho.engine;

import io.github.websocketecho.OutOfMemory;
import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.TimeLimits.Outstayed;
import io.github.websocketecho.engine.Wire.CloseListener;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import io.github.websocketecho.protocol.ConversationListener;
import io.github.websocketecho.protocol.ConversationState;
import io.github.websocketecho.protocol.FrameSink;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.protocol.PermessageDeflate;
import io.github.websocketecho.protocol.ProtocolFailure;
import io.github.websocketecho.protocol.ServerConversation;
import io.github.websocketecho.protocol.ServerConversation.ReceivedClose;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One connection on its event loop: reads when the socket has something and takes what it is given,
 * writes, and ends. Everything here runs on the loop's thread.
 */
final class Connection implements ConversationListener, FrameSink, FlowControl.Room {

  private static final Log logger = LogFactory.getLog(Connection.class);

  /** How soon to see whether a client has taken what waits for it, when the server ends. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** How often a socket is asked for what came together with the end. */
  private static final int LAST_LOOKS = 4;

  /** So many turns has a connection to handle what came before its socket failed. */
  private static final int LAST_TURNS = 64;

  private final EventLoop loop;
  private final LoopStatistics statistics;
  private final Transport transport;
  private final MessageDelivery delivery;
  private final EventLoops loops;
  private final ServerConversation conversation;
  private final FlowControl flow;
  private final OpeningAnswer opening;
  private final Input input;
  private final Output output;
  private final Budget backlog;
  private final Closing closing;
  private final TimeLimits times;
  private final @Nullable ConnectionObserver observer;
  private final @Nullable Runnable onEnd;
  private final @Nullable Pauses pauses;

  /** Null while the handler has asked for nothing beyond the ordinary. */
  private @Nullable ConnectionWire wire;

  private @Nullable SelectionKey key;

  private boolean opened;

  private boolean truncated;

  /** Whether what waits is handled in the next round. */
  private boolean goingOn;

  /** Whether it is looked soon what the peer has sent before the socket failed. */
  private boolean hearing;

  private int lastTurns;

  private boolean ended;

  Connection(
      EventLoops loops,
      Transport transport,
      MessageDelivery delivery,
      ConnectionOptions options,
      @Nullable PermessageDeflate agreed) {
    this.loops = loops;
    this.loop = loops.next();
    this.backlog = loops.backlog();
    this.statistics = loop.statistics();
    this.transport = transport;
    this.delivery = delivery;
    this.observer = options.observer();
    this.onEnd = options.onEnd();
    opening = new OpeningAnswer(options.handlerAnswers());
    Pace pace = Pace.of(loops.settings().messageRate(), loops.settings().byteRate(), loop.time());
    pauses = pace == null ? null : new Pauses(loop, pace, this::pauseIsOver);
    input = new Input(loop, transport, backlog);
    output = new Output(loop, transport, backlog);
    flow = new FlowControl(loop.turn(), pace, this);
    conversation =
        new ServerConversation(
            agreed,
            options.messageSize(loops.settings()),
            options.fragmentSize(),
            loop.buffers(),
            flow,
            delivery,
            this,
            this);
    delivery.countIn(statistics);
    if (opening.isSent()) {
      conversation.begin();
    }
    closing = new Closing(loop, observer);
    times = new TimeLimits(loop, loops.settings());
  }

  // ---- What the loop tells

  EventLoop loop() {
    return loop;
  }

  /**
   * The first that happens on the loop.
   *
   * @param response to the opening handshake; where the handler is to answer, the right one
   * @param unsent what the socket has not taken of it
   */
  void open(OpeningResponse response, ByteBuffer unsent, EngineSession session) {
    times.opened();
    if (observer != null) {
      observer.opened(response, opening.isSent(), session.control());
    }
    guarded(
        () -> {
          key = loop.register(transport, this);
          output.raw(unsent);
          ByteBuffer early = input.readEarly();
          opened = true;
          delivery.opened();
          flow.received(early.limit());
          answer(early, early.limit());
          if (readsMore() && !isPaused()) {
            read();
          }
        });
  }

  /** The socket has something to read, or room for something to be written. */
  void ready() {
    guarded(
        () -> {
          SelectionKey selected = key;
          if (selected == null || !selected.isValid()) {
            return;
          }
          if (selected.isWritable()) {
            output.resume();
            goOn();
          }
          if (readsMore() && !isPaused() && selected.isValid() && selected.isReadable()) {
            read();
          }
        });
  }

  /** Looks whether the connection has outstayed a limit. */
  void checkLimits() {
    if (ended) {
      return;
    }
    if (times.isQuiet()) {
      conversation.rest();
    }
    if (output.isBlocked()) {
      guarded(this::afterWrite); // Others may have given back what it may use, to read on.
    }
    switch (times.outstayed(conversation.state(), isIdle(), readsMore(), output, closing)) {
      case null -> {}
      case Outstayed(Cause cause, String reason, boolean cut) when cut -> cut(cause, reason);
      case Outstayed(Cause cause, String reason, boolean _) ->
          startClosing(CloseCode.GOING_AWAY, new CloseReason(reason), cause, reason);
    }
  }

  private boolean isIdle() {
    return !ended && conversation.isOpen() && !isPaused();
  }

  // ---- Reading

  /** Returns whether something was received. */
  private boolean read() throws IOException {
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

  /** Buffers more of an incomplete frame, which is not copied and read once more for that. */
  private void bufferAwaited(ByteBuffer more) throws IOException {
    conversation.receiveAhead(more);
    if (!hasFailed()) {
      input.append(more, conversation.awaited());
      keepPace();
    }
    afterWrite();
  }

  /** Handles what was received, and reports how long the answers took. */
  private void answer(ByteBuffer received, int read) throws IOException {
    if (read > 0 && !opening.isSent() && observer != null) {
      observer.receivedEarly(read);
    }
    long sent = statistics.bytesSent.get();
    process(received);
    boolean wasAnswered = statistics.bytesSent.get() != sent && !output.isBlocked();
    if (wasAnswered && statistics.isToBeTimed()) {
      loops.listener().answered(loop.time() - loop.now());
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
      handlerFailed(e);
    }
    if (!hasFailed() && !ended) {
      input.keep(received);
    }
    input.adapt(flow.isInterrupted());
    output.endBatch();
    keepPace();
    afterWrite();
  }

  /** Reads behind the beginning of a long frame; returns whether something was received. */
  private boolean readBehind(ByteBuffer received) throws IOException {
    int frame = conversation.awaited();
    boolean may =
        input.isLongBeginning(received, frame)
            && !hasFailed()
            && readsMore()
            && !(pauses != null && pauses.isDue())
            && !loop.turn().isOver();
    if (!may) {
      return false;
    }
    int read = input.readBehind(received, frame);
    flow.received(read);
    return read > 0;
  }

  private void handle(ByteBuffer received) {
    if (!opening.isSent() || (!received.hasRemaining() && !conversation.isInflating())) {
      return;
    }
    if (opening.isHttp(received)) {
      discardHttp(received);
    } else {
      flow.beginTurn(loop.now());
      conversation.receive(received);
    }
  }

  /**
   * What comes behind an answer that is not 101, or is a request although it was 101, is HTTP: TCP
   * ends at the next request, which anybody may send on another connection.
   */
  private void discardHttp(ByteBuffer received) {
    boolean request = HttpRequestLine.begins(received);
    if (observer != null && transport.readsPlainly()) {
      observer.receivedHttp(received.remaining(), request);
    }
    received.position(received.limit());
    if (request) {
      end(TcpEnd.BY_US);
    }
  }

  private void keepPace() {
    if (pauses == null || !isOpen()) {
      return;
    }
    int waitingFrames = flow.isInterrupted() ? input.size() / ServerConversation.SMALLEST_FRAME : 0;
    String excess = pauses.keep(waitingFrames, conversation.mayInflateTo());
    if (excess != null) {
      fail(CloseCode.POLICY_VIOLATION, new CloseReason(excess), Cause.LIMIT, excess);
    }
  }

  /**
   * Whether nothing is read since the client is ahead; the end of a closing is always waited for.
   */
  private boolean isPaused() {
    return pauses != null && pauses.isPaused() && isOpen();
  }

  private void pauseIsOver() {
    times.active(); // It was not the client who was quiet.
    guarded(this::goOn);
  }

  /** What all connections together keep. */
  Budget backlog() {
    return backlog;
  }

  /**
   * Whether answers to what is read find room: at the socket, or in what may wait for it. A client
   * may write a whole message before it reads.
   */
  @Override
  public boolean hasRoomForAnswers() {
    return !ended && (!output.isBlocked() || mayBuffer());
  }

  private boolean mayBuffer() {
    return output.waiting() < loops.settings().echoBuffer() && !backlog.isScarce();
  }

  /** Whether something that is read now can be handled, or kept. */
  private boolean readsMore() {
    return hasRoomForAnswers()
        && !input.hasEnded()
        && (opening.isSent() ? !isToGoOn() : input.hasRoomForEarly());
  }

  /** Whether there is something to be handled before more is read: the last turn was too short. */
  private boolean isToGoOn() {
    return !hasFailed()
        && (conversation.isInflating() || (flow.isInterrupted() && input.size() > 0));
  }

  // ---- Writing

  /** Sends a part of a message, or a ping or pong: with the others of the batch, or at once. */
  void send(Opcode opcode, ByteBuffer payload, boolean last) {
    if (ended) {
      return;
    }
    if (opcode.isControl()) {
      conversation.sendControl(opcode, payload);
    } else {
      conversation.send(opcode, payload, last);
    }
  }

  /** Runs a task at once, or behind the message of which a part has been written. */
  void betweenMessages(Runnable task) {
    conversation.betweenMessages(task);
  }

  /** Writes a frame: with the others of the batch, or at once. */
  @Override
  public void frame(boolean fin, int rsv, Opcode opcode, ByteBuffer payload) {
    if (ended) {
      return;
    }
    if (fin && !opcode.isControl()) {
      statistics.messagesSent.add(1);
    }
    if (observer != null) {
      observer.sent(fin, rsv, opcode, payload.duplicate());
    }
    output.frame(fin, rsv, opcode, payload);
    afterEachWrite();
  }

  /** Writes bytes as they are, whatever has been written before. */
  void writeRaw(ByteBuffer bytes) {
    if (ended) {
      return;
    }
    if (observer != null) {
      observer.sentRaw(bytes.duplicate());
    }
    output.raw(bytes);
    afterEachWrite();
  }

  /**
   * Answers the opening handshake, in place of the engine. What has come before is handled next.
   *
   * @param right whether it is the answer that RFC 6455 asks for
   * @throws IllegalStateException if it has been answered
   */
  void answerHandshake(OpeningResponse response, boolean right, ByteBuffer body) {
    if (ended) {
      return;
    }
    opening.send(response, right);
    if (response.isSwitchingProtocols()) {
      conversation.begin();
    }
    if (observer != null) {
      observer.answered(response);
    }
    output.raw(response.bytes());
    output.raw(body);
    loop.executeNext(() -> guarded(this::goOn));
  }

  private void afterEachWrite() {
    if (!output.isGathering()) {
      guarded(this::afterWrite);
    }
  }

  /** How much waits for the socket [bytes]. */
  int waiting() {
    return output.waiting();
  }

  /** With more than this [bytes] nothing more may be sent on the loop. */
  long mostWaiting() {
    return output.mostWaiting();
  }

  /** Runs a task once the socket has taken what waits for it, or the connection has ended. */
  void whenDrained(Runnable task) {
    output.whenDrained(task);
  }

  /** Handles what was left before, if it can be. */
  private void goOn() throws IOException {
    if (hasRoomForAnswers() && !isPaused() && (input.size() > 0 || conversation.isInflating())) {
      process(input.buffered());
    } else {
      afterWrite();
    }
  }

  /** Decides what to wait for, or that there is nothing left to wait for. */
  private void afterWrite() throws IOException {
    if (ended) {
      return;
    }
    int writes = output.isBlocked() ? SelectionKey.OP_WRITE : 0;
    boolean isAtEnd = input.hasEnded() && writes == 0 && !isToGoOn();
    if (output.isBroken() && !isAtEnd) {
      if (!hearing) {
        hearing = true;
        loop.executeNext(() -> guarded(this::hearLastWords));
      }
    } else if (writes == 0
        && conversation.state() == ConversationState.CLOSED
        && !closing.isHeld()) {
      endInOrder();
    } else if (isAtEnd) {
      closing.caused(Cause.NETWORK, "The client ended TCP without a closing handshake.");
      end(TcpEnd.FIN);
    } else if (writes == 0 && hasFailed()) {
      // The client may be sending still: a close now would be a reset, and take the reason along.
      output.shutdown(truncated);
      interestIn(SelectionKey.OP_READ);
    } else if (isPaused() || !hasRoomForAnswers()) {
      interestIn(writes);
    } else if (isToGoOn()) {
      interestIn(writes);
      goOnNext();
    } else if (transport.hasEndedUnseen() && !input.hasEnded()) {
      loop.executeNext(() -> guarded(this::read));
    } else {
      interestIn(writes | (readsMore() ? SelectionKey.OP_READ : 0));
    }
  }

  /** In the next round, once. */
  private void goOnNext() {
    if (!goingOn) {
      goingOn = true;
      loop.executeNext(
          () -> {
            goingOn = false;
            guarded(this::goOn);
          });
    }
  }

  private void interestIn(int operations) {
    SelectionKey selected = key;
    if (selected != null && selected.isValid() && selected.interestOps() != operations) {
      selected.interestOps(operations);
    }
  }

  // ---- What a handler asks for beyond the ordinary

  /**
   * Made when it is asked for.
   *
   * @param response null where nobody asks for it
   */
  Wire wire(@Nullable OpeningResponse response) {
    if (wire == null) {
      wire = new ConnectionWire(this, response);
    }
    return wire;
  }

  void ignorePings() {
    conversation.ignorePings();
  }

  void sendNoCloses() {
    conversation.sendNoCloses();
  }

  /** Whether a frame that is short enough may wait until it is whole. */
  @Override
  public boolean hasRoomForFrames() {
    return !backlog.isScarce() && (wire == null || !wire.takesParts());
  }

  /** Why it is going to end, for the observer. */
  void caused(Cause cause, String detail) {
    closing.caused(cause, detail);
  }

  void holdTcp(Duration time) {
    closing.hold(time);
  }

  boolean hasEnded() {
    return ended;
  }

  /**
   * Ends the server's side of TCP, and listens no more.
   *
   * @param truncated whether TLS ends as if it had been cut
   * @param within how much longer than usual the client has to end its own side
   */
  void finish(boolean truncated, Duration within) {
    closing.caused(Cause.SCENARIO, "The server ended TCP.");
    this.truncated = truncated;
    closing.allow(within);
    conversation.abandon();
    afterEachWrite();
  }

  /** Ends TCP with RST. */
  void reset() {
    closing.caused(Cause.SCENARIO, "The server reset TCP.");
    output.raw(NOTHING); // What the batch has gathered goes out before it.
    end(TcpEnd.BY_US, transport::reset);
  }

  /** How long nothing has come. */
  Duration quiet() {
    return isPaused() ? Duration.ZERO : times.quiet();
  }

  // ---- Ending

  /** Whether messages may still be sent: neither a close frame nor FIN has been. */
  boolean isOpen() {
    return !ended && conversation.state().maySend();
  }

  private boolean hasFailed() {
    return conversation.state() == ConversationState.FAILED;
  }

  /**
   * The server ends: answers what has come by now, and then starts the closing handshake.
   *
   * @param deadline when it does so in any case, as {@link System#nanoTime} has it
   */
  void goAway(CloseReason reason, long deadline) {
    guarded(
        () -> {
          boolean waits = output.isBlocked() || isToGoOn() || (wire != null && wire.isKeeping());
          if (isOpen() && loop.now() - deadline < 0 && (waits || (readsMore() && read()))) {
            loop.schedule(waits ? LOOK_AGAIN : Duration.ZERO, () -> goAway(reason, deadline));
          } else {
            startClosing(CloseCode.GOING_AWAY, reason, Cause.SHUTDOWN, reason.text());
          }
        });
  }

  /** Starts the closing handshake, if it has not been started. */
  void startClosing(@Nullable CloseCode code, CloseReason reason, Cause cause, String detail) {
    closing.caused(cause, detail);
    guarded(
        () -> {
          conversation.close(code, reason);
          if (!output.isGathering()) {
            afterWrite();
          }
        });
  }

  @Override
  public boolean closeReceived(@Nullable CloseCode code, CloseReason reason) {
    closing.caused(Cause.ASKED, "The client closed.");
    CloseListener listener = wire == null ? null : wire.closeListener();
    if (listener != null) {
      listener.closeReceived(code, reason);
    }
    return listener == null;
  }

  @Override
  public void changed(ConversationState state) {
    if (!state.maySend()) {
      closing.begin();
      delivery.closing();
    }
    if (state == ConversationState.FAILED) {
      input.discard();
    }
  }

  @Override
  public void violated(ProtocolFailure failure) {
    boolean tooBig = failure.code().equals(CloseCode.MESSAGE_TOO_BIG);
    closing.caused(tooBig ? Cause.LIMIT : Cause.PROTOCOL, failure.reason().text());
  }

  @Override
  public void frameReceived(
      boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning) {
    flow.frameReceived();
    if (observer != null) {
      observer.received(fin, rsv, opcode, length, beginning.duplicate());
    }
  }

  @Override
  public void receivedAfterClose(ByteBuffer bytes) {
    if (observer != null) {
      observer.receivedAfterClose(bytes);
    }
  }

  /** Fails the connection (RFC 6455, section 7.1.7): says why, and listens no more. */
  private void fail(CloseCode code, CloseReason reason, Cause cause, String detail) {
    closing.caused(cause, detail);
    conversation.fail(code, reason);
  }

  private void handlerFailed(Throwable e) {
    OutOfMemory.endAt(e);
    loops.listener().handlerFailed(e);
    fail(CloseCode.INTERNAL_ERROR, CloseReason.NONE, Cause.ERROR, "A handler failed.");
  }

  /** Ends TCP without any more words. */
  void cut(Cause cause, String detail) {
    closing.caused(cause, detail);
    end(TcpEnd.BY_US);
  }

  /** Nothing can be read any more. */
  private void broken(IOException e) {
    logger.debug("The peer is gone", e);
    transportFailed(e);
  }

  /** Reports to the handler, as Spring's contract has it, that TCP broke, and ends. */
  private void transportFailed(@Nullable IOException e) {
    closing.caused(Cause.NETWORK, "TCP broke.");
    if (opened && !ended) {
      try {
        delivery.transportFailed(e == null ? new EOFException() : e);
      } catch (RuntimeException | Error failure) {
        OutOfMemory.endAt(failure);
        loops.listener().handlerFailed(failure);
      }
    }
    end(TcpEnd.RESET);
  }

  /** What the peer said before it was gone may lie there still, though nothing can be written. */
  private void hearLastWords() throws IOException {
    hearing = false;
    if (ended) {
      return;
    }
    lastTurns++;
    boolean isHeard = lastTurns > LAST_TURNS;
    if (!isHeard && isToGoOn()) {
      process(input.buffered());
    } else if ((isHeard || (!read() && !isToGoOn())) && !ended) {
      transportFailed(output.failure());
    }
  }

  /** Both sides have closed: TCP ends, unless the client was the first to end it. */
  private void endInOrder() throws IOException {
    int read = 1;
    for (int look = 0; look < LAST_LOOKS && read > 0; look++) {
      ByteBuffer last = loop.input().clear();
      read = transport.read(last);
      if (read > 0) {
        receivedAfterClose(last.flip());
      }
    }
    end(read < 0 ? TcpEnd.FIN : TcpEnd.BY_US);
  }

  private void end(TcpEnd how) {
    end(how, transport::close);
  }

  /**
   * Ends.
   *
   * @param tcp ends TCP: the last that happens, for the client may come again as soon as it sees it
   */
  private void end(TcpEnd how, Runnable tcp) {
    if (ended) {
      return;
    }
    ended = true;
    closing.end();
    input.discard();
    SelectionKey selected = key;
    if (selected != null) {
      selected.cancel();
    }
    if (wire != null) {
      wire.cancelAll();
    }
    if (pauses != null) {
      pauses.cancel();
    }
    output.discard();
    conversation.end();
    try {
      tellEnded(how);
    } finally {
      tcp.run();
    }
  }

  private void tellEnded(TcpEnd how) {
    loops.ended();
    if (onEnd != null) {
      onEnd.run();
    }
    loops.listener().ended(closing.ended(delivery.session(), how, conversation));
    if (observer != null) {
      observer.ended(how);
    }
    if (opened) {
      ReceivedClose received = conversation.receivedClose();
      delivery.closed(received);
    }
  }

  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /** Does something of this connection's: what goes wrong ends it, and nothing else. */
  void guarded(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      broken(e);
    } catch (RuntimeException | Error e) {
      handlerFailed(e);
      afterEachWrite();
    }
  }
}
