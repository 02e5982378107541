package io.github.websocketecho.tomcat;

import io.github.websocketecho.engine.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.Lock;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.jspecify.annotations.Nullable;

/** A socket that Tomcat has accepted, and gets back at the end. */
abstract class TomcatTransport implements Transport {

  private static final Log logger = LogFactory.getLog(TomcatTransport.class);

  private final NioSocketWrapper wrapper;

  /** Tomcat may use it for another client after the end, so it must not be touched then. */
  private final NioChannel channel;

  private boolean closed;

  TomcatTransport(NioSocketWrapper wrapper, NioChannel channel) {
    this.wrapper = wrapper;
    this.channel = channel;
  }

  final NioChannel channel() {
    return channel;
  }

  /** The socket below TLS. */
  final SocketChannel socket() {
    return channel.getIOChannel();
  }

  /** Whether the socket has been given back. */
  final boolean isClosed() {
    return closed;
  }

  final void requireOpen() throws ClosedChannelException {
    if (closed || wrapper.isClosed()) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public final SelectionKey register(Selector selector, Object attachment)
      throws ClosedChannelException {
    return socket().register(selector, 0, attachment);
  }

  @Override
  public final @Nullable InetSocketAddress localAddress() {
    try {
      return internet(socket().getLocalAddress());
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public final @Nullable InetSocketAddress remoteAddress() {
    try {
      return internet(socket().getRemoteAddress());
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable InetSocketAddress internet(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress internet ? internet : null;
  }

  /**
   * {@inheritDoc}
   *
   * <p>It lies in Tomcat's buffer. A second call would read from the socket, and a call with less
   * room would leave bytes in Tomcat's buffer that nobody asks for again.
   */
  @Override
  public void readEarly(ByteBuffer input) throws IOException {
    int limit = input.limit();
    wrapper.read(false, input);
    input.limit(limit); // Tomcat lowers it.
  }

  @Override
  public final void reset() {
    try {
      if (!closed) {
        // With nothing to linger for, closing sends RST at once. Not through the channel, which
        // with TLS would send close_notify first.
        socket().setOption(StandardSocketOptions.SO_LINGER, 0);
        socket().close();
        // The JDK closes it once each selector has removed its key, and Tomcat's may be asleep.
        wrapper.getPoller().getSelector().wakeup();
      }
    } catch (IOException e) {
      logger.debug("The socket was not reset", e);
    }
    close();
  }

  @Override
  public final void close() {
    closed = true;
    // Tomcat holds the lock until it has done its own part of the upgrade. To close the socket
    // before that would leak Tomcat's processor.
    Lock lock = wrapper.getLock();
    lock.lock();
    try {
      wrapper.close();
    } catch (RuntimeException e) {
      logger.debug("The socket did not close", e);
    } finally {
      lock.unlock();
    }
  }
}
