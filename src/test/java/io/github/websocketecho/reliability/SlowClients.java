package io.github.websocketecho.reliability;

import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;

/** Clients that hold what they can of a server: none of them reads, and each stops half-way. */
final class SlowClients implements AutoCloseable {

  private static final int LARGE_MESSAGE = 1 << 20;
  private static final int UNFINISHED_FRAME = 16_000;
  private static final int LARGEST_WINDOW = 1 << 15;
  private static final int RSV1 = 4;
  private static final int RECEIVE_BUFFER = 1 << 16;
  private static final int LONGEST_WAIT_MILLIS = 50;
  private static final Duration BYTE = Duration.ofSeconds(1);
  private static final byte[] HALF_A_REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websoc".getBytes(StandardCharsets.US_ASCII);

  private final InetSocketAddress server;
  private final Selector selector = Selector.open();
  private final List<SocketChannel> silent = new ArrayList<>();
  private final Thread thread;
  private volatile boolean over;

  SlowClients(int port) throws IOException {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    thread = Thread.ofPlatform().daemon().name("slow-clients").start(this::run);
  }

  /** Send one large message after the other as far as the server takes them, and never read. */
  void addReaders(int count) throws IOException {
    byte[] frame = RawClient.frame(true, 0, RawClient.BINARY, new byte[LARGE_MESSAGE]);
    ByteBuffer shared = ByteBuffer.allocateDirect(frame.length).put(frame).flip();
    for (int i = 0; i < count; i++) {
      register(open(), SelectionKey.OP_WRITE, new Sender(shared.duplicate(), Duration.ZERO));
    }
  }

  /** Send a large message, one byte a second. */
  void addWriters(int count) throws IOException {
    byte[] frame = RawClient.frame(true, 0, RawClient.TEXT, new byte[LARGE_MESSAGE]);
    for (int i = 0; i < count; i++) {
      register(open(), 0, new Sender(ByteBuffer.wrap(frame), BYTE));
    }
  }

  /** Send all of a frame but its last byte, and then nothing more. */
  void addUnfinishedFrames(int count) throws IOException {
    byte[] frame = RawClient.frame(true, 0, RawClient.TEXT, new byte[UNFINISHED_FRAME]);
    for (int i = 0; i < count; i++) {
      SocketChannel channel = open();
      silent.add(channel);
      channel.write(ByteBuffer.wrap(frame, 0, frame.length - 1));
    }
  }

  /** Send the first half of a message that is compressed, though nothing can be gained by it. */
  void addUnfinishedCompressedMessages(int count) throws IOException {
    byte[] noise = new byte[LARGEST_WINDOW + 1];
    new Random(count).nextBytes(noise);
    byte[] compressed = new byte[2 * noise.length];
    int length;
    try (var deflater = new Deflater(Deflater.BEST_SPEED, true)) {
      deflater.setInput(noise);
      length = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
    }
    byte[] half = RawClient.frame(false, RSV1, RawClient.BINARY, Arrays.copyOf(compressed, length));
    for (int i = 0; i < count; i++) {
      SocketChannel channel = open("Sec-WebSocket-Extensions: permessage-deflate");
      silent.add(channel);
      channel.write(ByteBuffer.wrap(half));
    }
  }

  /** Send half of an opening handshake, and then nothing more. */
  void addHalfOpenHandshakes(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open(server);
      silent.add(channel);
      channel.write(ByteBuffer.wrap(HALF_A_REQUEST));
    }
  }

  private SocketChannel open(String... moreHeaders) throws IOException {
    var channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
    channel.connect(server);
    List<String> lines = new ArrayList<>();
    lines.add("GET / HTTP/1.1");
    lines.addAll(RawClient.HANDSHAKE);
    lines.addAll(List.of(moreHeaders));
    String head = String.join("\r\n", lines) + "\r\n\r\n";
    channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
    var answer = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (answer.indexOf("\r\n\r\n") < 0 && channel.read(one.clear()) > 0) {
      answer.append((char) one.get(0));
    }
    if (!answer.toString().startsWith("HTTP/1.1 101 ")) {
      throw new IOException("Not upgraded: " + answer);
    }
    return channel;
  }

  private void register(SocketChannel channel, int interest, Sender sender) throws IOException {
    channel.configureBlocking(false);
    channel.register(selector, interest, sender);
    selector.wakeup();
  }

  private void run() {
    try {
      while (!over) {
        selector.select(LONGEST_WAIT_MILLIS);
        long now = System.nanoTime();
        for (SelectionKey key : List.copyOf(selector.keys())) {
          if (key.isValid()) {
            ((Sender) key.attachment()).send(key, now);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    over = true;
    selector.wakeup();
    try {
      thread.join(RawClient.PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (SelectionKey key : List.copyOf(selector.keys())) {
      key.channel().close();
    }
    selector.close();
    for (SocketChannel channel : silent) {
      channel.close();
    }
  }

  /** What one of them sends, and how fast. */
  private static final class Sender {

    private final ByteBuffer message;
    private final Duration pause;
    private long next;

    private Sender(ByteBuffer message, Duration pause) {
      this.message = message;
      this.pause = pause;
      next = System.nanoTime();
    }

    private void send(SelectionKey key, long now) {
      if (now - next < 0) {
        return;
      }
      try {
        var channel = (SocketChannel) key.channel();
        if (pause.isZero()) {
          channel.write(message);
          if (!message.hasRemaining()) {
            message.rewind();
          }
        } else {
          channel.write(message.duplicate().limit(message.position() + 1));
          message.position(message.position() + 1);
          next = now + pause.toNanos();
        }
      } catch (IOException e) {
        key.cancel(); // A server may well throw such a client out.
      }
    }
  }
}
