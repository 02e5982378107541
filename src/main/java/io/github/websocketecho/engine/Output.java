package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.FrameHeader;
import io.github.websocketecho.protocol.FrameSink;
import io.github.websocketecho.protocol.Opcode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What one connection sends: gathered in the loop's buffer while a batch is handled, so that it is
 * written at once, and buffered as far as the socket does not accept it. Runs on the loop.
 *
 * <p>If the socket fails, everything that is sent is discarded, but what the client sent before may
 * still be read.
 */
final class Output implements FrameSink {

  private static final Log logger = LogFactory.getLog(Output.class);

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** A payload of up to this length [bytes] is copied behind its header; others go beside it. */
  private static final int COPIED = 8 * 1024;

  /** The most that may wait for the socket before nothing more is sent [bytes]. */
  static final int MAXIMUM_WAITING = 1 << 20;

  /** How much one batch may add, because answers may be longer than the input [bytes]. */
  private static final int MAXIMUM_OF_A_BATCH = 4 << 20;

  private final EventLoop loop;
  private final Transport transport;
  private final PendingBytes pending;
  private final @Nullable ConnectionObserver observer;
  private final Runnable written;

  /** The transport, or what writes to it in pieces. */
  private SocketWriter writer;

  private boolean gathering;
  private int waitingBefore;

  /** Whether nothing is accepted any more: the socket has failed, or the connection has ended. */
  private boolean broken;

  private boolean ended;

  /** Why the socket has failed; null if it has not. */
  private @Nullable IOException failure;

  private long lastProgress;

  /**
   * @param observer of what is sent; null for none
   * @param written runs when something was sent outside of a batch
   */
  Output(
      EventLoop loop,
      Transport transport,
      @Nullable ConnectionObserver observer,
      Runnable written) {
    this.loop = loop;
    this.transport = transport;
    writer = transport;
    this.observer = observer;
    this.written = written;
    pending = new PendingBytes(loop.backlog());
  }

  EventLoop loop() {
    return loop;
  }

  /** A batch begins: what is sent from now on is gathered. */
  void beginBatch() {
    loop.output().clear();
    gathering = true;
    waitingBefore = pending.size();
  }

  /** Whether what is sent is gathered. */
  boolean isGathering() {
    return gathering;
  }

  /** Writes what was gathered. */
  void endBatch() {
    gathering = false;
    write(loop.output().flip(), NOTHING);
  }

  /** {@inheritDoc} With the others of the batch, or at once. */
  @Override
  public void frame(boolean fin, int rsv, Opcode opcode, ByteBuffer payload) {
    if (fin && !opcode.isControl()) {
      loop.statistics().messagesSent.add(1);
    }
    if (observer != null) {
      observer.sent(fin, rsv, opcode, payload.duplicate());
    }
    if (gathering) {
      gather(fin, rsv, opcode, payload);
      return;
    }
    ByteBuffer header = ByteBuffer.allocate(FrameHeader.MAXIMUM_UNMASKED);
    FrameHeader.write(header, fin, rsv, opcode, payload.remaining());
    write(header.flip(), payload);
    written.run();
  }

  private void gather(boolean fin, int rsv, Opcode opcode, ByteBuffer payload) {
    ByteBuffer gathered = loop.output();
    if (gathered.remaining() < FrameHeader.MAXIMUM_UNMASKED) {
      write(gathered.flip(), NOTHING);
      gathered.clear();
    }
    FrameHeader.write(gathered, fin, rsv, opcode, payload.remaining());
    if (payload.remaining() <= Math.min(gathered.remaining(), COPIED)) {
      gathered.put(payload);
    } else {
      write(gathered.flip(), payload);
      gathered.clear();
    }
  }

  /** Sends bytes as they are. */
  void raw(ByteBuffer bytes) {
    raw(bytes.duplicate(), bytes);
  }

  /** Sends bytes as they are, and reports a part of them to the observer. */
  void raw(ByteBuffer observed, ByteBuffer bytes) {
    if (ended) {
      return;
    }
    if (observer != null && observed.hasRemaining()) {
      observer.sentRaw(observed);
    }
    unobserved(bytes);
    notifyWritten();
  }

