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

/** A socket that Tomcat has accepted. It is returned to Tomcat at the end. */
abstract class TomcatTransport implements Transport {

  private static final Log logger = LogFactory.getLog(TomcatTransport.class);

  private final NioSocketWrapper wrapper;

  /** Must not be used after the end, because Tomcat may reuse it for another client. */
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

  /** Whether the socket has been returned to Tomcat. */
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
   * <p>The bytes are in Tomcat's buffer. A second call would read from the socket, and a call with
   * less room would leave bytes in Tomcat's buffer that are never read.
   */
  @Override
  public final void readEarly(ByteBuffer input) throws IOException {
    int limit = input.limit();
    wrapper.read(false, input);
    input.limit(limit); // Tomcat lowers it.
    channel.getBufHandler().free(); // From now on Tomcat reads and writes nothing.
  }

  @Override
  public final void reset() {
    try {
      if (!closed) {
        // With SO_LINGER 0, closing sends RST at once. Not through the channel, which would send
        // close_notify first if it has TLS.
        socket().setOption(StandardSocketOptions.SO_LINGER, 0);
        socket().close();
        // The JDK closes it when each selector has removed its key, and Tomcat's may be waiting.
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
    // Tomcat holds the lock until its own part of the upgrade is done. Closing the socket before
    // that would leak Tomcat's processor.
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
