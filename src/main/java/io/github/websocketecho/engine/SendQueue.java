package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.ServerConversation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The messages that other threads send on one connection: copied, and queued for its loop, up to a
 * bound. Any thread.
 */
final class SendQueue {

  /** The most that is queued and not yet accepted by the socket [bytes]. */
  static final int CAPACITY = Output.MAXIMUM_WAITING;

  /** What a queued message occupies beside its payload [bytes], about. */
  private static final int OVERHEAD = 64;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final EventLoop loop;
  private final ServerConversation conversation;
  private final Output output;
  private final Semaphore room = new Semaphore(CAPACITY);

  SendQueue(ServerConversation conversation, Output output) {
    loop = output.loop();
    this.conversation = conversation;
    this.output = output;
  }

  /**
   * Queues a part of a message, or a ping or pong. Waits while there is no room.
   *
   * @throws IOException if the client accepts too little, for too long
   */
  void send(Opcode opcode, ByteBuffer payload, boolean last) throws IOException {
    int size = size(payload.remaining());
    try {
      if (!room.tryAcquire(size, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("The client accepted nothing for " + LONGEST_WAIT.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the client accepted nothing", e);
    }
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
    loop.backlog().reserve(size); // The handler has waited for it: it is not refused now.
    loop.execute(() -> write(opcode, copy, last, size));
  }

  /**
   * Queues a complete message behind the one that is being sent. Counts it in the backlog until it
   * is written.
   *
   * @throws IOException if the queue or the backlog is full
   */
  void sendBetween(Opcode type, byte[] payload) throws IOException {
    int size = size(payload.length);
    if (!room.tryAcquire(size)) {
      throw new IOException("The client has not accepted what was sent before");
    }
    if (!loop.backlog().tryReserve(size)) {
      room.release(size);
      throw new IOException("The server’s backlog is full");
    }
    ByteBuffer message = ByteBuffer.wrap(payload);
    loop.execute(() -> conversation.betweenMessages(() -> write(type, message, true, size)));
  }

  private void write(Opcode opcode, ByteBuffer payload, boolean last, int size) {
    try {
      conversation.send(opcode, payload, last);
    } finally {
      loop.backlog().release(size);
      output.whenDrained(() -> room.release(size));
    }
  }

  /** A message that is larger than the queue is queued alone. */
  private static int size(int payload) {
    return Math.min(payload, CAPACITY - OVERHEAD) + OVERHEAD;
  }
}
