package io.github.websocketecho.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A transport without a socket: the test is the client, and decides what can be read and written.
 */
final class MemoryTransport implements Transport {

  private final Queue<ByteBuffer> received = new ArrayDeque<>();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  /** How many more bytes are accepted from the server. */
  private long room = Long.MAX_VALUE;

  private boolean clientEnded;
  private @Nullable IOException failure;
  private String end = "open";
  private int writes;

  /** The key of the connection, once it is registered. */
  private @Nullable MemoryKey key;

  /** The client sends this. */
  void send(byte[] bytes) {
    received.add(ByteBuffer.wrap(bytes));
  }

  /** The client ends its side. */
  void finish() {
    clientEnded = true;
  }

  /** TCP breaks: reading fails once everything is read that was sent, and writing at once. */
  void fail(IOException failure) {
    this.failure = failure;
  }

  /** The client reads this much more and then no more; any number by {@link Long#MAX_VALUE}. */
  void accept(long bytes) {
    room = bytes;
  }

  /** What the client has received since this was last called. */
  byte[] take() {
    byte[] bytes = sent.toByteArray();
    sent.reset();
    return bytes;
  }

  /** How often the server has written something. */
  int writes() {
    return writes;
  }

  /** {@code open}, {@code finished} (the server's side alone), {@code closed} or {@code reset}. */
  String end() {
    return end;
  }

  /** The operations that the connection waits for. */
  int interest() {
    return key == null ? 0 : key.interestOps();
  }

  /** Whether something can be read, or is the end. */
  boolean isReadable() {
    return !received.isEmpty() || clientEnded || failure != null;
  }

  /** Whether something can be done that the connection waits for. */
  boolean isReady() {
    return key != null && key.readyOps() != 0;
  }

  boolean isWritable() {
    return room > 0;
  }

  @Override
  public SelectionKey register(Selector selector, Object attachment) {
    key = new MemoryKey();
    return key;
  }

  @Override
  public @Nullable InetSocketAddress localAddress() {
    return null;
  }

  @Override
  public @Nullable InetSocketAddress remoteAddress() {
    return null;
  }

  @Override
  public void readEarly(ByteBuffer input) {}

  @Override
  public int smallestRead() {
    return 1;
  }

  @Override
  public int read(ByteBuffer input) throws IOException {
    ByteBuffer next = received.peek();
    if (next == null) {
      if (failure != null) {
        throw failure;
      }
      return clientEnded ? -1 : 0;
    }
    int count = Math.min(next.remaining(), input.remaining());
    input.put(next.slice(next.position(), count));
    next.position(next.position() + count);
    if (!next.hasRemaining()) {
      received.remove();
    }
    return count;
  }

  @Override
  public boolean readsPlainly() {
    return true;
  }

  @Override
  public boolean hasEndedUnseen() {
    return false;
  }

  @Override
  public void write(ByteBuffer first, ByteBuffer second) throws IOException {
    if (failure != null) {
      throw failure;
    }
    writes += first.hasRemaining() || second.hasRemaining() ? 1 : 0;
    write(first);
    write(second);
  }

  private void write(ByteBuffer bytes) {
    byte[] accepted = new byte[(int) Math.min(room, bytes.remaining())];
    bytes.get(accepted);
    sent.writeBytes(accepted);
    room -= room == Long.MAX_VALUE ? 0 : accepted.length;
  }

  @Override
  public int unsent() {
    return 0;
  }

  @Override
  public void shutdownOutput(boolean truncated) {
    end = truncated ? "truncated" : "finished";
  }

  @Override
  public void reset() {
    end = "reset";
  }

  @Override
  public void close() {
    end = "closed";
  }

  private final class MemoryKey extends SelectionKey {

    private int interest;
    private boolean cancelled;

    @Override
    public SelectableChannel channel() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Selector selector() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isValid() {
      return !cancelled;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public int interestOps() {
      return interest;
    }

    @Override
    public SelectionKey interestOps(int operations) {
      interest = operations;
      return this;
    }

    @Override
    public int readyOps() {
      int ready =
          (MemoryTransport.this.isReadable() ? OP_READ : 0)
              | (MemoryTransport.this.isWritable() ? OP_WRITE : 0);
      return ready & interest;
    }
  }
}
