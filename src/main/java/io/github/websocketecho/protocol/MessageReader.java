package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the payloads of frames into messages: checks text for UTF-8 (RFC 6455, section 8.1) and
 * fails at the first wrong byte; inflates compressed messages (RFC 7692, section 7.2.2) piece by
 * piece, while there is room. The conversation extends it for control frames and for frames as
 * such. Not thread-safe.
 */
abstract class MessageReader implements FrameReceiver, AutoCloseable {

  private final MessageReceiver receiver;
  private final Utf8Validator validator = new Utf8Validator();

  /** Null if compression was not agreed on, so that most connections need little memory. */
  private final @Nullable Inflation inflation;

  /** How many bytes of an incomplete text frame have been checked already. */
  private int checked;

  /** Whether messages are discarded, because the conversation has left the state OPEN. */
  private boolean discards;

  /**
   * @param agreed null if compression was not agreed on
   * @param messageLimit the longest message, inflated [bytes]; 0 for any
   */
  MessageReader(
      @Nullable PermessageDeflate agreed,
      long messageLimit,
      ConversationMemory memory,
      ConversationFlow flow,
      MessageReceiver receiver) {
    this.receiver = receiver;
    inflation = agreed == null ? null : new Inflation(agreed, messageLimit, memory, flow);
  }

  @Override
  public final void textAhead(ByteBuffer bytes) throws ProtocolFailure {
    if (!discards) {
      validator.check(bytes);
      checked += bytes.remaining();
    }
  }

  @Override
  public final void text(ByteBuffer payload, boolean ascii, boolean last) throws ProtocolFailure {
    if (discards) {
      return;
    }
    // Between characters there is nothing to check in ASCII.
    if (!ascii || validator.incomplete() > 0) {
      int start = payload.position();
      validator.check(payload.position(start + checked));
      payload.position(start);
    }
    checked = 0;
    if (last) {
      validator.finish();
    }
    receiver.text(payload, validator.incomplete(), last);
  }

  @Override
  public final void binary(ByteBuffer payload, boolean last) throws ProtocolFailure {
    if (!discards) {
      receiver.binary(payload, last);
    }
  }

  /** {@inheritDoc} Inflates it while there is room. */
  @Override
  public final void compressed(Opcode type, ByteBuffer payload, boolean last)
      throws ProtocolFailure {
    if (inflation == null) {
      throw new IllegalStateException("No compression was agreed on");
    }
    if (!discards) {
      inflation.add(type, payload, last);
    }
  }

  @Override
  public final void pong(ByteBuffer payload) {
    if (!discards) {
      receiver.pong(payload);
    }
  }

  /** Continues to inflate the waiting payload. */
  final void resume() throws ProtocolFailure {
    if (inflation != null) {
      inflation.resume();
    }
  }

  /** Whether payload waits to be inflated before anything else is read. */
  final boolean isWaiting() {
    return inflation != null && inflation.waitingType != null;
  }

  /** The most bytes that the waiting payload may inflate to; 0 if none waits. */
  final long mayInflateTo() {
    return inflation == null ? 0 : inflation.mayInflateTo();
  }

  /** Discards the waiting payload and all that follows, because no message is received any more. */
  final void discard() {
    discards = true;
    if (inflation != null) {
      inflation.discard();
    }
  }

  /** Releases native memory until the next message, unless a message is being inflated. */
  final void rest() {
    if (inflation != null && inflation.inflater != null) {
      inflation.inflater.rest();
    }
  }

  /** Releases all memory. Call it once. */
  @Override
  public final void close() {
    if (inflation != null) {
      inflation.close();
    }
  }

  /**
   * Inflates the compressed messages of a connection. Its memory is reserved for the life of the
   * conversation, because compression was agreed on. It is allocated at the first message.
   */
  private final class Inflation {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** The most bytes that a byte of DEFLATE inflates to: 258 per two codes of one bit each. */
    private static final int MAXIMUM_RATIO = 1032;

    /** The cost of starting a stream, in inflated bytes: its window is copied. */
    private static final int RESTART_COST = 1024;

    private final PermessageDeflate agreed;
    private final long messageLimit;
    private final ConversationMemory memory;
    private final ConversationFlow flow;

    private @Nullable MessageInflater inflater;

    /** The type of the message that {@link #waiting} belongs to; null if nothing waits. */
    private @Nullable Opcode waitingType;

    private ByteBuffer waiting = NOTHING;
    private boolean waitingIsLast;
    private long inflatedLength;

    Inflation(
        PermessageDeflate agreed,
        long messageLimit,
        ConversationMemory memory,
        ConversationFlow flow) {
      this.agreed = agreed;
      this.messageLimit = messageLimit;
      this.memory = memory;
      this.flow = flow;
      memory.reserve(MessageInflater.memory(agreed));
    }

    private void add(Opcode type, ByteBuffer payload, boolean last) throws ProtocolFailure {
      waitingType = type;
      if (!inflate(type, payload, last)) {
        buffer(ByteBuffer.allocate(payload.remaining()).put(payload).flip());
        waitingIsLast = last;
      }
    }

    private void resume() throws ProtocolFailure {
      Opcode type = waitingType;
      if (type != null && inflate(type, waiting, waitingIsLast)) {
        buffer(NOTHING);
      }
    }

    private long mayInflateTo() {
      return (long) waiting.remaining() * MAXIMUM_RATIO;
    }

    /** If the conversation has left OPEN while a piece was handled, nothing is buffered. */
    private void buffer(ByteBuffer rest) {
      ByteBuffer payload = discards ? NOTHING : rest;
      memory.buffer(payload.capacity() - waiting.capacity());
      waiting = payload;
    }

    /** Returns whether all of the payload was inflated. */
    private boolean inflate(Opcode type, ByteBuffer payload, boolean last) throws ProtocolFailure {
      MessageInflater codec = inflater;
      if (codec == null) {
        codec = new MessageInflater(agreed);
        inflater = codec;
      }
      boolean done = false;
      while (!done) {
        if (!flow.hasRoom()) {
          return false;
        }
        ByteBuffer piece = memory.inflated().clear().limit(memory.pieceSize());
        done = codec.inflate(payload, last, piece);
        flow.inflated(codec.getAndResetRestarts() * RESTART_COST);
        piece.flip();
        boolean end = done && last;
        count(piece.remaining(), end);
        if (piece.hasRemaining() || end) {
          flow.inflated(piece.remaining());
          deliver(type, piece, end);
        }
        if (discards) {
          return true;
        }
      }
      waitingType = null;
      return true;
    }

    private void deliver(Opcode type, ByteBuffer piece, boolean last) throws ProtocolFailure {
      if (type == Opcode.TEXT) {
        text(piece, false, last);
      } else {
        binary(piece, last);
      }
    }

    private void count(int length, boolean end) throws ProtocolFailure {
      inflatedLength += length;
      if (messageLimit > 0 && inflatedLength > messageLimit) {
        throw new ProtocolFailure(Violation.MESSAGE_TOO_BIG, messageLimit);
      }
      if (end) {
        inflatedLength = 0;
      }
    }

    private void discard() {
      waitingType = null;
      buffer(NOTHING);
    }

    private void close() {
      discard();
      if (inflater != null) {
        inflater.close();
      }
      memory.release(MessageInflater.memory(agreed));
    }
  }
}
