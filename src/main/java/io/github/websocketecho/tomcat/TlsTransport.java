package io.github.websocketecho.tomcat;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.jspecify.annotations.Nullable;

/** A socket with TLS, which Tomcat's channel encrypts and decrypts. */
final class TlsTransport extends TomcatTransport {

  /** The room that a TLS record needs [bytes]. With less, the channel is not read. */
  private static final int RECORD = 17 * 1024;

  private final SecureNioChannel channel;

  private boolean outputShut;

  /** Whether the client has ended its side of TLS. Later bytes are not part of it. */
  private boolean closeNotified;

  TlsTransport(NioSocketWrapper wrapper, SecureNioChannel channel) {
    super(wrapper, channel);
    this.channel = channel;
  }

  @Override
  public int smallestRead() {
    return RECORD;
  }

  @Override
  public int read(ByteBuffer input) throws IOException {
    requireOpen();
    return outputShut ? socket().read(input) : readRecords(input);
  }

  /**
   * Reads until nothing is left, because the selector does not report bytes that the channel
   * buffers. At the client's close_notify, the channel throws, although the same call may have put
   * bytes into the buffer. These bytes count, and the next call reports the end.
   */
  private int readRecords(ByteBuffer input) throws IOException {
    int start = input.position();
    int last = 1;
    try {
      while (last > 0 && !closeNotified && input.remaining() >= RECORD) {
        last = channel.read(input);
        closeNotified = isInboundDone();
      }
    } catch (IOException e) {
      closeNotified = isInboundDone();
      if (!closeNotified && input.position() == start) {
        throw e;
      }
    }
    int read = input.position() - start;
    if (read > 0) {
      return read;
    }
    return closeNotified ? -1 : Math.min(last, 0);
  }

  private boolean isInboundDone() {
    @Nullable SSLEngine engine = channel.getSslEngine();
    return engine != null && engine.isInboundDone();
  }

  @Override
  public boolean readsPlainly() {
    return !outputShut;
  }

  @Override
  public boolean hasEndedUnseen() {
    return closeNotified;
  }

  @Override
  public void write(ByteBuffer first, ByteBuffer second) throws IOException {
    if (!first.hasRemaining() && !second.hasRemaining() && unsent() == 0) {
      return;
    }
    requireOpen();
    writeRecords(first);
    if (!first.hasRemaining()) {
      writeRecords(second);
    }
    if (unsent() > 0) {
      boolean _ = channel.flushOutbound();
    }
  }

  private void writeRecords(ByteBuffer buffer) throws IOException {
    // Each call encrypts at most one record, and none until the socket has accepted the last one.
    while (buffer.hasRemaining() && channel.write(buffer) > 0) {}
  }

  @Override
  public int unsent() {
    return isClosed() ? 0 : channel.getOutboundRemaining();
  }

  @Override
  public void shutdownOutput(boolean truncated) throws IOException {
    requireOpen();
    outputShut = true;
    if (!truncated) {
      channel.close(); // Sends close_notify, and leaves the socket open.
    }
    socket().shutdownOutput();
  }
}
