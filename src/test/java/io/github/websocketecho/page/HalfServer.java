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

/** A server that does half of what it should, for what the page has to explain. */
final class HalfServer implements AutoCloseable {

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  private HalfServer(Behaviour behaviour) throws IOException {
    Thread.ofVirtual().start(() -> accept(behaviour));
  }

  @FunctionalInterface
  private interface Behaviour {
    void meet(Socket socket) throws IOException;
  }

  static HalfServer thatNeverAnswers() throws IOException {
    return new HalfServer(_ -> {});
  }

  static HalfServer thatResetsAfterTheHandshake() throws IOException {
    return new HalfServer(
        socket -> {
          var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
          String key = "";
          for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.startsWith("Sec-WebSocket-Key: ")) {
              key = line.substring("Sec-WebSocket-Key: ".length());
            }
          }
          String answer =
              "HTTP/1.1 101 \r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                  + accept(key)
                  + "\r\n\r\n";
          socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
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
        behaviour.meet(socket);
      } catch (IOException e) {
        // The test is over, or the browser has gone away.
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
