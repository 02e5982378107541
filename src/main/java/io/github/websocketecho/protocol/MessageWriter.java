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

  private final @Nullable PermessageDeflate agreed;
  private final int fragmentSize;
  private final ConversationMemory memory;
  private final FrameSink sink;

  private @Nullable MessageDeflater deflater;

  /** Whether a part of a message was sent that was not its last. */
  private boolean withinMessage;

  /** Whether a frame of it was sent: a compressor may hold back what it is given first. */
  private boolean frameSent;

  /** Whether it is compressed. */
  private boolean compressed;

  /** Made for the first task that waits, because few conversations have one. */
  private @Nullable Queue<Runnable> betweenMessages;

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
    this.agreed = agreed;
    this.fragmentSize = fragmentSize;
    this.memory = memory;
    this.sink = sink;
  }

  /** Sends a part of a message. */
  void part(Opcode type, ByteBuffer payload, boolean last) {
    if (!withinMessage) {
      compressed = agreed != null && canDeflate(agreed);
    }
    withinMessage = !last;
    if (compressed) {
      deflate(type, payload, last);
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

  /** Whether the next message can be compressed; reserves the memory. */
  private boolean canDeflate(PermessageDeflate agreed) {
    if (deflater == null && agreed.serverNoContextTakeover()) {
      deflater = memory.takeSpareDeflater();
    }
    if (deflater == null && memory.tryReserve(MessageDeflater.MEMORY)) {
      deflater = new MessageDeflater(agreed);
    }
    return deflater != null;
  }

  private void deflate(Opcode type, ByteBuffer part, boolean last) {
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
    if (last && agreed != null && agreed.serverNoContextTakeover()) {
      if (memory.offerSpareDeflater(codec)) {
        deflater = null;
      } else {
        releaseDeflater();
      }
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
    if (!withinMessage) {
      releaseDeflater();
    }
  }

  private void releaseDeflater() {
    if (deflater != null) {
      deflater.close();
      deflater = null;
      memory.release(MessageDeflater.MEMORY);
    }
  }

  /** Gives all memory back. Tasks that wait are run, and find that nothing is sent any more. */
  @Override
  public void close() {
    closed = true;
    releaseDeflater();
    Queue<Runnable> tasks = betweenMessages;
    betweenMessages = null;
    if (tasks != null) {
      tasks.forEach(Runnable::run);
    }
  }
}
