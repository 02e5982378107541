package io.github.websocketecho.tomcat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's TLS, with its two buffers for records from a pool. A connection has them during a call,
 * and afterwards as long as a part of a record is in one of them. So an idle connection has none.
 *
 * <p>Any thread. Tomcat may close a channel while another thread uses it. Without the lock, another
 * connection would get the buffers too early.
 */
class PooledTlsChannel extends SecureNioChannel {

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final Pool pool;

  private final ReentrantLock lock = new ReentrantLock();
  private boolean taken;

  /** Buffers that no connection uses. Any thread. */
  static final class Pool {

    /**
     * The size of a buffer [bytes]: Tomcat's own. With it, Tomcat replaces a buffer only if a
     * ClientHello is longer.
     */
    static final int SIZE = 16_921;

    private static final int CAPACITY = 64;

    private final BlockingQueue<Buffers> free = new ArrayBlockingQueue<>(CAPACITY);

    private Buffers take() {
      @Nullable Buffers buffers = free.poll();
      return buffers == null
          ? new Buffers(ByteBuffer.allocate(SIZE), ByteBuffer.allocate(SIZE).limit(0))
          : buffers;
    }

    private void release(ByteBuffer input, ByteBuffer output) {
      if (input.capacity() == SIZE && output.capacity() == SIZE) {
        // If the pool is full, they become garbage.
        boolean _ = free.offer(new Buffers(input.clear(), output.clear().limit(0)));
      }
    }
  }

  /**
   * As Tomcat expects them when they are empty.
   *
   * @param input of the client's records, with room for more
   * @param output of the server's records
   */
  private record Buffers(ByteBuffer input, ByteBuffer output) {}

  PooledTlsChannel(SocketBufferHandler buffer, NioEndpoint endpoint, Pool pool) {
    super(buffer, endpoint);
    this.pool = pool;
    netInBuffer = NONE; // In place of those that Tomcat has just allocated.
    netOutBuffer = NONE;
  }

  private void begin() {
    lock.lock();
    if (!taken) {
      Buffers buffers = pool.take();
      netInBuffer = buffers.input();
      netOutBuffer = buffers.output();
      taken = true;
    }
  }

  private void end() {
    try {
      boolean isOutermost = lock.getHoldCount() == 1;
      if (isOutermost && netInBuffer.position() == 0 && !netOutBuffer.hasRemaining()) {
        release();
      }
    } finally {
      lock.unlock();
    }
  }

  private void release() {
    if (taken) {
      pool.release(netInBuffer, netOutBuffer);
      netInBuffer = NONE;
      netOutBuffer = NONE;
      taken = false;
    }
  }

  /** Whether it has buffers from the pool. */
  boolean hasBuffers() {
    lock.lock();
    try {
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Called by Tomcat before each use for another client, and with null after each. */
  @Override
  public void reset(@Nullable SocketChannel channel, @Nullable NioSocketWrapper wrapper)
      throws IOException {
    lock.lock();
    try {
      release();
      super.reset(channel, wrapper);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int handshake(boolean read, boolean write) throws IOException {
    try {
      begin();
      return super.handshake(read, write);
    } finally {
      end();
    }
  }

  @Override
  public int read(ByteBuffer destination) throws IOException {
    try {
      begin();
      return super.read(destination);
    } finally {
      end();
    }
  }

  @Override
  public long read(ByteBuffer[] destinations, int offset, int length) throws IOException {
    try {
      begin();
      return super.read(destinations, offset, length);
    } finally {
      end();
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    try {
      begin();
      return super.write(source);
    } finally {
      end();
    }
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    try {
      begin();
      return super.write(sources, offset, length);
    } finally {
      end();
    }
  }

  @Override
  public boolean flushOutbound() throws IOException {
    try {
      begin();
      return super.flushOutbound();
    } finally {
      end();
    }
  }

  @Override
  public void rehandshake(long timeout) throws IOException {
    try {
      begin();
      super.rehandshake(timeout);
    } finally {
      end();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      begin();
      super.close();
    } finally {
      end();
    }
  }
}
