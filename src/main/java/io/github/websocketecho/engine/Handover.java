package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.Opcode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What other threads hand over to a connection's loop to be sent: copied, and no more at a time
 * than a bound, however slowly the peer takes it. Any thread.
 */
final class Handover {

  /** The most that has been handed over and not been written [bytes]. */
  static final int MOST = 1 << 20;

  /** What a message that waits takes beside its payload [bytes], about. */
  private static final int OVERHEAD = 64;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final Semaphore room = new Semaphore(MOST);

  /** Waits until there is room. */
  void send(Connection to, Opcode opcode, ByteBuffer payload, boolean last) throws IOException {
    int size = size(payload.remaining());
    try {
      if (!room.tryAcquire(size, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("The peer has taken nothing for " + LONGEST_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the peer took nothing", e);
    }
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
    to.backlog().take(size); // The handler has waited for it: it is not refused now.
    to.loop().execute(() -> write(to, opcode, copy, last, size));
  }

  /**
   * Sends a whole message behind the one that is being sent; refuses it if there is no room. Until
   * it is written, it counts in what all connections together may keep.
   */
  void sendBetween(Connection to, Opcode type, byte[] payload) throws IOException {
    int size = size(payload.length);
    if (!room.tryAcquire(size)) {
      throw new IOException("The peer has not taken yet what it was sent");
    }
    if (!to.backlog().tryTake(size)) {
      room.release(size);
      throw new IOException("The server’s backlog is full");
    }
    ByteBuffer message = ByteBuffer.wrap(payload);
    to.loop().execute(() -> to.betweenMessages(() -> write(to, type, message, true, size)));
  }

  /** One message may be larger than the bound: it goes alone then. */
  private static int size(int payload) {
    return Math.min(payload, MOST - OVERHEAD) + OVERHEAD;
  }

  private void write(Connection to, Opcode opcode, ByteBuffer payload, boolean last, int size) {
    try {
      to.send(opcode, payload, last);
    } finally {
      to.backlog().giveBack(size);
      to.whenDrained(() -> room.release(size));
    }
  }
}
