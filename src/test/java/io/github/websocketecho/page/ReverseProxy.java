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
 * A reverse proxy with a fault. It passes each connection on after it has rewritten the head of its
 * first request, and reads the frames that the server sends.
 */
final class ReverseProxy implements AutoCloseable {

  private static final int CLOSE = 8;

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Queue<Socket> upgraded = new ConcurrentLinkedQueue<>();
  private final int target;
  private final String prefix;
  private final boolean passesUpgrade;
  private final CloseFrames closeFrames;

  /** What becomes of a close frame of the server. */
  @FunctionalInterface
  private interface CloseFrames {
    /** The payload to pass on; null to cut the connection instead. */
    byte @Nullable [] passOn(byte[] payload);
  }

  private ReverseProxy(int target, String prefix, boolean passesUpgrade, CloseFrames closeFrames)
      throws IOException {
    this.target = target;
    this.prefix = prefix;
    this.passesUpgrade = passesUpgrade;
    this.closeFrames = closeFrames;
    Thread.ofVirtual().start(this::accept);
  }

  /** Without a fault. */
  static ReverseProxy to(int target) throws IOException {
    return new ReverseProxy(target, "", true, payload -> payload);
  }

  static ReverseProxy thatTakesOff(String prefix, int target) throws IOException {
    return new ReverseProxy(target, prefix, true, payload -> payload);
  }

  static ReverseProxy thatKnowsNoUpgrade(int target) throws IOException {
    return new ReverseProxy(target, "", false, payload -> payload);
  }

  /** Puts this code into every close frame of the server, and takes the reason out. */
  static ReverseProxy thatClosesWith(int code, int target) throws IOException {
    return new ReverseProxy(
        target, "", true, _ -> ByteBuffer.allocate(Short.BYTES).putShort((short) code).array());
  }

  /** Ends TCP on both sides where it should pass on a close frame of the server. */
  static ReverseProxy thatCutsInsteadOfClosing(int target) throws IOException {
    return new ReverseProxy(target, "", true, _ -> null);
  }

  /** The address of what the server has at a path. */
  String page(String path) {
    return "http://localhost:" + listener.getLocalPort() + "/" + path;
  }

  /** The address of a WebSocket of the server. */
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
        return; // The test is over.
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      String head = readHead(client.getInputStream());
      boolean upgrade = passesUpgrade && head.contains("\r\nUpgrade: websocket\r\n");
      String passedOn = head.replaceFirst(" " + prefix + "/", " /");
      if (!upgrade) {
        // One request a connection, for only the first head is rewritten.
        passedOn =
            passedOn
                .replaceAll("\r\nConnection: [^\r]*", "\r\nConnection: close")
                .replaceAll("\r\nUpgrade: [^\r]*", "");
      }
      server.getOutputStream().write(passedOn.getBytes(ISO_8859_1));
      Thread.ofVirtual().start(() -> pass(client, server));
      String answer = readHead(server.getInputStream());
      client.getOutputStream().write(answer.getBytes(ISO_8859_1));
      if (upgrade && answer.startsWith("HTTP/1.1 101")) {
        upgraded.add(client);
        upgraded.add(server);
        passFrames(new DataInputStream(server.getInputStream()), client.getOutputStream());
      }
      server.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // One of the two has gone away; so does the other.
    }
  }

  /** Up to the first close frame. */
  private void passFrames(DataInputStream server, OutputStream client) throws IOException {
    while (true) {
      int first = server.readUnsignedByte();
      int length = server.readUnsignedByte();
      if ((first & 0x0f) == CLOSE) {
        byte[] payload = closeFrames.passOn(server.readNBytes(length));
        if (payload == null) {
          throw new IOException("Cut");
        }
        client.write(new byte[] {(byte) first, (byte) payload.length});
        client.write(payload);
        return;
      }
      if (length > 125) {
        throw new IOException("This proxy takes short frames only");
      }
      client.write(new byte[] {(byte) first, (byte) length});
      client.write(server.readNBytes(length));
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of the two has gone away; so does the other.
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

  /** Ends every WebSocket connection and takes no more. */
  void stop() throws IOException {
    listener.close();
    cut();
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
