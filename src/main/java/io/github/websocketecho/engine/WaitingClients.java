package io.github.websocketecho.engine;

import java.nio.channels.SelectionKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * The connections whose clients are waited for: for TLS, for the head of a request, or for another
 * request. It ends those that take too long, and those that wait the longest where there are too
 * many. Tomcat's own timeout is for each read: a byte now and then would hold a connection for
 * hours. Any thread.
 */
final class WaitingClients {

  /** Whose client has not been waited for so long is not ended to make room. */
  private static final long YOUNGEST_MILLIS = 100;

  private final Collection<? extends SocketWrapperBase<NioChannel>> all;

  /**
   * @param all connections of an endpoint
   */
  WaitingClients(Collection<? extends SocketWrapperBase<NioChannel>> all) {
    this.all = all;
  }

  private Stream<NioSocketWrapper> sockets() {
    return all.stream().map(NioSocketWrapper.class::cast);
  }

  /** Ends TCP where TLS, or the head of a request, has begun longer than this ago. */
  void endLate(long timeoutMillis) {
    sockets().forEach(socket -> endIfLate(socket, timeoutMillis));
  }

  private static void endIfLate(NioSocketWrapper socket, long timeoutMillis) {
    if (isLate(socket, timeoutMillis)) {
      alone(
          socket,
          () -> {
            if (isLate(socket, timeoutMillis)) {
              socket.close();
            }
          });
    }
  }

  private static boolean isLate(NioSocketWrapper socket, long timeoutMillis) {
    return isWithinHeadOrTls(socket) && waitedMillis(socket) > timeoutMillis;
  }

  /** Ends those that have waited the longest, if there are more than so many. */
  void leave(int most) {
    List<Waiting> waiting =
        sockets()
            .filter(WaitingClients::isWaiting)
            .map(socket -> new Waiting(socket, waitedMillis(socket)))
            .sorted(Comparator.comparingLong(Waiting::millis).reversed())
            .toList();
    waiting.stream()
        .limit(Math.max(0, waiting.size() - most))
        .filter(each -> each.millis() >= YOUNGEST_MILLIS)
        .forEach(each -> endIfWaiting(each.socket()));
  }

  private record Waiting(NioSocketWrapper socket, long millis) {}

  private static void endIfWaiting(NioSocketWrapper socket) {
    alone(
        socket,
        () -> {
          if (isWaiting(socket)) {
            socket.close();
          }
        });
  }

  /** Does something while nobody else does; nothing where something is done just now. */
  private static void alone(NioSocketWrapper socket, Runnable action) {
    Lock lock = socket.getLock();
    if (lock.tryLock()) {
      try {
        action.run();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Whether nothing is done before the client sends something, and that would be HTTP or TLS. */
  private static boolean isWaiting(NioSocketWrapper socket) {
    return !socket.isClosed()
        && socket.interestOpsHas(SelectionKey.OP_READ)
        && !(socket.getCurrentProcessor() instanceof Processor processor
            && (processor.isUpgrade() || processor.isAsync()));
  }

  private static boolean isWithinHeadOrTls(NioSocketWrapper socket) {
    if (socket.getCurrentProcessor() instanceof Processor processor) {
      return isWithinHead(processor);
    }
    return !socket.isClosed() && !socket.getSocket().isHandshakeComplete();
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

  /** Since when the head has begun, or else something was read. */
  private static long waitedMillis(NioSocketWrapper socket) {
    if (socket.getCurrentProcessor() instanceof Processor processor && isWithinHead(processor)) {
      return TimeUnit.NANOSECONDS.toMillis(
          System.nanoTime() - processor.getRequest().getStartTimeNanos());
    }
    // TLS reads past the wrapper, so this is the time at which the connection was accepted.
    return System.currentTimeMillis() - socket.getLastRead();
  }
}
