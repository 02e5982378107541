package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.TimeLimits.Outstayed;
import io.github.websocketecho.engine.Wire.CloseListener;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import io.github.websocketecho.protocol.FrameReader;
import io.github.websocketecho.protocol.FrameWriter;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.protocol.PermessageDeflate;
import io.github.websocketecho.protocol.ProtocolFailure;
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
final class Connection {

  private static final Log logger = LogFactory.getLog(Connection.class);

  /** How soon to see whether a client has taken what waits for it, when the server ends. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private static final int RSV1 = 4;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final EventLoop loop;
  private final LoopStatistics statistics;
  private final Transport transport;
  private final MessageDelivery delivery;
  private final EventLoops loops;
  private final @Nullable Compression compression;
  private final Inbound inbound;
  private final MessageSender sender;
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

  /** What the next read has to come behind; empty if nothing was left. Set by {@link #leave}. */
  private ByteBuffer left = NOTHING;

  private boolean opened;

  /** Whether the opening handshake has been answered: frames may only follow. */
  private boolean answered;

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
    long messageSize = options.messageSize(loops.settings());
    compression = agreed == null ? null : new Compression(agreed, loop, loops, messageSize);
    Pace pace =
        Pace.of(loops.settings().messageRate(), loops.settings().byteRate(), System.nanoTime());
    pauses = pace == null ? null : new Pauses(loop, pace, this::pauseIsOver);
    inbound =
        new Inbound(
            this,
            delivery,
            new FrameReader(agreed != null, messageSize),
            compression,
            observer,
            pace);
    sender = new MessageSender(this, compression, options.fragmentSize());
    output = new Output(loop, transport, backlog);
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
   * @param response null where nobody asks for it
   * @param answered whether the response has been sent
   */
  void open(@Nullable OpeningResponse response, boolean answered, EngineSession session) {
    times.opened();
    if (observer != null && response != null) {
      observer.opened(response, answered, session.control());
    }
    guarded(
        () -> {
          key = loop.register(transport.channel(), this);
          ByteBuffer input = loop.input().clear();
          transport.readEarly(input);
          opened = true;
          delivery.opened();
          inbound.came(input.position());
          answer(input.flip(), input.limit());
          if (takesMore() && !isPaused()) {
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
            resume();
          }
          if (takesMore() && !isPaused() && selected.isReadable()) {
            read();
          }
        });
  }

  /** Looks whether the connection has outstayed a limit. */
  void checkLimits() {
    if (ended) {
      return;
    }
    if (compression != null && !sender.isWithinMessage() && times.isQuiet()) {
      compression.rest();
    }
    switch (times.outstayed(isOpen(), isIdle(), output, closing)) {
      case null -> {}
      case Outstayed(Cause cause, String reason, boolean cut) when cut -> cut(cause, reason);
      case Outstayed(Cause cause, String reason, boolean _) ->
          startClosing(CloseCode.GOING_AWAY, new CloseReason(reason), cause, reason);
    }
  }

  private boolean isIdle() {
    return isOpen() && !closing.isReceived() && !isPaused();
  }

  // ---- Reading

  /** Returns whether something has come. */
  private boolean read() throws IOException {
    ByteBuffer input = loop.input().clear().put(left);
    leave(NOTHING);
    int read = transport.read(room(input));
    times.active();
    inbound.came(read);
    answer(input.flip(), read);
    if (read < 0 && !ended) {
      tellClosing(Cause.NETWORK, "The client ended TCP without a closing handshake.");
      end(TcpEnd.FIN);
    }
    return read > 0;
  }

  /** As much room as may be filled, for all of it may have to be kept. */
  private ByteBuffer room(ByteBuffer input) {
    int piece = Math.max(backlog.piece(), transport.smallestRead());
    return input.limit(Math.min(input.capacity(), input.position() + piece));
  }

  /** Handles what has been read, and tells how long the answers took. */
  private void answer(ByteBuffer input, int read) throws IOException {
    if (read > 0) {
      statistics.bytesReceived.add(read);
    }
    long sent = statistics.bytesSent.get();
    process(input);
    boolean answered = statistics.bytesSent.get() != sent && !output.isBlocked();
    if (answered && statistics.isToBeTimed()) {
      loops.listener().answered(System.nanoTime() - loop.now());
    }
  }