  /** Sends bytes that are not reported to the observer: those of the opening handshake. */
  void unobserved(ByteBuffer bytes) {
    if (gathering) {
      write(loop.output().flip(), bytes);
      loop.output().clear();
    } else {
      write(bytes, NOTHING);
    }
  }

  /** Writes what the batch has gathered so far. */
  void flush() {
    unobserved(NOTHING);
  }

  /** Reports that something was sent, unless a batch is being gathered: its end reports it. */
  void notifyWritten() {
    if (!gathering) {
      written.run();
    }
  }

  /** Writes two buffers, one behind the other, and buffers what the socket does not accept. */
  private void write(ByteBuffer first, ByteBuffer second) {
    if (broken) {
      first.position(first.limit());
      second.position(second.limit());
      return;
    }
    boolean wasBlocked = isBlocked();
    try {
      if (!wasBlocked) {
        int before = first.remaining() + second.remaining();
        writer.write(first, second);
        loop.statistics().bytesSent.add(before - first.remaining() - second.remaining());
      }
    } catch (IOException e) {
      fail(e);
      return;
    }
    pending.add(first);
    pending.add(second);
    if (!wasBlocked && isBlocked()) {
      lastProgress = loop.now();
      loop.statistics().writeStalls.add(1);
    }
  }

  /** Writes in pieces of at most this size [bytes] from now on, with a pause after each. */
  void inPieces(int size, Duration pause, Runnable pauseEnded) {
    writer = new PieceWriter(loop, transport, size, pause, pauseEnded);
  }

  /** The operations to wait for before more can be written; 0 for none. */
  int operations() {
    boolean pausing = writer.isPausing() && transport.unsent() == 0;
    return isBlocked() && !pausing ? SelectionKey.OP_WRITE : 0;
  }

  /** The socket has room: writes what was buffered. */
  void resume() {
    if (broken) {
      return;
    }
    int before = pending.size() + transport.unsent();
    int buffered = pending.size();
    try {
      pending.writeTo(writer);
    } catch (IOException e) {
      fail(e);
      return;
    }
    loop.statistics().bytesSent.add(buffered - pending.size());
    lastProgress = pending.size() + transport.unsent() < before ? loop.now() : lastProgress;
    if (!isBlocked()) {
      pending.runDrained();
    }
  }

  private void fail(IOException e) {
    logger.debug("The client accepts nothing any more", e);
    failure = e;
    discard();
  }

  /** Ends the server's side; see {@link Transport#shutdownOutput}. */
  void shutdown(boolean truncated) {
    try {
      transport.shutdownOutput(truncated);
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Whether the socket has failed, or the connection has ended. */
  boolean isBroken() {
    return broken;
  }

  /** Why the socket has failed; null if it has not. */
  @Nullable IOException failure() {
    return failure;
  }

  /** Throws if so much waits for the socket that a handler cannot send any more. */
  void requireRoom() throws IOException {
    long most = gathering ? (long) waitingBefore + MAXIMUM_OF_A_BATCH : MAXIMUM_WAITING;
    if (pending.size() > most) {
      throw new IOException("The client has not accepted " + pending.size() + " bytes yet");
    }
  }

  /** Whether something waits for the socket. */
  boolean isBlocked() {
    return !broken && (!pending.isEmpty() || transport.unsent() > 0);
  }

  /**
   * Whether answers have room: at the socket, or in what may wait for it. A client may send a
   * complete message before it reads.
   */
  boolean hasRoom() {
    return !ended && (!isBlocked() || pending.hasRoom(loop.settings().echoBuffer()));
  }

  /** When the socket last accepted some of what waited, or when it began to wait [ns]. */
  long lastProgress() {
    return lastProgress;
  }

  /** Runs a task once nothing waits for the socket any more, or the connection has ended. */
  void whenDrained(Runnable task) {
    if (!isBlocked()) {
      task.run();
      return;
    }
    pending.whenDrained(task);
  }

  private void discard() {
    broken = true;
    pending.discard();
  }

  /** The connection has ended: discards what waits, and all that is sent from now on. */
  void end() {
    ended = true;
    writer.stop();
    discard();
  }
}
