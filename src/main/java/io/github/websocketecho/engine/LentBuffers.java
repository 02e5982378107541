package io.github.websocketecho.engine;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * The two buffers with which Tomcat reads and writes the HTTP of a connection, lent from when
 * something is put into one of them: neither a connection that has been upgraded and gave them
 * back, nor one whose request is waited for, keeps any. One thread at a time works with them, as
 * Tomcat sees to.
 */
final class LentBuffers extends SocketBufferHandler {

  /** As large as Tomcat has them [bytes]. */
  private static final int SIZE = 8 * 1024;

  /** Stands for a buffer that nothing has been put into. */
  private static final ByteBuffer EMPTY = ByteBuffer.allocate(SIZE).limit(0).asReadOnlyBuffer();

  private final Pool pool;
  private volatile @Nullable SocketBufferHandler lent;

  /** Buffers that nobody uses. Any thread. */
  static final class Pool {

    private static final int MOST = 64;

    private final BlockingQueue<SocketBufferHandler> free = new ArrayBlockingQueue<>(MOST);

    private SocketBufferHandler take() {
      @Nullable SocketBufferHandler buffers = free.poll();
      return buffers == null ? new SocketBufferHandler(SIZE, SIZE, false) : buffers;
    }

    private void giveBack(SocketBufferHandler buffers) {
      buffers.reset();
      boolean _ = free.offer(buffers); // One too many is garbage.
    }
  }

  LentBuffers(Pool pool) {
    super(0, 0, false);
    this.pool = pool;
  }

  /** Gives the buffers back. What is in them is lost. */
  void giveBack() {
    SocketBufferHandler buffers = lent;
    if (buffers != null) {
      lent = null;
      pool.giveBack(buffers);
    }
  }

  private SocketBufferHandler lend() {
    SocketBufferHandler buffers = lent;
    if (buffers == null) {
      buffers = pool.take();
      lent = buffers;
    }
    return buffers;
  }

  /** The connection has ended. */
  @Override
  public void free() {
    giveBack();
  }

  @Override
  public void reset() {
    SocketBufferHandler buffers = lent;
    if (buffers != null) {
      buffers.reset();
    }
  }

  @Override
  public void configureReadBufferForWrite() {
    lend().configureReadBufferForWrite();
  }

  @Override
  public void configureReadBufferForRead() {
    SocketBufferHandler buffers = lent;
    if (buffers != null) {
      buffers.configureReadBufferForRead();
    }
  }

  @Override
  public ByteBuffer getReadBuffer() {
    SocketBufferHandler buffers = lent;
    return buffers == null ? EMPTY : buffers.getReadBuffer();
  }

  @Override
  public boolean isReadBufferEmpty() {
    SocketBufferHandler buffers = lent;
    return buffers == null || buffers.isReadBufferEmpty();
  }

  @Override
  public void unReadReadBuffer(ByteBuffer returnedData) {
    lend().unReadReadBuffer(returnedData);
  }

  @Override
  public void configureWriteBufferForWrite() {
    lend().configureWriteBufferForWrite();
  }

  @Override
  public void configureWriteBufferForRead() {
    SocketBufferHandler buffers = lent;
    if (buffers != null) {
      buffers.configureWriteBufferForRead();
    }
  }

  @Override
  public ByteBuffer getWriteBuffer() {
    SocketBufferHandler buffers = lent;
    return buffers == null ? EMPTY : buffers.getWriteBuffer();
  }

  @Override
  public boolean isWriteBufferWritable() {
    SocketBufferHandler buffers = lent;
    return buffers == null || buffers.isWriteBufferWritable();
  }

  @Override
  public boolean isWriteBufferEmpty() {
    SocketBufferHandler buffers = lent;
    return buffers == null || buffers.isWriteBufferEmpty();
  }

  @Override
  public void expand(int newSize) {
    lend().expand(newSize);
  }
}
