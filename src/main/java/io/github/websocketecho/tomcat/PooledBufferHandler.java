package io.github.websocketecho.tomcat;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * Takes the two buffers of a connection from a pool at the first write to one of them, and returns
 * them on an upgrade or at the end. So an idle or upgraded connection has none. Tomcat calls it
 * from one thread at a time.
 */
final class PooledBufferHandler extends SocketBufferHandler {

  private final Pool pool;
  private volatile SocketBufferHandler buffers;

  /** Buffers that no connection uses. Any thread. */
  static final class Pool {

    private static final int CAPACITY = 64;

    /** Tomcat's own size [bytes]. */
    private static final int PLAIN = 8 * 1024;

    /** What the content of a TLS record needs [bytes]. With less, Tomcat would replace them. */
    static final int DECRYPTED = 17 * 1024;

    private final BlockingQueue<SocketBufferHandler> free = new ArrayBlockingQueue<>(CAPACITY);
    private final int size;
    private final NoBuffers none;

    private Pool(int size) {
      this.size = size;
      none = new NoBuffers(size);
    }

    /** For connections without TLS. */
    static Pool plain() {
      return new Pool(PLAIN);
    }

    /** For connections over TLS. */
    static Pool decrypted() {
      return new Pool(DECRYPTED);
    }

    private SocketBufferHandler take() {
      @Nullable SocketBufferHandler buffers = free.poll();
      return buffers == null ? new SocketBufferHandler(size, size, false) : buffers;
    }

    private void release(SocketBufferHandler buffers) {
      buffers.reset();
      boolean _ = free.offer(buffers); // If the pool is full, they become garbage.
    }
  }

  /**
   * Represents the buffers of all connections without buffers. They are empty and can be neither
   * read nor written, but have the usual size, because Tomcat compares it with the room for a read.
   */
  private static final class NoBuffers extends SocketBufferHandler {

    private final ByteBuffer empty;

    private NoBuffers(int size) {
      super(0, 0, false);
      empty = ByteBuffer.allocate(size).limit(0).asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer getReadBuffer() {
      return empty;
    }

    @Override
    public ByteBuffer getWriteBuffer() {
      return empty;
    }

    @Override
    public boolean isWriteBufferWritable() {
      return true;
    }
  }

  PooledBufferHandler(Pool pool) {
    super(0, 0, false);
    this.pool = pool;
    buffers = pool.none;
  }

  private SocketBufferHandler taken() {
    SocketBufferHandler taken = buffers;
    if (taken instanceof NoBuffers) {
      taken = pool.take();
      buffers = taken;
    }
    return taken;
  }

  /** Returns the buffers to the pool. Their content is lost. */
  @Override
  public void free() {
    SocketBufferHandler taken = buffers;
    if (!(taken instanceof NoBuffers)) {
      buffers = pool.none;
      pool.release(taken);
    }
  }

  /** Returns the buffers to the pool, because empty buffers are not needed. */
  @Override
  public void reset() {
    free();
  }

  @Override
  public void configureReadBufferForWrite() {
    taken().configureReadBufferForWrite();
  }

  @Override
  public void configureReadBufferForRead() {
    buffers.configureReadBufferForRead();
  }

  @Override
  public ByteBuffer getReadBuffer() {
    return buffers.getReadBuffer();
  }

  @Override
  public boolean isReadBufferEmpty() {
    return buffers.isReadBufferEmpty();
  }

  @Override
  public void unReadReadBuffer(ByteBuffer returnedData) {
    taken().unReadReadBuffer(returnedData);
  }

  @Override
  public void configureWriteBufferForWrite() {
    taken().configureWriteBufferForWrite();
  }

  @Override
  public void configureWriteBufferForRead() {
    buffers.configureWriteBufferForRead();
  }

  @Override
  public ByteBuffer getWriteBuffer() {
    return buffers.getWriteBuffer();
  }

  @Override
  public boolean isWriteBufferWritable() {
    return buffers.isWriteBufferWritable();
  }

  @Override
  public boolean isWriteBufferEmpty() {
    return buffers.isWriteBufferEmpty();
  }

  @Override
  public void expand(int newSize) {
    taken().expand(newSize);
  }
}
