package io.github.websocketecho.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * What one connection has written and its socket has not taken: a queue of pieces, so that a long
 * one is neither copied when it grows nor kept when most of it has gone. It counts in what all
 * connections together may keep. Runs on the loop.
 */
final class PendingBytes {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** The size of a piece behind the first [bytes]. */
  private static final int PIECE = 64 * 1024;

  private final Budget backlog;

  /** Each between position and limit, with room behind the limit in the last alone. */
  private final ArrayDeque<ByteBuffer> pieces = new ArrayDeque<>(0);

  private int size;

  /**
   * @param backlog is told how much memory it takes
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

  /** Copies all bytes of a buffer to the end. */
  void add(ByteBuffer bytes) {
    size += bytes.remaining();
    while (bytes.hasRemaining()) {
      ByteBuffer last = pieces.peekLast();
      if (last == null || last.limit() == last.capacity()) {
        last = newPiece(bytes.remaining());
      }
      int end = last.limit();
      int count = Math.min(bytes.remaining(), last.capacity() - end);
      last.limit(end + count);
      last.put(end, bytes, bytes.position(), count);
      bytes.position(bytes.position() + count);
    }
  }

  /** The first is as long as need be: most sockets take it all the next time. */
  private ByteBuffer newPiece(int length) {
    int capacity = pieces.isEmpty() ? Math.min(length, PIECE) : PIECE;
    ByteBuffer piece = ByteBuffer.allocate(capacity).limit(0);
    backlog.take(capacity);
    pieces.add(piece);
    return piece;
  }

  /** Writes as much as the transport takes now, and what TLS has wrapped before. */
  void writeTo(Transport transport) throws IOException {
    ByteBuffer first = pieces.peek();
    if (first == null) {
      transport.write(NOTHING, NOTHING);
      return;
    }
    while (first != null) {
      int before = first.remaining();
      transport.write(first, NOTHING);
      size -= before - first.remaining();
      if (first.hasRemaining()) {
        return;
      }
      pieces.remove();
      backlog.giveBack(first.capacity());
      first = pieces.peek();
    }
  }

  /** Nothing of it goes out any more. */
  void discard() {
    pieces.forEach(piece -> backlog.giveBack(piece.capacity()));
    pieces.clear();
    size = 0;
  }
}
