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
final class Connection implements ConversationListener, FrameSink {

  private static final Log logger = LogFactory.getLog(Connection.class);

  /** How soon to see whether a client has taken what waits for it, when the server ends. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** So much at most is kept of what comes before the opening handshake is answered [bytes]. */
  private static final int MOST_EARLY = 16 * 1024;

  /** What takes long to handle is read in pieces of this size at last [bytes]. */
  private static final int SMALLEST_READ = 4 * 1024;

  /** From this length on [bytes] the beginning of a frame takes longer to copy than a read does. */
  private static final int LONG_BEGINNING = 8 * 1024;

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

  /** What the next read has to come behind. */
  private final Leftover left;

  private boolean opened;

  /** Whether the opening handshake has been answered: what comes is handled only then. */
  private boolean answered;

  /** Whether it was answered with another status than 101: what comes is HTTP then. */
  private boolean refused;

  /** Whether the client, which got its answer from a handler, has sent nothing since. */
  private boolean mayBeHttp;

  private boolean truncated;

  /** Whether the client has ended its side of TCP. What it sent before may wait to be answered. */
  private boolean inputEnded;

  /** Whether what waits is handled in the next round. */
  private boolean goingOn;

  /** Whether it is looked soon what the peer has sent before the socket failed. */
  private boolean hearing;

  private int lastTurns;

