package io.github.websocketecho.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.Lock;
import javax.net.ssl.SSLEngine;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * A socket that Tomcat has accepted, with or without TLS: reads and writes what can be read and
 * written now, and gives the socket back to Tomcat at the end.
 */
final class Transport {

  /** A payload of up to so many bytes is copied behind its header rather than written beside it. */
  static final int COPIED = 8 * 1024;

  /** The room that a TLS record needs [bytes]: reading goes on only while there is so much. */
  private static final int RECORD = 17 * 1024;

  private static final Log logger = LogFactory.getLog(Transport.class);

  private final SocketWrapperBase<?> wrapper;
  private final NioChannel channel;
  private final boolean tls;
  // Tomcat uses a channel again for the next client: after the end it must not be touched.
  private boolean closed;

  private boolean outputShut;

  /** Whether the peer has ended its side of TLS: what follows is no part of it. */
  private boolean closeNotified;

  Transport(SocketWrapperBase<?> wrapper) {
    this.wrapper = wrapper;
    this.channel = (NioChannel) wrapper.getSocket();
    this.tls = channel.getClass() != NioChannel.class;
  }

  SocketChannel channel() {
    return channel.getIOChannel();
  }

  /** Null when the socket has ended. */
  @Nullable InetSocketAddress localAddress() {
    return address(SocketChannel::getLocalAddress);
  }

  /** Null when the socket has ended. */
  @Nullable InetSocketAddress remoteAddress() {
    return address(SocketChannel::getRemoteAddress);
  }

  private interface End {
    SocketAddress of(SocketChannel channel) throws IOException;
  }

  private @Nullable InetSocketAddress address(End end) {
    try {
      return end.of(channel()) instanceof InetSocketAddress address ? address : null;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Reads what came together with the opening handshake and lies in Tomcat's buffer. Once, into a
   * buffer with more room than Tomcat's: a second call would read from the socket, and one with
   * less room would leave in Tomcat's buffer what nobody asks for again.
   */
  void readEarly(ByteBuffer input) throws IOException {
    int limit = input.limit();
    wrapper.read(false, input);
    input.limit(limit); // Tomcat lowers it.
    if (channel.getBufHandler() instanceof LentBuffers lent) {
      lent.giveBack();
    }
  }

  /** Less room than this [bytes] and nothing is read. */
  int smallestRead() {
    return tls ? RECORD : 1;
  }

  /** Reads what there is, as far as there is room; returns less than 0 at the end. */
  int read(ByteBuffer input) throws IOException {
    requireOpen();
    if (outputShut) {
      return channel.getIOChannel().read(input);
    }
    if (!tls) {
      return input.hasRemaining() ? channel.read(input) : 0;
    }
    return readRecords(input);
  }

  /**
   * Reads on until there is nothing more, for no event of the socket tells of what lies in TLS. At
   * the peer's close_notify, Tomcat's channel throws, although bytes of the same call may already
   * be in the buffer: they count, and the end is told by the next call.
   */
  private int readRecords(ByteBuffer input) throws IOException {
    int start = input.position();
    int last = 1;
    try {
      while (last > 0 && !closeNotified && input.remaining() >= RECORD) {
        last = channel.read(input);
        closeNotified = isInboundDone();
      }
    } catch (IOException e) {
      closeNotified = isInboundDone();
      if (!closeNotified && input.position() == start) {
        throw e;
      }
    }
    int read = input.position() - start;
    if (read > 0) {
      return read;
    }
    return closeNotified ? -1 : Math.min(last, 0);
  }

  private boolean isInboundDone() {
    if (!(channel instanceof SecureNioChannel secure)) {
      return false;
    }
    @Nullable SSLEngine engine = secure.getSslEngine();
    return engine != null && engine.isInboundDone();
  }

  /** Whether what is read is what the peer has sent, and not TLS that nobody takes apart. */
  boolean readsPlainly() {
    return !tls || !outputShut;
  }

  /** Whether the next read tells of the end, though no event of the socket may say so. */
  boolean hasEndedUnseen() {
    return closeNotified;
  }

  /** Writes as much of the two buffers, one after the other, as the socket takes now. */
  void write(ByteBuffer first, ByteBuffer second) throws IOException {
    if (!first.hasRemaining() && !second.hasRemaining() && unsent() == 0) {
      return;
    }
    requireOpen();
    if (tls) {
      writeRecords(first);
      if (!first.hasRemaining()) {
        writeRecords(second);
      }
      if (unsent() > 0) {
        boolean _ = channel.flushOutbound();
      }
    } else if (!second.hasRemaining()) {
      channel.write(first);
    } else {
      channel.write(new ByteBuffer[] {first, second});
    }
  }

  private void writeRecords(ByteBuffer buffer) throws IOException {
    // Each call takes one record at most, and nothing while the one before is not out.
    while (buffer.hasRemaining() && channel.write(buffer) > 0) {}
  }

  /** What TLS has wrapped and the socket has not taken [bytes]. */
  int unsent() {
    return closed ? 0 : channel.getOutboundRemaining();
  }

  /**
   * Tells the peer that nothing more comes, while what it sends can still be read: as it comes from
   * the network, for TLS has ended.
   *
   * @param truncated whether TLS ends without close_notify, as if something on the way had cut it
   */
  void shutdownOutput(boolean truncated) throws IOException {
    requireOpen();
    outputShut = true;
    if (tls && !truncated) {
      channel.close(); // Sends close_notify, and leaves the socket open.
    }
    channel.getIOChannel().shutdownOutput();
  }

  private void requireOpen() throws ClosedChannelException {
    if (closed || wrapper.isClosed()) {
      throw new ClosedChannelException();
    }
  }

  /** Ends TCP with RST, and gives the socket back. */
  void reset() {
    try {
      if (!closed) {
        // Nothing lingers to be sent: closing takes the connection down at once. Not through the
        // channel, which with TLS would say farewell first.
        channel().setOption(StandardSocketOptions.SO_LINGER, 0);
        channel().close();
        // It is closed for good once every selector has let go of it, and Tomcat's sleeps.
        if (wrapper instanceof NioEndpoint.NioSocketWrapper nio) {
          nio.getPoller().getSelector().wakeup();
        }
      }
    } catch (IOException e) {
      logger.debug("The socket was not reset", e);
    }
    close();
  }

  /** Ends TCP and gives the socket back. */
  void close() {
    closed = true;
    // Tomcat holds the lock until it has done its own part of the upgrade: closing before that
    // would leak its processor.
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
