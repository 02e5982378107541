package io.github.websocketecho.engine;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * The two buffers with which Tomcat reads and writes the HTTP of a connection, lent for that time:
 * a connection that has been upgraded gives them back, so that none of the many that are open and
 * idle keeps any. One thread at a time works with them, as Tomcat sees to.
 */
final class LentBuffers extends SocketBufferHandler {

  private static final SocketBufferHandler NONE = new SocketBufferHandler(0, 0, false);

  private final Pool pool;
  private volatile @Nullable SocketBufferHandler lent;

  /** Buffers that nobody uses. Any thread. */
  static final class Pool {

    private static final int MOST = 64;

    /** As large as Tomcat has them [bytes]. */
    private static final int SIZE = 8 * 1024;

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
    lent = pool.take();
  }

  /** Gives the buffers back. What is in them is lost. */
  void giveBack() {
    SocketBufferHandler buffers = lent;
    if (buffers != null) {
      lent = null;
      pool.giveBack(buffers);
    }
  }

  private SocketBufferHandler buffers() {
    SocketBufferHandler buffers = lent;
    return buffers == null ? NONE : buffers;
  }

  /** The connection has ended. */
  @Override
  public void free() {
    giveBack();
  }

  @Override
  public void reset() {
    buffers().reset();
  }

  @Override
  public void configureReadBufferForWrite() {
    buffers().configureReadBufferForWrite();
  }

  @Override
  public void configureReadBufferForRead() {
    buffers().configureReadBufferForRead();
  }

  @Override
  public ByteBuffer getReadBuffer() {
    return buffers().getReadBuffer();
  }

  @Override
  public boolean isReadBufferEmpty() {
    return buffers().isReadBufferEmpty();
  }

  @Override
  public void unReadReadBuffer(ByteBuffer returnedData) {
    buffers().unReadReadBuffer(returnedData);
  }

  @Override
  public void configureWriteBufferForWrite() {
    buffers().configureWriteBufferForWrite();
  }

  @Override
  public void configureWriteBufferForRead() {
    buffers().configureWriteBufferForRead();
  }

  @Override
  public boolean isWriteBufferWritable() {
    return buffers().isWriteBufferWritable();
  }

  @Override
  public ByteBuffer getWriteBuffer() {
    return buffers().getWriteBuffer();
  }

  @Override
  public boolean isWriteBufferEmpty() {
    return buffers().isWriteBufferEmpty();
  }

  @Override
  public void expand(int newSize) {
    buffers().expand(newSize);
  }
}
