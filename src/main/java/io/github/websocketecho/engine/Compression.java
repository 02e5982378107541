package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.MessageDeflater;
import io.github.websocketecho.protocol.MessageInflater;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.PermessageDeflate;
import io.github.websocketecho.protocol.ProtocolFailure;
import io.github.websocketecho.protocol.Violation;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The compression of one connection (RFC 7692): its codecs, made when they are first needed, and
 * the message that is being inflated. Runs on the connection's loop.
 *
 * <p>What a client compresses has to be inflated, so memory for that is set aside as long as the
 * connection is open. What is sent need not be compressed, and is not where there is no memory.
 */
final class Compression implements AutoCloseable {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** A byte of DEFLATE stands for no more bytes (RFC 1951: 258 by two codes of one bit each). */
  private static final int MOST_PER_BYTE = 1032;

  /** A stream that starts takes as long as so many bytes [bytes]: its window is copied. */
  private static final int RESTART = 1024;

  private final PermessageDeflate agreed;
  private final EventLoop loop;
  private final Budget codecs;
  private final Budget backlog;
  private final long messageLimit;

  private @Nullable MessageInflater inflater;
  private @Nullable MessageDeflater deflater;

  // What has been read of a message and not been inflated, since its echo waits for the socket.
  private @Nullable Opcode type;
  private ByteBuffer waiting = NOTHING; // Set by keep.
  private boolean waitingIsLast;
  private long inflatedLength;
  private boolean closed;

  /** Takes what a message inflates to, piece by piece. */
  interface Inflated {
    void accept(Opcode type, ByteBuffer piece, boolean last) throws ProtocolFailure;

    /** Whether the next piece is wanted now. */
    boolean hasRoom();

    /** There was work that gave no bytes, but took as long as so many of them. */
    void worked(int bytes);
  }

  /** Takes the payload of the frames of a compressed message, one after another. */
  interface Deflated {
    void accept(ByteBuffer payload, boolean last);
  }

  Compression(PermessageDeflate agreed, EventLoop loop, EventLoops loops, long messageLimit) {
    this.agreed = agreed;
    this.loop = loop;
    codecs = loops.codecs();
    backlog = loops.backlog();
    codecs.take(MessageInflater.memory(agreed));
    this.messageLimit = messageLimit;
  }

  /** Inflates a part of a message, as far as it is wanted; keeps the rest. */
  void inflate(Opcode type, ByteBuffer payload, boolean last, Inflated receiver)
      throws ProtocolFailure {
    this.type = type;
    if (!pour(type, payload, last, receiver)) {
      keep(ByteBuffer.allocate(payload.remaining()).put(payload).flip());
      waitingIsLast = last;
    }
  }

  /** Goes on with what was kept. */
  void resume(Inflated receiver) throws ProtocolFailure {
    Opcode type = this.type;
    if (type != null && pour(type, waiting, waitingIsLast, receiver)) {
      keep(NOTHING);
    }
  }

  /** The connection may have ended while a piece was handled: nothing is kept then. */
  private void keep(ByteBuffer kept) {
    ByteBuffer payload = closed ? NOTHING : kept;
    backlog.take(payload.capacity() - waiting.capacity());
    waiting = payload;
  }

  /** Whether something was kept that has to be inflated before anything else is read. */
  boolean isWaiting() {
    return type != null;
  }

  /** What waits may give so many bytes; 0 if nothing waits. */
  long mayInflateTo() {
    return (long) waiting.remaining() * MOST_PER_BYTE;
  }

  private boolean pour(Opcode type, ByteBuffer payload, boolean last, Inflated receiver)
      throws ProtocolFailure {
    MessageInflater codec = inflater;
    if (codec == null) {
      codec = new MessageInflater(agreed);
      inflater = codec;
    }
    boolean done = false;
    while (!done) {
      if (!receiver.hasRoom()) {
        return false;
      }
      ByteBuffer piece = loop.inflated().clear().limit(backlog.piece());
      done = codec.inflate(payload, last, piece);
      receiver.worked(codec.takeRestarts() * RESTART);
      piece.flip();
      boolean end = done && last;
      count(piece.remaining(), end);
      if (piece.hasRemaining() || end) {
        receiver.accept(type, piece, end);
      }
    }
    this.type = null;
    return true;
  }

  private void count(int length, boolean end) throws ProtocolFailure {
    inflatedLength += length;
    if (messageLimit > 0 && inflatedLength > messageLimit) {
      throw Violation.MESSAGE_TOO_BIG.by(messageLimit);
    }
    if (end) {
      inflatedLength = 0;
    }
  }

  /**
   * Whether the next message can be compressed. To be asked before its first part; it takes the
   * memory.
   */
  boolean canDeflate() {
    if (deflater == null && agreed.serverNoContextTakeover()) {
      deflater = loop.takeSpareDeflater();
    }
    if (deflater == null && codecs.tryTake(MessageDeflater.MEMORY)) {
      deflater = new MessageDeflater(agreed);
    }
    return deflater != null;
  }

  /** Compresses a part of a message. */
  void deflate(ByteBuffer part, boolean last, Deflated receiver) {
    MessageDeflater codec = Objects.requireNonNull(deflater);
    boolean done;
    do {
      ByteBuffer payload = loop.deflated().clear();
      done = codec.deflate(part, last, payload);
      payload.flip();
      boolean end = done && last;
      if (payload.hasRemaining() || end) {
        receiver.accept(payload, end);
      }
    } while (!done);
    if (last && agreed.serverNoContextTakeover() && loop.offerSpareDeflater(codec)) {
      deflater = null; // It remembers nothing of the message: the next one may be another client's.
    } else if (last && agreed.serverNoContextTakeover()) {
      giveBackDeflater();
    }
  }

  /**
   * Gives the codecs' native memory back, until the next message. The compressor then refers to
   * nothing that went before. Not within a message that is being sent.
   */
  void rest() {
    giveBackDeflater();
    if (inflater != null) {
      inflater.rest();
    }
  }

  private void giveBackDeflater() {
    if (deflater != null) {
      deflater.close();
      deflater = null;
      codecs.giveBack(MessageDeflater.MEMORY);
    }
  }

  @Override
  public void close() {
    closed = true;
    rest();
    if (inflater != null) {
      inflater.close();
    }
    codecs.giveBack(MessageInflater.memory(agreed));
    type = null;
    keep(NOTHING);
  }
}
