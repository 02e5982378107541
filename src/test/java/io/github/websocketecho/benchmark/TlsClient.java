package io.github.websocketecho.benchmark;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;

/** Begins TLS on sockets of the load client. */
final class TlsClient {

  private static final String SERVER = "localhost";

  private final CountingTrust trust = new CountingTrust();
  private final SslContext context = TlsContexts.client(trust);
  private final int port;
  private final boolean resuming;

  /**
   * @param resuming whether a connection goes on with the session of one before it, if there is one
   */
  TlsClient(int port, boolean resuming) throws IOException {
    this.port = port;
    this.resuming = resuming;
  }

  /** How many handshakes were full ones, with a certificate. */
  long fullHandshakes() {
    return trust.certificates();
  }

  /**
   * @param socket not blocking
   */
  TlsChannel channel(SocketChannel socket) {
    ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
    // A session is found by the name and the port of its server.
    SSLEngine engine =
        resuming ? context.newEngine(allocator, SERVER, port) : context.newEngine(allocator);
    return new TlsChannel(socket, engine);
  }
}
