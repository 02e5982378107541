package io.github.websocketecho.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A reverse proxy with a fault. It forwards each connection after it has rewritten the head of the
 * first request, and parses the frames that the server sends.
 */
final class ReverseProxy implements AutoCloseable {

  private static final int CLOSE = 8;

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Queue<Socket> upgraded = new ConcurrentLinkedQueue<>();
  private final int target;
  private final String prefix;
  private final boolean forwardsUpgrade;
  private final CloseFrames closeFrames;
  private final String header;

  /** Changes the server's close frames. */
  @FunctionalInterface
  private interface CloseFrames {
    /** Returns the payload to forward; null to cut the connection instead. */
    byte @Nullable [] change(byte[] payload);
  }

  private ReverseProxy(int target, String prefix, boolean forwardsUpgrade, CloseFrames closeFrames)
      throws IOException {
    this(target, prefix, forwardsUpgrade, closeFrames, "");
  }

  private ReverseProxy(
      int target, String prefix, boolean forwardsUpgrade, CloseFrames closeFrames, String header)
      throws IOException {
    this.header = header;
    this.target = target;
    this.prefix = prefix;
    this.forwardsUpgrade = forwardsUpgrade;
    this.closeFrames = closeFrames;
    Thread.ofVirtual().start(this::accept);
  }

  /** A proxy without a fault. */
  static ReverseProxy to(int target) throws IOException {
    return new ReverseProxy(target, "", true, payload -> payload);
  }

  /** Adds a header, such as {@code Via: 1.1 proxy}, and changes the header {@code Host}. */
  static ReverseProxy addingHeader(String header, int target) throws IOException {
    return new ReverseProxy(target, "", true, payload -> payload, header);
  }

  /** Removes a prefix of the path. */
  static ReverseProxy removingPrefix(String prefix, int target) throws IOException {
    return new ReverseProxy(target, prefix, true, payload -> payload);
  }

  /** Does not forward the headers of an upgrade. */
  static ReverseProxy withoutUpgrade(int target) throws IOException {
    return new ReverseProxy(target, "", false, payload -> payload);
  }

  /** Replaces the code in every close frame of the server, and removes the reason. */
  static ReverseProxy replacingCloseCode(int code, int target) throws IOException {
    return new ReverseProxy(
        target, "", true, _ -> ByteBuffer.allocate(Short.BYTES).putShort((short) code).array());
  }

  /** Ends TCP on both sides instead of forwarding a close frame of the server. */
  static ReverseProxy cuttingInsteadOfClosing(int target) throws IOException {
    return new ReverseProxy(target, "", true, _ -> null);
  }

  /** The address of a page of the server. */
  String page(String path) {
    return "http://localhost:" + listener.getLocalPort() + "/" + path;
  }

  /** The address of a WebSocket endpoint of the server. */
  String server(String path) {
    return "ws://localhost:" + listener.getLocalPort() + "/" + path;
  }

  /** Ends TCP on both sides of every WebSocket connection. */
  void cut() throws IOException {
    for (Socket socket = upgraded.poll(); socket != null; socket = upgraded.poll()) {
      socket.close();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return; // The test has ended.
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      String head = readHead(client.getInputStream());
      boolean upgrade = forwardsUpgrade && head.contains("\r\nUpgrade: websocket\r\n");
      String forwarded = head.replaceFirst(" " + prefix + "/", " /");
      if (!header.isEmpty()) {
        forwarded =
            forwarded.replaceFirst(
                "\r\nHost: [^\r]*", "\r\nHost: localhost:" + target + "\r\n" + header);
      }
      if (!upgrade) {
        // One request per connection, because only the first head is rewritten.
        forwarded =
            forwarded
                .replaceAll("\r\nConnection: [^\r]*", "\r\nConnection: close")
                .replaceAll("\r\nUpgrade: [^\r]*", "");
      }
      server.getOutputStream().write(forwarded.getBytes(ISO_8859_1));
      Thread.ofVirtual().start(() -> forward(client, server));
      String response = readHead(server.getInputStream());
      client.getOutputStream().write(response.getBytes(ISO_8859_1));
      if (upgrade && response.startsWith("HTTP/1.1 101")) {
        upgraded.add(client);
        upgraded.add(server);
        forwardFrames(new DataInputStream(server.getInputStream()), client.getOutputStream());
      }
      server.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // One side has disconnected, so the other is disconnected too.
    }
  }

  /** Forwards frames up to the first close frame. */
  private void forwardFrames(DataInputStream server, OutputStream client) throws IOException {
    while (true) {
      int first = server.readUnsignedByte();
      int length = server.readUnsignedByte();
      if ((first & 0x0f) == CLOSE) {
        byte[] payload = closeFrames.change(server.readNBytes(length));
        if (payload == null) {
          throw new IOException("Cut");
        }
        client.write(new byte[] {(byte) first, (byte) payload.length});
        client.write(payload);
        return;
      }
      if (length > 125) {
        throw new IOException("This proxy forwards only short frames");
      }
      client.write(new byte[] {(byte) first, (byte) length});
      client.write(server.readNBytes(length));
    }
  }

  private static void forward(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side has disconnected, so the other is disconnected too.
    }
  }

  private static String readHead(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("No head");
      }
      head.append((char) b);
    }
    return head.toString();
  }

  /** Ends every WebSocket connection, and accepts no more connections. */
  void stop() throws IOException {
    listener.close();
    cut();
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
