package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a {@link ServerConversation}: buffers that the conversations of one thread share,
 * and budgets that all conversations share. Called on the conversation's thread.
 */
public interface ConversationMemory {

  /** A buffer for one piece of inflated data. The next call may overwrite it. */
  ByteBuffer inflated();

  /** A buffer for one piece of compressed data. The next call may overwrite it. */
  ByteBuffer deflated();

  /** The most that may be inflated at a time [bytes], because it may have to be buffered. */
  int pieceSize();

  /** Adds to the number of received bytes that are buffered. A negative number subtracts. */
  void buffer(int bytes);

  /** Reserves memory [bytes] for a codec even beyond the budget: the handshake agreed on it. */
  void reserve(long bytes);

  /** Reserves memory [bytes] for a codec. Returns false if the budget is used up. */
  boolean tryReserve(long bytes);

  /** Releases reserved memory [bytes]. */
  void release(long bytes);

  /** Takes a compressor without context that another conversation offered; null for none. */
  @Nullable MessageDeflater takeSpareDeflater();

  /** Offers a compressor to the next conversation. Returns false if there is a spare one. */
  boolean offerSpareDeflater(MessageDeflater deflater);
}
