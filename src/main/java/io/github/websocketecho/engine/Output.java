package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.FrameWriter;
import io.github.websocketecho.protocol.Opcode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What one connection writes: gathered in the loop's buffer while a batch is handled, so that it
 * goes out in one go, and kept as far as the socket does not take it. Runs on the loop.
 */
final class Output {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final EventLoop loop;
  private final Transport transport;
  private final Budget backlog;

  /** Made for the first that waits: few connections ever have one. */
  private @Nullable Queue<Runnable> whenDrained;

  /** What the socket has not taken yet. Set by {@link #waitWith}. */
  private ByteBuffer pending = NOTHING;

  private boolean gathering;
  private long lastProgress;

  /**
   * @param backlog is told how much waits
   */
  Output(EventLoop loop, Transport transport, Budget backlog) {
    this.loop = loop;
    this.transport = transport;
    this.backlog = backlog;
  }

  /** A batch begins: what is written from now on is gathered. */
  void beginBatch() {
    loop.output().clear();
    gathering = true;
  }

  /** Sends what was gathered. */
  void endBatch() throws IOException {
    gathering = false;
    send(loop.output().flip(), NOTHING);
  }

  boolean isGathering() {
    return gathering;
  }

  /** Writes a frame. The payload has been taken when this returns. */
  void frame(boolean fin, boolean compressed, Opcode opcode, ByteBuffer payload)
      throws IOException {
    if (!gathering) {
      ByteBuffer header = ByteBuffer.allocate(FrameWriter.MAXIMUM_HEADER);
      FrameWriter.header(header, fin, compressed, opcode, payload.remaining());
      send(header.flip(), payload);
      return;
    }
    ByteBuffer gathered = loop.output();
    if (gathered.remaining() < FrameWriter.MAXIMUM_HEADER) {
      send(gathered.flip(), NOTHING);
      gathered.clear();
    }
    FrameWriter.header(gathered, fin, compressed, opcode, payload.remaining());
    if (payload.remaining() <= Math.min(gathered.remaining(), Transport.COPIED)) {
      gathered.put(payload);
    } else {
      send(gathered.flip(), payload);
      gathered.clear();
    }
  }

  /** Writes bytes as they are. They have been taken when this returns. */
  void raw(ByteBuffer bytes) throws IOException {
    if (gathering) {
      send(loop.output().flip(), bytes);
      loop.output().clear();
    } else {
      send(bytes, NOTHING);
    }
  }

  private void send(ByteBuffer first, ByteBuffer second) throws IOException {
    if (isBlocked()) {
      keep(first, second);
      return;
    }
    write(first, second);
    if (first.hasRemaining() || second.hasRemaining()) {
      keep(first, second);
    }
    if (isBlocked()) {
      lastProgress = loop.now();
      loop.statistics().writeStalls.add(1);
    }
  }

  private void write(ByteBuffer first, ByteBuffer second) throws IOException {
    int before = first.remaining() + second.remaining();
    transport.write(first, second);
    loop.statistics().bytesSent.add(before - first.remaining() - second.remaining());
  }

  private void keep(ByteBuffer first, ByteBuffer second) {
    int more = first.remaining() + second.remaining();
    if (pending.capacity() - pending.limit() < more) {
      int size = pending.remaining() + more;
      // With as much room again, lest many small frames are copied over and over.
      int capacity = pending.hasRemaining() ? 2 * size : size;
      waitWith(ByteBuffer.allocate(capacity).put(pending).flip());
    }
    int end = pending.limit();
    pending.limit(end + more);
    pending.duplicate().position(end).put(first).put(second);
  }

  private void waitWith(ByteBuffer bytes) {
    backlog.take(bytes.capacity() - pending.capacity());
    pending = bytes;
  }

  /** The socket has room: sends what was kept. */
  void resume() throws IOException {
    int before = pending.remaining() + transport.unsent();
    write(pending, NOTHING);
    if (pending.remaining() + transport.unsent() < before) {
      lastProgress = loop.now();
    }
    if (!pending.hasRemaining()) {
      waitWith(NOTHING);
    }
    if (!isBlocked()) {
      runDrained();
    }
  }

  /** How much waits for the socket [bytes]. */
  int waiting() {
    return pending.remaining();
  }

  /** Whether something waits for the socket; nothing should be read then. */
  boolean isBlocked() {
    return pending.hasRemaining() || transport.unsent() > 0;
  }

  /** When the socket last took something of what waited, or when it began to wait. */
  long lastProgress() {
    return lastProgress;
  }

  /** Runs a task once nothing waits for the socket any more, or the connection has ended. */
  void whenDrained(Runnable task) {
    if (!isBlocked()) {
      task.run();
      return;
    }
    if (whenDrained == null) {
      whenDrained = new ArrayDeque<>();
    }
    whenDrained.add(task);
  }

  private void runDrained() {
    Queue<Runnable> tasks = whenDrained;
    whenDrained = null;
    if (tasks != null) {
      tasks.forEach(Runnable::run);
    }
  }

  /** The connection has ended: nothing more goes out. */
  void discard() {
    waitWith(NOTHING);
    runDrained();
  }
}
