package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames of messages: fragments of a message that is sent in parts (RFC 6455, section 5.4),
 * compressed if that was agreed on and there is memory for it (RFC 7692, section 7.2.1). Not
 * thread-safe.
 */
final class MessageWriter implements AutoCloseable {

  private final int fragmentSize;
  private final FrameSink sink;

  /** Null if compression was not agreed on: most connections have to be small. */
  private final @Nullable Deflation deflation;

  /** Made for the first task that waits, because few conversations have one. */
  private @Nullable Queue<Runnable> betweenMessages;

  /** Whether a part of a message was sent that was not its last. */
  private boolean withinMessage;

  /** Whether a frame of it was sent: a compressor may retain what it is given first. */
  private boolean frameSent;

  /** Whether it is compressed. */
  private boolean compressed;

  private boolean runsTasks;
  private boolean closed;

  /**
   * @param agreed null if compression was not agreed on
   * @param fragmentSize the longest payload of a frame [bytes]; 0 for any
   */
  MessageWriter(
      @Nullable PermessageDeflate agreed,
      int fragmentSize,
      ConversationMemory memory,
      FrameSink sink) {
    this.fragmentSize = fragmentSize;
    this.sink = sink;
    deflation = agreed == null ? null : new Deflation(agreed, memory);
  }

  /** Sends a part of a message. */
  void part(Opcode type, ByteBuffer payload, boolean last) {
    if (!withinMessage) {
      compressed = deflation != null && deflation.begin();
    }
    withinMessage = !last;
    if (compressed && deflation != null) {
      deflation.part(type, payload, last);
    } else {
      fragment(type, payload, last);
    }
    if (!runsTasks) {
      runTasks();
    }
  }

  /** Runs a task now, or as soon as no message is being sent, or nothing is sent any more. */
  void betweenMessages(Runnable task) {
    if (!withinMessage || closed) {
      task.run();
      return;
    }
    if (betweenMessages == null) {
      betweenMessages = new ArrayDeque<>();
    }
    betweenMessages.add(task);
  }

  /** Each task sends a message of its own, which must not run the others again. */
  private void runTasks() {
    runsTasks = true;
    try {
      while (!withinMessage && betweenMessages != null && !betweenMessages.isEmpty()) {
        betweenMessages.remove().run();
      }
    } finally {
      runsTasks = false;
    }
  }

  private void fragment(Opcode type, ByteBuffer payload, boolean last) {
    while (fragmentSize > 0 && payload.remaining() > fragmentSize) {
      int end = payload.position() + fragmentSize;
      frame(type, payload.slice(payload.position(), fragmentSize), false);
      payload.position(end);
    }
    frame(type, payload, last);
  }

  private void frame(Opcode type, ByteBuffer payload, boolean last) {
    Opcode opcode = frameSent ? Opcode.CONTINUATION : type;
    // Only the first frame of a message has RSV1 (RFC 7692, section 6).
    int rsv = compressed && !frameSent ? FrameHeader.RSV1 : 0;
    frameSent = !last;
    sink.frame(last, rsv, opcode, payload);
  }

  /** Gives native memory back until the next message, unless a message is being sent. */
  void rest() {
    if (deflation != null && !withinMessage) {
      deflation.release();
    }
  }

  /** Gives all memory back. Tasks that wait are run, and find that nothing is sent any more. */
  @Override
  public void close() {
    closed = true;
    if (deflation != null) {
      deflation.release();
    }
    Queue<Runnable> tasks = betweenMessages;
    betweenMessages = null;
    if (tasks != null) {
      tasks.forEach(Runnable::run);
    }
  }

  /** Compresses messages, each if there is memory for it. */
  private final class Deflation {

    private final PermessageDeflate agreed;
    private final ConversationMemory memory;
    private @Nullable MessageDeflater deflater;

    private Deflation(PermessageDeflate agreed, ConversationMemory memory) {
      this.agreed = agreed;
      this.memory = memory;
    }

    /** Reserves the memory for a message; returns false if there is none. */
    private boolean begin() {
      if (deflater == null && agreed.serverNoContextTakeover()) {
        deflater = memory.takeSpareDeflater();
        if (deflater != null) {
          deflater.switchTo(agreed);
        }
      }
      if (deflater == null && memory.tryReserve(MessageDeflater.MEMORY)) {
        deflater = new MessageDeflater(agreed);
      }
      return deflater != null;
    }

    private void part(Opcode type, ByteBuffer part, boolean last) {
      MessageDeflater codec = Objects.requireNonNull(deflater);
      boolean done;
      do {
        ByteBuffer payload = memory.deflated().clear();
        done = codec.deflate(part, last, payload);
        payload.flip();
        boolean end = done && last;
        if (payload.hasRemaining() || end) {
          fragment(type, payload, end);
        }
      } while (!done);
      // Without context it remembers nothing: the next message may be one of another conversation.
      if (last && agreed.serverNoContextTakeover()) {
        if (memory.offerSpareDeflater(codec)) {
          deflater = null;
        } else {
          release();
        }
      }
    }

    private void release() {
      if (deflater != null) {
        deflater.close();
        deflater = null;
        memory.release(MessageDeflater.MEMORY);
      }
    }
  }
}
