package io.github.websocketecho.tomcat;

import io.github.websocketecho.engine.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Ends TCP after the response to a request that the client may still be sending (RFC 9112, section
 * 9.6): sends FIN, and discards input until the client ends TCP too. If TCP ended at once, what the
 * client sends would be answered with RST, and many clients would report that instead of the
 * response. It never blocks. One thread at a time.
 */
final class LingeringClose {

  /** The most input that is discarded [bytes]. After that, TCP ends. */
  private static final long MOST = 16 * 1024 * 1024;

  /** How often the socket is read before other sockets get the thread. */
  private static final int READS = 4;

  /** What all clients send is written here, and never read. */
  private static final ByteBuffer BIN = ByteBuffer.allocateDirect(64 * 1024);

  private final NioSocketWrapper socket;
  private final Transport transport;
  private long discarded;

  private LingeringClose(NioSocketWrapper socket) {
    this.socket = socket;
    transport = SocketTakeover.transport(socket);
  }

  /**
   * Sends FIN, over TLS after close_notify.
   *
   * @throws IOException if TCP has ended
   */
  static LingeringClose start(NioSocketWrapper socket) throws IOException {
    var close = new LingeringClose(socket);
    close.transport.shutdownOutput(false);
    return close;
  }

  /** Whether it closes this socket. */
  boolean isOf(SocketWrapperBase<?> other) {
    return socket.equals(other);
  }

  /**
   * Discards what has been received.
   *
   * @return false if the client has ended TCP, or has sent too much
   * @throws IOException if TCP broke
   */
  boolean discard() throws IOException {
    int read = 1;
    for (int i = 0; i < READS && read > 0; i++) {
      read = transport.read(BIN.duplicate());
      discarded += read;
    }
    return read >= 0 && discarded < MOST;
  }
}
