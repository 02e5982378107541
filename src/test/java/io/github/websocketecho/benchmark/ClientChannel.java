package io.github.websocketecho.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A socket of the load client, with or without TLS. It never waits. */
interface ClientChannel {

  /** Begins TLS, if there is any. TCP is open. */
  void begin() throws IOException;

  /** Whether messages can be sent: TLS has been agreed upon. */
  boolean isOpen();

  /** The socket below. */
  SocketChannel socket();

  /** Registers the socket for reading. */
  default SelectionKey register(Selector selector, Object attachment) throws IOException {
    return socket().register(selector, SelectionKey.OP_READ, attachment);
  }

  /**
   * Reads what is there, as far as there is room.
   *
   * @param destination with room for 64 KiB at least
   * @return how many bytes; less than 0 at the end of TCP
   */
  int read(ByteBuffer destination) throws IOException;

  /**
   * Writes as much as the socket accepts, behind what it did not accept before.
   *
   * @return whether nothing is left
   */
  boolean write(ByteBuffer source) throws IOException;

  /** Ends TCP. */
  void close() throws IOException;
}
