package io.github.websocketecho.benchmark;

import io.github.websocketecho.support.TlsRecords;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** A socket with TLS, not blocking. The handshake goes on with each {@link #read}. */
final class TlsChannel implements ClientChannel {

  /** More than a record and its header need. */
  private static final int RECORD = 17 * 1024;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  // One thread runs all connections. Each has only what is left of these.
  private static final ByteBuffer RECEIVED = ByteBuffer.allocateDirect(1 << 18);
  private static final ByteBuffer ENCRYPTED = ByteBuffer.allocateDirect(1 << 18);

  private final SocketChannel socket;
  private final SSLEngine engine;

  private ByteBuffer undecrypted = NOTHING;
  private ByteBuffer unsent = NOTHING;
  private boolean open;

  TlsChannel(SocketChannel socket, SSLEngine engine) {
    this.socket = socket;
    this.engine = engine;
  }

  @Override
  public void begin() throws IOException {
    engine.beginHandshake();
    wrapHandshake();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public SocketChannel socket() {
    return socket;
  }

  @Override
  public int read(ByteBuffer destination) throws IOException {
    // What is decrypted is never longer, and the engine wants room for one more record.
    int most = Math.min(RECEIVED.capacity(), destination.remaining() - RECORD);
    RECEIVED.clear().limit(most).put(undecrypted);
    undecrypted = NOTHING;
    int received = socket.read(RECEIVED);
    if (received < 0) {
      return received;
    }
    RECEIVED.flip();
    int start = destination.position();
    while (unwrap(destination)) {}
    undecrypted = rest(RECEIVED);
    return destination.position() - start;
  }

  /** Whether there may be another record. */
  private boolean unwrap(ByteBuffer destination) throws IOException {
    SSLEngineResult result = engine.unwrap(RECEIVED, destination);
    if (result.getStatus() == Status.BUFFER_OVERFLOW) {
      throw new IOException("No room for a record");
    }
    if (result.getStatus() == Status.CLOSED) {
      return false; // TCP ends soon, and close_notify needs no answer.
    }
    HandshakeStatus next = result.getHandshakeStatus();
    if (next == HandshakeStatus.NEED_TASK) {
      next = TlsRecords.runTasks(engine);
    }
    if (next == HandshakeStatus.NEED_WRAP) {
      next = wrapHandshake();
    }
    open |= next == HandshakeStatus.FINISHED || next == HandshakeStatus.NOT_HANDSHAKING;
    return result.getStatus() == Status.OK && RECEIVED.hasRemaining();
  }

  /** So little that a socket takes it at once. */
  private HandshakeStatus wrapHandshake() throws IOException {
    HandshakeStatus next;
    ENCRYPTED.clear();
    do {
      next = wrap(NOTHING).getHandshakeStatus();
    } while (next == HandshakeStatus.NEED_WRAP);
    socket.write(ENCRYPTED.flip());
    if (ENCRYPTED.hasRemaining()) {
      throw new IOException("The socket does not take a handshake");
    }
    return next;
  }

  private SSLEngineResult wrap(ByteBuffer source) throws SSLException {
    SSLEngineResult result = engine.wrap(source, ENCRYPTED);
    if (result.getStatus() != Status.OK) {
      throw new SSLException("Nothing can be sent: " + result.getStatus());
    }
    return result;
  }

  @Override
  public boolean write(ByteBuffer source) throws IOException {
    socket.write(unsent);
    while (source.hasRemaining() && !unsent.hasRemaining()) {
      ENCRYPTED.clear();
      while (source.hasRemaining() && ENCRYPTED.remaining() >= RECORD) {
        wrap(source);
      }
      socket.write(ENCRYPTED.flip());
      unsent = rest(ENCRYPTED);
    }
    return !source.hasRemaining() && !unsent.hasRemaining();
  }

  private static ByteBuffer rest(ByteBuffer shared) {
    return shared.hasRemaining()
        ? ByteBuffer.allocate(shared.remaining()).put(shared).flip()
        : NOTHING;
  }

  @Override
  public void close() throws IOException {
    if (socket.isOpen()) {
      ReferenceCountUtil.release(engine);
      socket.close();
    }
  }
}