  /** So much is read at a time [bytes]: less where it takes more than a turn to handle. */
  private int readSize = LoopMemory.BUFFER;

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
    answered = !options.handlerAnswers();
    mayBeHttp = options.handlerAnswers();
    Pace pace =
        Pace.of(loops.settings().messageRate(), loops.settings().byteRate(), System.nanoTime());
    pauses = pace == null ? null : new Pauses(loop, pace, this::pauseIsOver);
    output = new Output(loop, transport, backlog);
    flow = new FlowControl(loop.turn(), pace, this::takesMore, this::takesWholeFrames);
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
    if (answered) {
      conversation.begin();
    }
    left = new Leftover(backlog);
    closing = new Closing(loop);
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
      observer.opened(response, answered, session.control());
    }
    guarded(
        () -> {
          key = loop.register(transport.channel(), this);
          output.raw(unsent);
          ByteBuffer input = loop.input().clear();
          transport.readEarly(input);
          opened = true;
          delivery.opened();
          flow.received(input.position());
          answer(input.flip(), input.limit());
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

  /** Returns whether something has come. */
  private boolean read() throws IOException {
    ByteBuffer input = loop.input().clear();
    int kept = left.size();
    int read = transport.read(room(input.position(kept)));
    times.active();
    flow.received(read);
    inputEnded = read < 0;
    if (read > 0 && kept + read < conversation.awaited() && !hasFailed()) {
      statistics.bytesReceived.add(read);
      keepAwaited(input.flip().position(kept));
    } else {
      left.moveInto(input);
      answer(input.flip(), read);
    }
    return read > 0;
  }

  /** As much room as may be filled, for all of it may have to be kept. */
  private ByteBuffer room(ByteBuffer input) {
    int most = Math.min(backlog.piece(), answered ? readSize : MOST_EARLY);
    int piece = Math.max(most, transport.smallestRead());
    return input.limit(Math.min(input.capacity(), input.position() + piece));
  }

  /** More has come of a frame that is not whole: it is not copied and read once more for that. */
  private void keepAwaited(ByteBuffer more) throws IOException {
    conversation.receiveAhead(more);
    if (!hasFailed()) {
      left.append(more, conversation.awaited());
      keepPace();
    }
    afterWrite();
  }

  /** Handles what has been read, and tells how long the answers took. */
  private void answer(ByteBuffer input, int read) throws IOException {
    if (read > 0) {
      statistics.bytesReceived.add(read);
    }
    if (read > 0 && !answered && observer != null) {
      observer.receivedEarly(read);
    }
    long sent = statistics.bytesSent.get();
    process(input);
    boolean wasAnswered = statistics.bytesSent.get() != sent && !output.isBlocked();
    if (wasAnswered && statistics.isToBeTimed()) {
      loops.listener().answered(System.nanoTime() - loop.now());
    }
  }

  /** Handles what lies in the buffer, keeps what cannot be, and writes the answers at once. */
  private void process(ByteBuffer input) throws IOException {
    output.beginBatch();
    try {
      handle(input);
      while (readOn(input)) {
        flow.goOn();
        conversation.receive(input);
      }
    } catch (IOException e) {
      output.endBatch(); // What was answered before goes out all the same.
      throw e;
    } catch (RuntimeException | Error e) {
      // What was answered before goes out before the close frame.
      handlerFailed(e);
    }
    if (!hasFailed() && !ended) {
      left.keep(input);
    }
    readSize =
        flow.isInterrupted()
            ? Math.max(readSize / 4, SMALLEST_READ)
            : Math.min(2 * readSize, LoopMemory.BUFFER);
    output.endBatch();
    keepPace();
    afterWrite();
  }

  /**
   * Reads behind the beginning of a long frame, which would have to be copied to where it is kept,
   * and back: to ask the socket once more takes less.
   *
   * @return whether something has come
   */
  private boolean readOn(ByteBuffer input) throws IOException {
    if (!mayReadOn(input)) {
      return false;
    }
    if (input.capacity() - input.position() < conversation.awaited()) {
      input.compact().flip();
    }
    int start = input.position();
    int read = transport.read(room(input.position(input.limit())));
    input.limit(input.position()).position(start);
    flow.received(read);
    statistics.bytesReceived.add(Math.max(read, 0));
    return read > 0;
  }

  @SuppressWarnings("ReferenceEquality") // The same buffer, not one with the same bytes.
  private boolean mayReadOn(ByteBuffer input) {
    return input == loop.input()
        && input.remaining() >= LONG_BEGINNING
        && input.remaining() < conversation.awaited()
        && !hasFailed()
        && readsMore()
        && !(pauses != null && pauses.isDue())
        && !loop.turn().isOver();
  }

  private void handle(ByteBuffer input) {
    if (!answered || (!input.hasRemaining() && !conversation.isInflating())) {
      return;
    }
    if (mayBeHttp) {
      refused = refused || HttpRequestLine.begins(input);
      mayBeHttp = false;
    }
    if (refused) {
      takeHttp(input);
    } else {
      flow.beginTurn(loop.now());
      conversation.receive(input);
    }
  }

  /**
   * What comes behind an answer that is not 101, or is a request although it was 101, is HTTP: TCP
   * ends at the next request, which anybody may send on another connection.
   */
  private void takeHttp(ByteBuffer input) {
    boolean request = HttpRequestLine.begins(input);
    if (observer != null && transport.readsPlainly()) {
      observer.receivedHttp(input.remaining(), request);
    }
    input.position(input.limit());
    if (request) {
      end(TcpEnd.BY_US);
    }
  }

  private void keepPace() {
    if (pauses == null || !isOpen()) {
      return;
    }
    int waitingFrames = flow.isInterrupted() ? left.size() / ServerConversation.SMALLEST_FRAME : 0;
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
  boolean takesMore() {
    return !ended && (!output.isBlocked() || mayBuffer());
  }

  private boolean mayBuffer() {
    return output.waiting() < loops.settings().echoBuffer() && !backlog.isScarce();
  }

  /** Whether something that is read now can be handled, or kept. */
  private boolean readsMore() {
    return takesMore() && !inputEnded && (answered ? !isToGoOn() : left.size() < MOST_EARLY);
  }

  /** Whether there is something to be handled before more is read: the last turn was too short. */
  private boolean isToGoOn() {
    return !hasFailed()
        && (conversation.isInflating() || (flow.isInterrupted() && !left.isEmpty()));
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
    if (answered) {
      throw new IllegalStateException("The opening handshake has been answered");
    }
    if (ended) {
      return;
    }
    answered = true;
    mayBeHttp = !right; // Behind the right answer, everything is frames, or a fault.
    refused = !response.isSwitchingProtocols();
    if (!refused) {
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
    if (takesMore() && !isPaused() && (!left.isEmpty() || conversation.isInflating())) {
      process(left.bytes());
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
    boolean isAtEnd = inputEnded && writes == 0 && !isToGoOn();
    if (output.isBroken() && !isAtEnd) {
      if (!hearing) {
        hearing = true;
        loop.executeNext(() -> guarded(this::hearLastWords));
      }
    } else if (writes == 0 && conversation.state() == ConversationState.CLOSED && !closing.isHeld()) {
      endInOrder();
    } else if (isAtEnd) {
      tellClosing(Cause.NETWORK, "The client ended TCP without a closing handshake.");
      end(TcpEnd.FIN);
    } else if (writes == 0 && hasFailed()) {
      // The client may be sending still: a close now would be a reset, and take the reason along.
      output.shutdown(truncated);
      interestIn(SelectionKey.OP_READ);
    } else if (isPaused() || !takesMore()) {
      interestIn(writes);
    } else if (isToGoOn()) {
      interestIn(writes);
      goOnNext();
    } else if (transport.hasEndedUnseen() && !inputEnded) {
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
  boolean takesWholeFrames() {
    return !backlog.isScarce() && (wire == null || !wire.takesParts());
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
    tellClosing(Cause.ENDING, "The server ended TCP.");
    this.truncated = truncated;
    closing.allow(within);
    conversation.abandon();
    afterEachWrite();
  }

  /** Ends TCP with RST. */
  void reset() {
    tellClosing(Cause.ENDING, "The server reset TCP.");
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
    tellClosing(cause, detail);
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
    tellClosing(Cause.ASKED, "The client closed.");
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
      left.discard();
    }
  }

  @Override
  public void violated(ProtocolFailure failure) {
    boolean tooBig = failure.code().equals(CloseCode.MESSAGE_TOO_BIG);
    tellClosing(tooBig ? Cause.LIMIT : Cause.PROTOCOL, failure.reason().text());
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
    tellClosing(cause, detail);
    conversation.fail(code, reason);
  }

  private void handlerFailed(Throwable e) {
    OutOfMemory.endAt(e);
    loops.listener().handlerFailed(e);
    fail(CloseCode.INTERNAL_ERROR, CloseReason.NONE, Cause.ERROR, "A handler failed.");
  }

  /** Ends TCP without any more words. */
  void cut(Cause cause, String detail) {
    tellClosing(cause, detail);
    end(TcpEnd.BY_US);
  }

  /** Nothing can be read any more. */
  private void broken(IOException e) {
    logger.debug("The peer is gone", e);
    transportFailed(e);
  }

  /** Reports to the handler, as Spring's contract has it, that TCP broke, and ends. */
  private void transportFailed(@Nullable IOException e) {
    tellClosing(Cause.NETWORK, "TCP broke.");
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
      process(left.bytes());
    } else if ((isHeard || (!read() && !isToGoOn())) && !ended) {
      transportFailed(output.failure());
    }
  }

  /** Both sides have closed: TCP ends, unless the client was the first to end it. */
  private void endInOrder() throws IOException {
    int read = 1;
    for (int look = 0; look < LAST_LOOKS && read > 0; look++) {
      ByteBuffer input = loop.input().clear();
      read = transport.read(input);
      if (read > 0) {
        receivedAfterClose(input.flip());
      }
    }
    end(read < 0 ? TcpEnd.FIN : TcpEnd.BY_US);
  }

  /** Tells why the connection is going to end; the first cause counts. */
  void tellClosing(Cause cause, String detail) {
    if (ended) {
      return;
    }
    closing.caused(cause, detail);
    if (observer != null) {
      observer.closing(cause, detail);
    }
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
    left.discard();
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
