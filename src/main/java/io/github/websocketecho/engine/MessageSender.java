package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.ServerConversation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of one session. On the connection's loop they are written with the others of
 * the batch; those of other threads are copied and queued for the loop, up to a bound. Any thread.
 */
final class MessageSender {

  /** The most that is queued for the loop and not yet accepted by the socket [bytes]. */
  static final int MAXIMUM_QUEUED = Output.MAXIMUM_WAITING;

  /** What a queued message occupies beside its payload [bytes], about. */
  private static final int OVERHEAD = 64;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final EventLoop loop;
  private final ServerConversation conversation;
  private final Output output;
  private final ConnectionCloser closer;

  /** Made for the first message from another thread. */
  private @Nullable Semaphore room;

  MessageSender(
      EventLoop loop, ServerConversation conversation, Output output, ConnectionCloser closer) {
    this.loop = loop;
    this.conversation = conversation;
    this.output = output;
    this.closer = closer;
  }

  /**
   * Sends a part of a message, or a ping or pong. Another thread than the loop's waits while the
   * queue is full.
   *
   * @throws IOException if the client accepts too little, for too long
   */
  void send(Opcode opcode, ByteBuffer payload, boolean last) throws IOException {
    if (!loop.isCurrent()) {
      queue(opcode, payload, last);
      return;
    }
    if (output.waiting() > output.mostWaiting()) {
      throw new IOException("The client has not accepted " + output.waiting() + " bytes yet");
    }
    write(opcode, payload, last);
  }

  private void write(Opcode opcode, ByteBuffer payload, boolean last) {
    if (opcode.isControl()) {
      conversation.sendControl(opcode, payload);
    } else {
      conversation.send(opcode, payload, last);
    }
  }

  private void queue(Opcode opcode, ByteBuffer payload, boolean last) throws IOException {
    int size = size(payload.remaining());
    try {
      if (!room().tryAcquire(size, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("The client accepted nothing for " + LONGEST_WAIT.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the client accepted nothing", e);
    }
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
    loop.backlog().take(size); // The handler has waited for it: it is not refused now.
    loop.execute(() -> writeQueued(opcode, copy, last, size));
  }

  /**
   * Queues a complete message behind the one that is being sent. Counts it in the backlog until it
   * is written.
   *
   * @throws IOException if the queue or the backlog is full
   */
  void sendBetween(Opcode type, byte[] payload) throws IOException {
    int size = size(payload.length);
    if (!room().tryAcquire(size)) {
      throw new IOException("The client has not accepted what was sent before");
    }
    if (!loop.backlog().tryTake(size)) {
      room().release(size);
      throw new IOException("The server’s backlog is full");
    }
    ByteBuffer message = ByteBuffer.wrap(payload);
    loop.execute(() -> conversation.betweenMessages(() -> writeQueued(type, message, true, size)));
  }

  private void writeQueued(Opcode opcode, ByteBuffer payload, boolean last, int size) {
    try {
      write(opcode, payload, last);
    } finally {
      loop.backlog().giveBack(size);
      output.whenDrained(() -> room().release(size));
    }
  }

  private synchronized Semaphore room() {
    if (room == null) {
      room = new Semaphore(MAXIMUM_QUEUED);
    }
    return room;
  }

  /** A message that is larger than the bound is queued alone. */
  private static int size(int payload) {
    return Math.min(payload, MAXIMUM_QUEUED - OVERHEAD) + OVERHEAD;
  }

  /**
   * Starts the closing handshake behind what has been sent.
   *
   * @param code null for a close frame without a code
   */
  void close(@Nullable CloseCode code, CloseReason reason, Cause cause, String detail) {
    if (loop.isCurrent()) {
      closer.start(code, reason, cause, detail);
    } else {
      loop.execute(() -> closer.start(code, reason, cause, detail));
    }
  }
}
