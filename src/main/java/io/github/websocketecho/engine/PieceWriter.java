package io.github.websocketecho.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes in pieces, with a pause after each of them. Without a pause, a limited number of pieces is
 * written in one turn of the loop. Runs on the loop.
 */
final class PieceWriter implements SocketWriter {

  /** The most pieces of one turn, so that other connections have theirs. */
  private static final int MAXIMUM_OF_A_TURN = 16;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final EventLoop loop;
  private final SocketWriter socket;
  private final int size;
  private final Duration pause;
  private final Runnable resume;

  /** Ends the pause; null if there is none. */
  private LoopTimers.@Nullable Timer pausing;

  /**
   * @param size of a piece [bytes], 1 or more
   * @param pause after each piece; zero for none
   * @param resume runs at the end of each pause
   */
  PieceWriter(EventLoop loop, SocketWriter socket, int size, Duration pause, Runnable resume) {
    this.loop = loop;
    this.socket = socket;
    this.size = size;
    this.pause = pause;
    this.resume = resume;
  }

  @Override
  public boolean isPausing() {
    return pausing != null;
  }

  @Override
  public void write(ByteBuffer first, ByteBuffer second) throws IOException {
    if (isPausing()) {
      socket.write(NOTHING, NOTHING); // TLS may have encrypted more than the socket accepted.
      return;
    }
    int most = pause.isZero() ? MAXIMUM_OF_A_TURN : 1;
    for (int piece = 0; piece < most; piece++) {
      ByteBuffer next = first.hasRemaining() ? first : second;
      if (!next.hasRemaining() || !writePiece(next)) {
        return;
      }
    }
  }

  /** Returns whether the socket has accepted all of the piece. */
  private boolean writePiece(ByteBuffer bytes) throws IOException {
    int limit = bytes.limit();
    bytes.limit(Math.min(limit, bytes.position() + size));
    boolean accepted;
    try {
      socket.write(bytes, NOTHING);
    } finally {
      accepted = !bytes.hasRemaining();
      bytes.limit(limit);
    }
    if (accepted && !pause.isZero()) {
      pausing = loop.schedule(pause, this::endPause);
    }
    return accepted;
  }

  private void endPause() {
    pausing = null;
    resume.run();
  }

  @Override
  public void stop() {
    if (pausing != null) {
      loop.cancel(pausing);
    }
  }
}
