package io.github.websocketecho.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Ends the connections whose clients take too long for TLS or for the head of a request. Tomcat's
 * own timeout is for each read: a byte now and then would hold a connection for hours.
 */
final class SlowHeads {

  private SlowHeads() {}

  /** Ends TCP where TLS, or the head of a request, has begun longer than this ago. Any thread. */
  static void end(Iterable<? extends SocketWrapperBase<NioChannel>> sockets, long timeoutMillis) {
    for (SocketWrapperBase<NioChannel> socket : sockets) {
      if (isSlow(socket, timeoutMillis)) {
        endIfSlow(socket, timeoutMillis);
      }
    }
  }

  private static void endIfSlow(SocketWrapperBase<NioChannel> socket, long timeoutMillis) {
    Lock lock = socket.getLock();
    if (!lock.tryLock()) {
      return; // Something is done with it just now, so another look will do.
    }
    try {
      // Nobody else changes anything now.
      if (isSlow(socket, timeoutMillis)) {
        socket.close();
      }
    } finally {
      lock.unlock();
    }
  }

  private static boolean isSlow(SocketWrapperBase<NioChannel> socket, long timeoutMillis) {
    if (socket.getCurrentProcessor() instanceof Processor processor) {
      return isWithinHead(processor)
          && System.nanoTime() - processor.getRequest().getStartTimeNanos()
              > TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    }
    // TLS reads past the wrapper, so this is the time at which the connection was accepted.
    return socket instanceof NioEndpoint.NioSocketWrapper nio
        && !nio.isClosed()
        && !nio.getSocket().isHandshakeComplete()
        && System.currentTimeMillis() - nio.getLastRead() > timeoutMillis;
  }

  /**
   * Whether the head of a request has begun and not ended. Between two requests Tomcat takes the
   * processor away from the socket, and while it answers one it holds the lock.
   */
  private static boolean isWithinHead(Processor processor) {
    return !processor.isUpgrade()
        && !processor.isAsync()
        && processor.getRequest().getStartTimeNanos() >= 0;
  }
}
