package io.github.websocketecho.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Opens connections over TLS, each with a full handshake. */
final class TlsOpening implements Opener {

  private final int port;
  private final TlsClient client;
  private final ByteBuffer input = ByteBuffer.allocateDirect(1 << 16);

  TlsOpening(int port) throws IOException {
    this.port = port;
    client = new TlsClient(port, false);
  }

  @Override
  public ClientChannel open(int receiveBuffer, Duration patience) throws IOException {
    SocketChannel socket = Opening.connect(port, receiveBuffer, patience);
    try (Selector selector = Selector.open()) {
      socket.configureBlocking(false);
      TlsChannel channel = client.channel(socket);
      channel.register(selector, channel);
      channel.begin();
      input.clear();
      while (!channel.isOpen()) {
        read(channel, selector, patience);
      }
      channel.write(ByteBuffer.wrap(Opening.request(false)));
      while (!head().endsWith(Opening.HEAD_END)) {
        read(channel, selector, patience);
      }
      Opening.requireUpgraded(head());
      return channel;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void read(TlsChannel channel, Selector selector, Duration patience) throws IOException {
    if (selector.select(patience.toMillis()) == 0) {
      throw new SocketTimeoutException("No answer");
    }
    selector.selectedKeys().clear();
    if (channel.read(input) < 0) {
      throw new EOFException("The server closed a connection");
    }
  }

  /** What has been received of it. The server sends nothing behind it. */
  private String head() {
    return ISO_8859_1.decode(input.duplicate().flip()).toString();
  }
}
