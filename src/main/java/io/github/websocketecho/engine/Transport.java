package io.github.websocketecho.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * The socket of one connection, with or without TLS. It never waits: it reads and writes as much as
 * is possible now. From {@link #register} on it is used by the thread of the connection's loop
 * alone.
 */
public interface Transport extends SocketWriter {

  /**
   * Registers the socket with the selector of a loop, for no operation yet.
   *
   * @param attachment of the key that is returned
   */
  SelectionKey register(Selector selector, Object attachment) throws ClosedChannelException;

  /** The server's end of the connection; null if the socket has been closed. */
  @Nullable InetSocketAddress localAddress();

  /** The client's end of the connection, or that of its proxy; null if the socket is closed. */
  @Nullable InetSocketAddress remoteAddress();

  /**
   * Reads what the client sent together with its opening handshake. Called once, before any {@link
   * #read}.
   *
   * @param input has more room than the buffer in which the server reads a request's head
   */
  void readEarly(ByteBuffer input) throws IOException;

  /** The least room [bytes] that {@link #read} needs: with less it reads nothing. */
  int smallestRead();

  /**
   * Reads what has been received, as far as there is room.
   *
   * @return how many bytes; less than 0 at the end of the client's side
   */
  int read(ByteBuffer input) throws IOException;

  /** Whether {@link #read} returns what the client sent, and not TLS that nobody decrypts. */
  boolean readsPlainly();

  /** Whether the next {@link #read} reports the end, although the selector may not. */
  boolean hasEndedUnseen();

  /** How much [bytes] has been encrypted and not been accepted by the socket. */
  int unsent();

  /**
   * Ends the server's side. What the client sends can still be read, as it is on the network,
   * because TLS has ended.
   *
   * @param truncated whether TLS ends without close_notify, as if an attacker had cut it
   */
  void shutdownOutput(boolean truncated) throws IOException;

  /** Ends TCP with RST. */
  void reset();

  /** Ends TCP. */
  void close();
}
