package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import io.github.websocketecho.protocol.FrameReader;
import io.github.websocketecho.protocol.FrameReceiver;
import io.github.websocketecho.protocol.FrameWriter;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.PermessageDeflate;
import io.github.websocketecho.protocol.ProtocolFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.web.socket.CloseStatus;

/**
 * One connection on its event loop: what has been read and not handled, what has been written and
 * not sent, and how far the closing has come. Everything here runs on the loop's thread.
 */
final class Connection implements FrameReceiver, Compression.Inflated {

  private static final Log logger = LogFactory.getLog(Connection.class);

  /** After so long without a byte the compressor's memory is given back. */
  private static final Duration QUIET = Duration.ofSeconds(10);

  private static final int LONGEST_BATCH = 4 * EventLoop.BUFFER;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final EventLoop loop;
  private final Transport transport;
  private final MessageDelivery delivery;
  private final EngineSettings settings;
  private final Runnable onEnd;
  private final FrameReader reader;
  private final Output output;
  private final @Nullable Compression compression;
  private final MessageSender sender;

  private @Nullable SelectionKey key;

  /** What the next read has to come behind; empty if nothing was left. */
  private ByteBuffer left = NOTHING;

  /** What has been inflated since the loop came to this connection [bytes]. */
  private int inflatedInBatch;

  private boolean opened;
  private boolean closeSent;
  private boolean closeReceived;
  private boolean failed;
  private boolean ended;
  private CloseStatus received = CloseStatus.NO_CLOSE_FRAME;

  private long lastActivity;
  private long closingSince;

  Connection(
      EventLoop loop,
      Transport transport,
      MessageDelivery delivery,
      EngineSettings settings,
      ConnectionOptions options,
      @Nullable PermessageDeflate agreed,
      Runnable onEnd) {
    this.loop = loop;
    this.transport = transport;
    this.delivery = delivery;
    this.settings = settings;
    this.onEnd = onEnd;
    this.output = new Output(loop, transport);
    long messageSize = options.messageSize(settings);
    this.reader = new FrameReader(agreed != null, messageSize);
    this.compression = agreed == null ? null : new Compression(agreed, loop, messageSize);
    this.sender = new MessageSender(this, compression, options.fragmentSize());
  }

  // ---- What the loop tells

