package io.github.websocketecho.support;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/**
 * A TLS client that encrypts and sends records separately, so that several records and FIN can be
 * sent in one segment. Every read ends after {@link RawClient#PATIENCE}.
 */
public final class TlsRecords implements AutoCloseable {

  private static final SSLContext CONTEXT = TrustingTls.context();
  private static final int RECORD = 1 << 15;
  private static final byte[] NOTHING = {};

  private final Socket socket;
  private final SSLEngine engine;
  private final ByteBuffer received = ByteBuffer.allocate(2 * RECORD).flip();

  private TlsRecords(Socket socket, String protocol) throws IOException {
    this.socket = socket;
    socket.setSoTimeout((int) RawClient.PATIENCE.toMillis());
    socket.setTcpNoDelay(true);
    engine = newEngine(protocol);
  }

  private static SSLEngine newEngine(String protocol) {
    SSLEngine engine = CONTEXT.createSSLEngine("localhost", 0);
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(new String[] {protocol});
    return engine;
  }

  /**
   * Connects, and performs the TLS handshake.
   *
   * @param protocol such as {@code TLSv1.3}
   */
  public static TlsRecords connect(int port, String protocol) throws IOException {
    var records = new TlsRecords(new Socket(InetAddress.getLoopbackAddress(), port), protocol);
    try {
      records.handshake();
    } catch (IOException e) {
      records.close();
      throw e;
    }
    return records;
  }

  /** The first record of a handshake. */
  public static byte[] clientHello(String protocol) throws IOException {
    SSLEngine engine = newEngine(protocol);
    engine.beginHandshake();
    ByteBuffer record = ByteBuffer.allocate(RECORD);
    engine.wrap(ByteBuffer.wrap(NOTHING), record);
    return Arrays.copyOf(record.array(), record.position());
  }

  private void handshake() throws IOException {
    engine.beginHandshake();
    HandshakeStatus status = engine.getHandshakeStatus();
    while (status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED) {
      status =
          switch (status) {
            case NEED_TASK -> runTasks(engine);
            case NEED_WRAP -> {
              send(wrap(NOTHING));
              yield engine.getHandshakeStatus();
            }
            default -> {
              byte[] early = unwrap();
              if (early.length > 0) {
                throw new IOException("Received data before the end of the handshake");
              }
              yield engine.getHandshakeStatus();
            }
          };
    }
  }

  /** Does what the engine leaves to its user, and returns what it needs next. */
  public static HandshakeStatus runTasks(SSLEngine engine) {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
    return engine.getHandshakeStatus();
  }

  /** Encrypts bytes to records. Without bytes, returns the pending record of a handshake. */
  public byte[] wrap(byte[] plain) throws IOException {
    var records = new ByteArrayOutputStream();
    ByteBuffer source = ByteBuffer.wrap(plain);
    ByteBuffer record = ByteBuffer.allocate(RECORD);
    do {
      SSLEngineResult result = engine.wrap(source, record.clear());
      if (result.bytesProduced() == 0) {
        throw new IOException("TLS wraps no more: " + result);
      }
      records.write(record.array(), 0, record.position());
    } while (source.hasRemaining());
    return records.toByteArray();
  }

  /** The record with close_notify. Nothing can be sent after it. */
  public byte[] closeNotify() throws IOException {
    engine.closeOutbound();
    return wrap(NOTHING);
  }

  /** The record that makes both sides change keys. TLS 1.3 only (RFC 8446, section 4.6.3). */
  public byte[] keyUpdate() throws IOException {
    engine.beginHandshake();
    return wrap(NOTHING);
  }

  /** Sends bytes unchanged in one write. */
  public void send(byte[] records) throws IOException {
    socket.getOutputStream().write(records);
  }

  /** Reads the bytes of the next record that is not empty. Returns no bytes after close_notify. */
  public byte[] read() throws IOException {
    while (!engine.isInboundDone()) {
      byte[] plain = unwrap();
      if (plain.length > 0) {
        return plain;
      }
    }
    return NOTHING;
  }

  private byte[] unwrap() throws IOException {
    ByteBuffer plain = ByteBuffer.allocate(RECORD);
    while (true) {
      SSLEngineResult result = engine.unwrap(received, plain);
      if (result.getStatus() != Status.BUFFER_UNDERFLOW) {
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
          HandshakeStatus _ = runTasks(engine);
        }
        return Arrays.copyOf(plain.array(), plain.position());
      }
      receive();
    }
  }

  private void receive() throws IOException {
    received.compact();
    InputStream in = socket.getInputStream();
    int read = in.read(received.array(), received.position(), received.remaining());
    if (read < 0) {
      throw new EOFException("TCP ended without close_notify");
    }
    received.position(received.position() + read).flip();
  }

  /** Discards all received bytes. */
  public void skip() throws IOException {
    InputStream in = socket.getInputStream();
    in.skipNBytes(in.available());
  }

  /** The socket below TLS. */
  public Socket socket() {
    return socket;
  }

  /** Ends the client's side of TCP. */
  public void finish() throws IOException {
    socket.shutdownOutput();
  }

  /** Ends TCP without close_notify. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
