package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.ConversationMemory;
import io.github.websocketecho.protocol.MessageDeflater;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The buffers, budgets and the codec that the connections of a loop share. Runs on the loop. */
final class LoopBuffers implements ConversationMemory {

  private final ByteBuffer inflated = ByteBuffer.allocateDirect(LoopMemory.BUFFER);
  private final ByteBuffer deflated = ByteBuffer.allocateDirect(LoopMemory.BUFFER);
  private final Budget backlog;
  private final Budget codecs;
  private @Nullable MessageDeflater spareDeflater;

  /**
   * @param backlog of all loops, for what is buffered
   * @param codecs of all loops, for what it takes to compress and inflate
   */
  LoopBuffers(Budget backlog, Budget codecs) {
    this.backlog = backlog;
    this.codecs = codecs;
  }

  @Override
  public ByteBuffer inflated() {
    return inflated;
  }

  @Override
  public ByteBuffer deflated() {
    return deflated;
  }

  @Override
  public int pieceSize() {
    return backlog.piece();
  }

  @Override
  public void buffer(int bytes) {
    backlog.reserve(bytes);
  }

  @Override
  public void reserve(long bytes) {
    codecs.reserve(bytes);
  }

  @Override
  public boolean tryReserve(long bytes) {
    return codecs.tryReserve(bytes);
  }

  @Override
  public void release(long bytes) {
    codecs.release(bytes);
  }

  @Override
  public @Nullable MessageDeflater takeSpareDeflater() {
    MessageDeflater spare = spareDeflater;
    spareDeflater = null;
    return spare;
  }

  @Override
  public boolean offerSpareDeflater(MessageDeflater deflater) {
    if (spareDeflater != null) {
      return false;
    }
    spareDeflater = deflater;
    return true;
  }
}
