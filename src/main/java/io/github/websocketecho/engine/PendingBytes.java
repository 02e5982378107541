package io.github.websocketecho.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has sent and its socket has not accepted: a queue of pieces, so that a long
 * one is neither copied when the queue grows nor retained when most of it is written. It counts in
 * the backlog of all connections. Runs on the loop.
 */
final class PendingBytes {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** The size of a piece behind the first [bytes]. */
  private static final int PIECE = 64 * 1024;

  private final Budget backlog;

  /**
   * Each between position and limit, with room behind the limit in the last alone. Null until
   * something waits, because few connections ever have anything that does.
   */
  private @Nullable ArrayDeque<ByteBuffer> pieces;

  /** Null until a task waits, likewise. */
  private @Nullable Queue<Runnable> whenDrained;

  private int size;

  /**
   * @param backlog counts the memory of the pieces
   */
  PendingBytes(Budget backlog) {
    this.backlog = backlog;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** How many bytes there are. */
  int size() {
    return size;
  }

  /** Whether less than the limit [bytes] waits, and the backlog is not scarce. */
  boolean hasRoom(long limit) {
    return size < limit && !backlog.isScarce();
  }

  /** Copies all bytes of a buffer to the end. */
  void add(ByteBuffer bytes) {
    if (!bytes.hasRemaining()) {
      return;
    }
    ArrayDeque<ByteBuffer> pieces = this.pieces == null ? new ArrayDeque<>(0) : this.pieces;
    this.pieces = pieces;
    size += bytes.remaining();
    while (bytes.hasRemaining()) {
      ByteBuffer last = pieces.peekLast();
      if (last == null || last.limit() == last.capacity()) {
        last = newPiece(bytes.remaining(), pieces.isEmpty());
        pieces.add(last);
      }
      int end = last.limit();
      int count = Math.min(bytes.remaining(), last.capacity() - end);
      last.limit(end + count);
      last.put(end, bytes, bytes.position(), count);
      bytes.position(bytes.position() + count);
    }
  }

  /** The first is as long as it needs to be: most sockets accept all of it the next time. */
  private ByteBuffer newPiece(int length, boolean first) {
    int capacity = first ? Math.min(length, PIECE) : PIECE;
    backlog.reserve(capacity);
    return ByteBuffer.allocate(capacity).limit(0);
  }

  /** Writes as much as the writer accepts now, behind what TLS has encrypted before. */
  void writeTo(SocketWriter writer) throws IOException {
    ArrayDeque<ByteBuffer> pieces = this.pieces;
    if (pieces == null) {
      writer.write(NOTHING, NOTHING);
      return;
    }
    while (!pieces.isEmpty()) {
      ByteBuffer first = pieces.element();
      int before = first.remaining();
      writer.write(first, NOTHING);
      size -= before - first.remaining();
      if (first.hasRemaining()) {
        return;
      }
      pieces.remove();
      backlog.release(first.capacity());
    }
    this.pieces = null;
  }

  /** Queues a task that runs once nothing waits for the socket, or everything is discarded. */
  void whenDrained(Runnable task) {
    if (whenDrained == null) {
      whenDrained = new ArrayDeque<>();
    }
    whenDrained.add(task);
  }

  /** Nothing waits for the socket any more: runs the tasks that waited for that. */
  void runDrained() {
    Queue<Runnable> tasks = whenDrained;
    whenDrained = null;
    if (tasks != null) {
      tasks.forEach(Runnable::run);
    }
  }

  /** Discards everything. */
  void discard() {
    if (pieces != null) {
      pieces.forEach(piece -> backlog.release(piece.capacity()));
      pieces = null;
    }
    size = 0;
    runDrained();
  }
}
