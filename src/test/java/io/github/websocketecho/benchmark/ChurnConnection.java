package io.github.websocketecho.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.Function;

/** A short life: opens, gets one echo, closes with 1000, and waits until the server has closed. */
final class ChurnConnection {

  private static final int NORMAL_CLOSURE = 1000;
  private static final ByteBuffer REQUEST = ByteBuffer.wrap(Opening.request(false));
  private static final ByteBuffer CLOSE =
      ByteBuffer.wrap(
          RawClient.frame(true, 0, RawClient.CLOSE, new byte[] {NORMAL_CLOSURE >> 8, (byte) 0xE8}));
  private static final byte[] STATUS = Opening.UPGRADED.getBytes(ISO_8859_1);
  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

  private final SocketChannel socket;
  private final ClientChannel channel;
  private final MessageCycle cycle;
  private final AnswerReader reader;

  private boolean requested;
  private int headLength;
  private int headEnd;

  private ChurnConnection(SocketChannel socket, ClientChannel channel, MessageCycle cycle) {
    this.socket = socket;
    this.channel = channel;
    this.cycle = cycle;
    reader = new AnswerReader(cycle);
  }

  /**
   * @param channels makes a channel of a socket, with or without TLS
   */
  static void open(
      InetSocketAddress server,
      Function<SocketChannel, ClientChannel> channels,
      MessageCycle cycle,
      Selector selector)
      throws IOException {
    SocketChannel socket = SocketChannel.open();
    socket.configureBlocking(false);
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    var connection = new ChurnConnection(socket, channels.apply(socket), cycle);
    socket.register(selector, SelectionKey.OP_CONNECT, connection);
    socket.connect(server);
  }

  /**
   * Does what can be done.
   *
   * @return whether this life is over
   */
  boolean ready(SelectionKey key, ByteBuffer buffer) throws IOException {
    if (key.isConnectable()) {
      socket.finishConnect();
      key.interestOps(SelectionKey.OP_READ);
      channel.begin();
      requestOnceOpen();
      return false;
    }
    if (channel.read(buffer.clear()) < 0) {
      if (reader.closeCode() != NORMAL_CLOSURE) {
        throw new IOException("Closed with " + reader.closeCode());
      }
      channel.close();
      return true;
    }
    buffer.flip();
    requestOnceOpen();
    if (headEnd < HEAD_END.length && readHead(buffer)) {
      write(cycle.requests().limit(cycle.requestOffset(1)));
    }
    if (reader.read(buffer) > 0) {
      write(CLOSE);
    }
    return false;
  }

  private void requestOnceOpen() throws IOException {
    if (!requested && channel.isOpen()) {
      requested = true;
      write(REQUEST);
    }
  }

  private boolean readHead(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining() && headEnd < HEAD_END.length) {
      byte b = buffer.get();
      if (headLength < STATUS.length && b != STATUS[headLength]) {
        throw new IOException("Not upgraded");
      }
      headLength++;
      headEnd = b == HEAD_END[headEnd] ? headEnd + 1 : b == HEAD_END[0] ? 1 : 0;
    }
    return headEnd == HEAD_END.length;
  }

  /** So little that a socket takes it at once. */
  private void write(ByteBuffer bytes) throws IOException {
    channel.write(bytes.duplicate());
  }

  void abandon() throws IOException {
    channel.close();
  }
}