  /** The first that happens on the loop. */
  void open() {
    lastActivity = loop.now();
    guarded(
        () -> {
          key = loop.register(transport.channel(), this);
          ByteBuffer input = loop.input().clear();
          transport.readEarly(input);
          opened = true;
          delivery.opened();
          process(input.flip());
          if (!ended && !isBlocked()) {
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
          if (!ended && !isBlocked() && selected.isReadable()) {
            read();
          }
        });
  }

  /** Looks whether the connection has outstayed a limit. */
  void checkLimits() {
    long now = loop.now();
    if (ended) {
      return;
    }
    if (compression != null && !sender.isWithinMessage() && now - lastActivity > QUIET.toNanos()) {
      compression.rest();
    }
    if (closeSent || failed) {
      if (now - closingSince > settings.closing().toNanos()) {
        cut();
      }
    } else if (isBlocked()) {
      if (settings.writeStall().isPositive()
          && now - output.lastProgress() > settings.writeStall().toNanos()) {
        cut();
      }
    } else if (settings.idle().isPositive() && now - lastActivity > settings.idle().toNanos()) {
      startClosing(
          CloseCode.GOING_AWAY, new CloseReason("Nothing came for " + text(settings.idle()) + "."));
    }
  }

  private static String text(Duration duration) {
    boolean wholeSeconds = duration.toMillisPart() == 0;
    return DurationStyle.SIMPLE.print(
        duration, wholeSeconds ? ChronoUnit.SECONDS : ChronoUnit.MILLIS);
  }

  // ---- Reading

  private void read() throws IOException {
    ByteBuffer input = loop.input().clear().put(left);
    left = NOTHING;
    int read = transport.read(input);
    lastActivity = loop.now();
    process(input.flip());
    if (read < 0) {
      end();
    }
  }

  /** Handles what lies in the buffer, keeps what is not whole, and writes the answers at once. */
  private void process(ByteBuffer input) throws IOException {
    output.beginBatch();
    inflatedInBatch = 0;
    try {
      if (failed) {
        input.position(input.limit());
      } else {
        if (isInflating()) {
          compression().resume(this);
        }
        reader.read(input, this);
      }
    } catch (ProtocolFailure failure) {
      fail(failure.code(), failure.reason());
    } catch (RuntimeException | Error e) {
      // What was answered before goes out before the close frame.
      handlerFailed(e);
    }
    if (input.hasRemaining() && !failed) {
      left = ByteBuffer.allocate(input.remaining()).put(input).flip();
    }
    output.endBatch();
    afterWrite();
  }

  @Override
  public void text(ByteBuffer payload, boolean ascii, boolean last) throws ProtocolFailure {
    if (!closeSent) {
      delivery.text(payload, ascii, last);
    }
  }

  @Override
  public void binary(ByteBuffer payload, boolean last) throws ProtocolFailure {
    if (!closeSent) {
      delivery.binary(payload, last);
    }
  }

  @Override
  public void compressed(Opcode type, ByteBuffer payload, boolean last) throws ProtocolFailure {
    if (!closeSent) {
      compression().inflate(type, payload, last, this);
    }
  }

  /** A piece of a message that was compressed. */
  @Override
  public void accept(Opcode type, ByteBuffer piece, boolean last) throws ProtocolFailure {
    inflatedInBatch += piece.remaining();
    if (type == Opcode.TEXT) {
      text(piece, false, last);
    } else {
      binary(piece, last);
    }
  }

  private boolean isInflating() {
    return compression != null && compression.isWaiting();
  }

  private Compression compression() {
    Compression agreed = compression;
    if (agreed == null) {
      throw new IllegalStateException("No compression was agreed on");
    }
    return agreed;
  }

  @Override
  public void ping(ByteBuffer payload) {
    if (!closeSent) {
      writeControlFrame(Opcode.PONG, payload);
    }
  }

  @Override
  public void pong(ByteBuffer payload) {
    if (!closeSent) {
      delivery.pong(payload);
    }
  }

  @Override
  public void close(@Nullable CloseCode code, CloseReason reason) {
    closeReceived = true;
    received =
        code == null
            ? CloseStatus.NO_STATUS_CODE
            : new CloseStatus(code.value(), reason.text().isEmpty() ? null : reason.text());
    sendClose(code, reason);
  }

  @Override
  public boolean wantsMore() {
    return !isBlocked() && !ended && !isInflating();
  }

  /** Stops a message that inflates to much more than it was, for others want the loop too. */
  @Override
  public boolean hasRoom() {
    return !isBlocked() && !ended && inflatedInBatch < LONGEST_BATCH;
  }

  // ---- Writing

  /** Writes a part of a message: with the other frames of the batch, or at once. */
  void writePart(Opcode type, ByteBuffer payload, boolean last) {
    if (!ended && !closeSent) {
      sender.part(type, payload, last);
    }
  }

  /** Writes a ping or a pong: with the other frames of the batch, or at once. */
  void writeControlFrame(Opcode opcode, ByteBuffer payload) {
    if (!ended && !closeSent) {
      int length = payload.remaining();
      write(output -> FrameWriter.header(output, true, false, opcode, length), payload);
    }
  }

  private void sendClose(@Nullable CloseCode code, CloseReason reason) {
    if (!closeSent && !ended) {
      write(output -> FrameWriter.close(output, code, reason), NOTHING);
      closeSent = true;
      closingSince = loop.now();
      delivery.closing();
    }
  }

  /** Writes a frame. */
  void write(Output.Head head, ByteBuffer payload) {
    try {
      output.write(head, payload);
      if (!output.isGathering()) {
        afterWrite();
      }
    } catch (IOException e) {
      logger.debug("The peer is gone", e);
      end();
    }
  }

  /** Runs a task once the socket has taken what waits for it, or the connection has ended. */
  void whenDrained(Runnable task) {
    output.whenDrained(task);
  }

  private void resume() throws IOException {
    output.resume();
    if (!isBlocked() && (left.hasRemaining() || isInflating())) {
      process(takeLeft());
    } else {
      afterWrite();
    }
  }

  private boolean isBlocked() {
    return output.isBlocked();
  }

  private void afterWrite() throws IOException {
    if (ended) {
      return;
    }
    if (isBlocked()) {
      interestIn(SelectionKey.OP_WRITE);
    } else if (closeSent && closeReceived) {
      end();
    } else if (failed) {
      // The client may be sending still: a close now would be a reset, and take the reason along.
      if (transport.shutdownOutput()) {
        interestIn(SelectionKey.OP_READ);
      } else {
        end();
      }
    } else if (isInflating()) {
      interestIn(0);
      loop.execute(() -> guarded(() -> process(takeLeft())));
    } else {
      interestIn(SelectionKey.OP_READ);
    }
  }

  /** What was left before, at the front of the loop's buffer. */
  private ByteBuffer takeLeft() {
    ByteBuffer input = loop.input().clear().put(left).flip();
    left = NOTHING;
    return input;
  }

  private void interestIn(int operations) {
    SelectionKey selected = key;
    if (selected != null && selected.isValid() && selected.interestOps() != operations) {
      selected.interestOps(operations);
    }
  }

  // ---- Ending

  /** Starts the closing handshake, if it has not been started. */
  void startClosing(@Nullable CloseCode code, CloseReason reason) {
    guarded(() -> sendClose(code, reason));
  }

  /** Fails the connection (RFC 6455, section 7.1.7): says why, and listens no more. */
  private void fail(CloseCode code, CloseReason reason) {
    sendClose(code, reason);
    failed = true;
    closingSince = loop.now();
    left = NOTHING;
  }

  /** Ends TCP without any more words. */
  void cut() {
    end();
  }

  private void end() {
    if (ended) {
      return;
    }
    ended = true;
    left = NOTHING;
    SelectionKey selected = key;
    if (selected != null) {
      selected.cancel();
    }
    if (compression != null) {
      compression.close();
    }
    transport.close();
    output.discard();
    onEnd.run();
    if (opened) {
      delivery.closed(received);
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private void guarded(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      logger.debug("The peer is gone", e);
      end();
    } catch (RuntimeException | Error e) {
      handlerFailed(e);
      try {
        afterWrite();
      } catch (IOException gone) {
        end();
      }
    }
  }

  private void handlerFailed(Throwable e) {
    logger.error("A handler failed; its connection is closed with 1011", e);
    fail(CloseCode.INTERNAL_ERROR, CloseReason.NONE);
  }
}
