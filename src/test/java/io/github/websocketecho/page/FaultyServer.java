package io.github.websocketecho.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server with a fault that the page has to explain. */
final class FaultyServer implements AutoCloseable {

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  private FaultyServer(Behaviour behaviour) throws IOException {
    Thread.ofVirtual().start(() -> accept(behaviour));
  }

  @FunctionalInterface
  private interface Behaviour {
    void serve(Socket socket) throws IOException;
  }

  /** Accepts TCP connections, and never responds. */
  static FaultyServer withoutResponse() throws IOException {
    return new FaultyServer(_ -> {});
  }

  /** Accepts opening handshakes, and ends TCP without a close frame. */
  static FaultyServer breakingOffAfterTheHandshake() throws IOException {
    return new FaultyServer(
        socket -> {
          var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
          String key = "";
          for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.startsWith("Sec-WebSocket-Key: ")) {
              key = line.substring("Sec-WebSocket-Key: ".length());
            }
          }
          String response =
              "HTTP/1.1 101 \r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                  + accept(key)
                  + "\r\n\r\n";
          socket.getOutputStream().write(response.getBytes(ISO_8859_1));
          socket.shutdownOutput();
          socket.close();
        });
  }

  String address() {
    return "ws://localhost:" + listener.getLocalPort() + "/";
  }

  private void accept(Behaviour behaviour) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        behaviour.serve(socket);
      } catch (IOException e) {
        // The test has ended, or the browser has disconnected.
      }
    }
  }

  private static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
