package io.github.websocketecho.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.websocketecho.support.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Opens connections. */
final class Opening {

  static final String UPGRADED = "HTTP/1.1 101";

  static final String HEAD_END = "\r\n\r\n";

  private static final int LONGEST_HEAD = 8192;

  private Opening() {}

  static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** What a client says first. */
  static byte[] request(boolean deflate) {
    return ("GET / HTTP/1.1\r\n"
            + String.join("\r\n", RawClient.HANDSHAKE)
            + (deflate ? "\r\nSec-WebSocket-Extensions: permessage-deflate" : "")
            + HEAD_END)
        .getBytes(ISO_8859_1);
  }

  /**
   * An open connection, not blocking.
   *
   * @param receiveBuffer of the socket, in bytes; 0 for that of the system
   * @throws IOException if it does not come in time
   */
  static SocketChannel open(int port, boolean deflate, int receiveBuffer, Duration patience)
      throws IOException {
    SocketChannel channel = connect(port, receiveBuffer, patience);
    try {
      channel.socket().setSoTimeout((int) patience.toMillis());
      channel.write(ByteBuffer.wrap(request(deflate)));
      String head = readHead(channel.socket().getInputStream());
      requireUpgraded(head);
      if (deflate && !head.contains("permessage-deflate")) {
        throw new IOException("permessage-deflate was not accepted");
      }
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** A socket, blocking, on which nothing has been sent. */
  static SocketChannel connect(int port, int receiveBuffer, Duration patience) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      if (receiveBuffer > 0) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
      }
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.socket().connect(address(port), (int) patience.toMillis());
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  static void requireUpgraded(String head) throws IOException {
    if (!head.startsWith(UPGRADED)) {
      throw new IOException("Not upgraded: " + head.lines().findFirst().orElse("no answer"));
    }
  }

  /** Byte by byte, so that nothing of what follows is taken. */
  private static String readHead(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && head.size() < LONGEST_HEAD; b = in.read()) {
      head.write(b);
      if (b == '\n' && head.toString(ISO_8859_1).endsWith(HEAD_END)) {
        break;
      }
    }
    return head.toString(ISO_8859_1);
  }
}
