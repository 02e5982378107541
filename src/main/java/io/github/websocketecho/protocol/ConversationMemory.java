package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The memory that a {@link ServerConversation} works with: buffers that it shares with other
 * conversations of its thread, and budgets that it shares with all. For the conversation's thread.
 */
public interface ConversationMemory {

  /** A buffer for a piece of a message that is being inflated; its content is lost at any call. */
  ByteBuffer inflated();

  /** A buffer for a piece of a message that is being compressed; likewise. */
  ByteBuffer deflated();

  /** How much may be inflated at a time, because all of it may have to be buffered [bytes]. */
  int pieceSize();

  /** Counts received bytes that are buffered; negative if they are not any more. */
  void buffer(int bytes);

  /** Reserves memory for a codec even beyond the budget, because it was promised before. */
  void reserve(long bytes);

  /** Reserves memory for a codec if the budget has it. */
  boolean tryReserve(long bytes);

  /** Gives back what was reserved. */
  void release(long bytes);

  /** A compressor without context that another conversation has given; null for none. */
  @Nullable MessageDeflater takeSpareDeflater();

  /** Keeps a compressor for the next conversation; returns false if there is one already. */
  boolean offerSpareDeflater(MessageDeflater deflater);
}