  /** Handles what lies in the buffer, keeps what is not whole, and writes the answers at once. */
  private void process(ByteBuffer input) throws IOException {
    output.beginBatch();
    try {
      if (!closing.hasFailed()) {
        inbound.read(input);
      }
    } catch (ProtocolFailure failure) {
      boolean tooBig = failure.code().equals(CloseCode.MESSAGE_TOO_BIG);
      Cause cause = tooBig ? Cause.LIMIT : Cause.PROTOCOL;
      fail(failure.code(), failure.reason(), cause, failure.reason().text());
    } catch (RuntimeException | Error e) {
      // What was answered before goes out before the close frame.
      handlerFailed(e);
    }
    if (input.hasRemaining() && !closing.hasFailed()) {
      leave(ByteBuffer.allocate(input.remaining()).put(input).flip());
    }
    output.endBatch();
    keepPace();
    afterWrite();
  }

  private void keepPace() {
    String excess = pauses == null || !isOpen() ? null : pauses.keep();
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

  /** What was left before, at the front of the loop's buffer. */
  private ByteBuffer takeLeft() {
    ByteBuffer input = loop.input().clear().put(left).flip();
    leave(NOTHING);
    return input;
  }

  private void leave(ByteBuffer input) {
    backlog.take(input.capacity() - left.capacity());
    left = input;
  }

  /** What all connections together keep. */
  Budget backlog() {
    return backlog;
  }

  /** Whether answers to what is read would find room. */
  boolean takesMore() {
    return !output.isBlocked() && !ended;
  }

  // ---- Writing

  /** Sends a part of a message, or a ping or pong: with the others of the batch, or at once. */
  void send(Opcode opcode, ByteBuffer payload, boolean last) {
    if (opcode.isControl()) {
      write(true, false, opcode, payload);
    } else if (isOpen() && answered) {
      sender.part(opcode, payload, last);
    }
  }

  /** Runs a task at once, or behind the message of which a part has been written. */
  void betweenMessages(Runnable task) {
    sender.betweenMessages(task);
  }

  /** Writes a frame: with the others of the batch, or at once. None follows a close frame. */
  void write(boolean fin, boolean compressed, Opcode opcode, ByteBuffer payload) {
    if (!isOpen() || !answered) {
      return;
    }
    if (observer != null) {
      observer.sent(fin, compressed ? RSV1 : 0, opcode, payload.duplicate());
    }
    try {
      output.frame(fin, compressed, opcode, payload);
      afterEachWrite();
    } catch (IOException e) {
      broken(e);
    }
  }

  /** Writes bytes as they are, whatever has been written before. */
  void writeRaw(ByteBuffer bytes) {
    if (ended) {
      return;
    }
    answered = true;
    if (observer != null) {
      observer.sentRaw(bytes.duplicate());
    }
    try {
      output.raw(bytes);
      afterEachWrite();
    } catch (IOException e) {
      broken(e);
    }
  }

  private void afterEachWrite() throws IOException {
    if (!output.isGathering()) {
      afterWrite();
    }
  }

  /** How much waits for the socket [bytes]. */
  int waiting() {
    return output.waiting();
  }

  /** Runs a task once the socket has taken what waits for it, or the connection has ended. */
  void whenDrained(Runnable task) {
    output.whenDrained(task);
  }

  private void resume() throws IOException {
    output.resume();
    goOn();
  }

  /** Handles what was left before, if it can be. */
  private void goOn() throws IOException {
    if (takesMore() && !isPaused() && (left.hasRemaining() || inbound.isInflating())) {
      process(takeLeft());
    } else {
      afterWrite();
    }
  }

  /** Decides what to wait for, or that there is nothing left to wait for. */
  private void afterWrite() throws IOException {
    if (ended) {
      return;
    }
    if (output.isBlocked()) {
      interestIn(SelectionKey.OP_WRITE);
    } else if (closing.isComplete() && !closing.isHeld()) {
      end(TcpEnd.BY_US);
    } else if (closing.hasFailed()) {
      // The client may be sending still: a close now would be a reset, and take the reason along.
      transport.shutdownOutput();
      interestIn(SelectionKey.OP_READ);
    } else if (isPaused()) {
      interestIn(0);
    } else if (inbound.isInflating()) {
      interestIn(0);
      loop.execute(() -> guarded(() -> process(takeLeft())));
    } else {
      interestIn(SelectionKey.OP_READ);
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

  boolean answersPings() {
    return wire == null || !wire.ignoresPings();
  }

  void holdTcp(Duration time) {
    closing.hold(time);
  }

  boolean hasEnded() {
    return ended;
  }

  /** Ends the server's side of TCP, and listens no more. */
  void finish() {
    tellClosing(Cause.ENDING, "The server ended TCP.");
    closing.failed();
    leave(NOTHING);
    delivery.closing();
    if (!output.isGathering()) {
      guarded(this::afterWrite);
    }
  }

  /** Ends TCP with RST. */
  void reset() {
    tellClosing(Cause.ENDING, "The server reset TCP.");
    guarded(() -> output.raw(NOTHING)); // What the batch has gathered goes out before it.
    if (!ended) {
      transport.reset();
      end(TcpEnd.BY_US);
    }
  }

  /** How long nothing has come. */
  Duration quiet() {
    return isPaused() ? Duration.ZERO : times.quiet();
  }

  // ---- Ending

  /** Whether messages may still be sent: neither a close frame nor FIN has been. */
  boolean isOpen() {
    return !ended && !closing.isSent() && !closing.hasFailed();
  }

  /**
   * The server ends: answers what has come by now, and then starts the closing handshake.
   *
   * @param deadline when it does so in any case, as {@link System#nanoTime} has it
   */
  void goAway(CloseReason reason, long deadline) {
    guarded(
        () -> {
          boolean waits =
              output.isBlocked() || inbound.isInflating() || (wire != null && wire.isKeeping());
          if (isOpen() && loop.now() - deadline < 0 && (waits || read())) {
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
          sendClose(code, reason);
          if (!output.isGathering()) {
            afterWrite();
          }
        });
  }

  /** The client's close frame: the server answers with the same, and ends TCP. */
  void closeReceived(@Nullable CloseCode code, CloseReason reason) {
    tellClosing(Cause.ASKED, "The client closed.");
    closing.received(code, reason);
    CloseListener listener = wire == null ? null : wire.closeListener();
    if (listener == null) {
      sendClose(code, reason);
    } else {
      listener.closeReceived(code, reason);
    }
  }

  private void sendClose(@Nullable CloseCode code, CloseReason reason) {
    if (!isOpen()) {
      return;
    }
    if (answered && (wire == null || !wire.sendsNoClose())) {
      closing.frameSent(code);
      write(true, false, Opcode.CLOSE, FrameWriter.closePayload(code, reason));
    } else if (!closing.isReceived()) {
      // The client is not told, so it has nothing to answer.
      closing.failed();
      leave(NOTHING);
    }
    closing.sent();
    delivery.closing();
  }

  /** Fails the connection (RFC 6455, section 7.1.7): says why, and listens no more. */
  private void fail(CloseCode code, CloseReason reason, Cause cause, String detail) {
    tellClosing(cause, detail);
    sendClose(code, reason);
    closing.failed();
    leave(NOTHING);
  }

  private void handlerFailed(Throwable e) {
    loops.listener().handlerFailed(e);
    fail(CloseCode.INTERNAL_ERROR, CloseReason.NONE, Cause.ERROR, "A handler failed.");
  }

  /** Ends TCP without any more words. */
  void cut(Cause cause, String detail) {
    tellClosing(cause, detail);
    end(TcpEnd.BY_US);
  }

  private void broken(IOException e) {
    logger.debug("The peer is gone", e);
    hearLastWords();
    tellClosing(Cause.NETWORK, "TCP broke.");
    end(TcpEnd.RESET);
  }

  /** What the peer said before it was gone may lie there still, though nothing can be written. */
  private void hearLastWords() {
    if (!ended && !output.isGathering() && !output.isBlocked()) {
      try {
        read();
      } catch (IOException e) {
        logger.debug("It had said nothing more", e);
      }
    }
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
    if (ended) {
      return;
    }
    ended = true;
    leave(NOTHING);
    SelectionKey selected = key;
    if (selected != null) {
      selected.cancel();
    }
    if (compression != null) {
      compression.close();
    }
    if (wire != null) {
      wire.cancelAll();
    }
    if (pauses != null) {
      pauses.cancel();
    }
    transport.close();
    output.discard();
    loops.ended();
    loops.listener().ended(closing.ended(delivery.session(), how));
    if (onEnd != null) {
      onEnd.run();
    }
    if (observer != null) {
      observer.ended(how);
    }
    if (opened) {
      delivery.closed(closing.status());
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
      try {
        afterWrite();
      } catch (IOException gone) {
        broken(gone);
      }
    }
  }
}
