package io.github.websocketecho.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A socket without TLS. */
record PlainChannel(SocketChannel socket) implements ClientChannel {

  @Override
  public void begin() {}

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public int read(ByteBuffer destination) throws IOException {
    return socket.read(destination);
  }

  @Override
  public boolean write(ByteBuffer source) throws IOException {
    socket.write(source);
    return !source.hasRemaining();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
