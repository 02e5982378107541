package io.github.websocketecho.tomcat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;

/**
 * A socket without TLS. Tomcat's poller gets it only if Tomcat waits for its client: most opening
 * handshakes need no wait, and the loop of the connection polls the socket after them.
 */
final class AcceptedSocket extends NioSocketWrapper {

  /** Whether nothing has been received. Guarded by the lock of the socket. */
  private boolean fresh = true;

  AcceptedSocket(NioChannel channel, NioEndpoint endpoint) {
    super(channel, endpoint);
  }

  /**
   * Runs an action with the lock of the socket, if the first bytes of the client are the whole head
   * of an opening handshake. What has been received is in Tomcat's buffer afterwards.
   *
   * @return what the action returns; false if it did not run
   */
  boolean ifHandshake(OpeningHead opening, BooleanSupplier action) {
    Lock lock = getLock();
    if (!lock.tryLock()) {
      return false;
    }
    try {
      return fresh && !isClosed() && receives(opening) && action.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  private boolean receives(OpeningHead opening) {
    SocketBufferHandler buffers = getSocket().getBufHandler();
    buffers.configureReadBufferForWrite();
    int received = receive(buffers);
    if (received <= 0) {
      buffers.reset();
      return false; // Tomcat finds the end or the failure.
    }
    fresh = false;
    updateLastRead();
    buffers.configureReadBufferForRead();
    return opening.isWhole(buffers.getReadBuffer());
  }

  private int receive(SocketBufferHandler buffers) {
    try {
      return getSocket().read(buffers.getReadBuffer());
    } catch (IOException e) {
      return 0; // Tomcat's own read fails too.
    }
  }

  /**
   * Reads nothing but the handshake on a thread that must not wait, because the next request of the
   * client may need a wait.
   */
  @Override
  public int read(boolean block, ByteBuffer to) throws IOException {
    boolean isNext = PromptHandshakes.isCurrent() && getSocketBufferHandler().isReadBufferEmpty();
    return isNext && !block ? 0 : super.read(block, to);
  }

  /** Whether Tomcat's buffer has the first bytes of the client. The thread that accepted it. */
  boolean hasReceived() {
    return !fresh;
  }

  /** Has the poller wait for the first bytes. */
  void awaitFirst() {
    interestOps(SelectionKey.OP_READ); // As Tomcat does before the poller sets it.
    registerReadInterest();
  }

  @Override
  public void registerReadInterest() {
    register();
    super.registerReadInterest();
  }

  @Override
  public void registerWriteInterest() {
    register();
    super.registerWriteInterest();
  }

  /**
   * Registers the socket with the poller, which would close it otherwise. The poller waits for
   * nothing yet, so this needs no system call.
   */
  void register() {
    var channel = getSocket().getIOChannel();
    var selector = getPoller().getSelector();
    if (channel != null && channel.keyFor(selector) == null) {
      try {
        channel.register(selector, 0, this);
      } catch (ClosedChannelException e) {
        // The poller finds out too.
      }
    }
  }
}
