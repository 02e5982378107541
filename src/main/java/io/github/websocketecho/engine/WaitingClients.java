package io.github.websocketecho.engine;

import java.nio.channels.SelectionKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * The connections whose clients are waited for: for TLS, for the head of a request, for its body,
 * or for another request. It ends those that take too long, and those that wait the longest where
 * there are too many. Tomcat's own timeout is for each read: a byte now and then would hold a
 * connection, or a thread where it is one of a body, for hours. Any thread.
 */
final class WaitingClients {

  /** Whose client has not been waited for so long is not ended to make room. */
  private static final long YOUNGEST_MILLIS = 100;

  /**
   * Nobody has had an answer for so many times the timeout who kept each of them: for TLS, for the
   * quiet before a request, for its head, and for its body.
   */
  private static final int TIMES = 4;

  private static final long AT_ONCE_MILLIS = 1;

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

  /**
   * Ends TCP where TLS, or the head of a request, has begun longer than this ago, or where nothing
   * has been answered for four times as long.
   */
  void endLate(long timeoutMillis) {
    sockets().forEach(socket -> endIfLate(socket, timeoutMillis));
  }

  private static void endIfLate(NioSocketWrapper socket, long timeoutMillis) {
    if (!isLate(socket, timeoutMillis)) {
      return;
    }
    boolean alone = ifAlone(socket, () -> isLate(socket, timeoutMillis));
    if (!alone) {
      // A thread is at it, and may wait for a body, be it to pass over it: no read waits any more.
      // An answer that just takes long is not hurt, and the next request has its own timeout.
      socket.setReadTimeout(AT_ONCE_MILLIS);
    }
  }

  private static boolean isLate(NioSocketWrapper socket, long timeoutMillis) {
    if (socket.getCurrentProcessor() instanceof Processor processor) {
      return isWithinHead(processor) && waitedMillis(socket) > timeoutMillis;
    }
    return !socket.isClosed()
        && (socket.getSocket().isHandshakeComplete()
            // Between two requests, where Tomcat passes over empty lines, or busy with one.
            ? System.currentTimeMillis() - socket.getLastWrite() > TIMES * timeoutMillis
            : waitedMillis(socket) > timeoutMillis);
  }

  /** Ends those that have waited the longest, if there are more than so many. */
  void leave(int most) {
    endLongest(most, WaitingClients::isWaiting, YOUNGEST_MILLIS);
  }

  /**
   * Ends those whose heads began first, if more than so many have begun and not ended. However
   * short that has been, for these take memory.
   */
  void leaveHeads(int most) {
    endLongest(most, WaitingClients::isWaitingWithinHead, 0);
  }

  private void endLongest(int most, Predicate<NioSocketWrapper> which, long youngestMillis) {
    List<Waiting> waiting =
        sockets()
            .filter(which)
            .map(socket -> new Waiting(socket, waitedMillis(socket)))
            .sorted(Comparator.comparingLong(Waiting::millis).reversed())
            .toList();
    waiting.stream()
        .limit(Math.max(0, waiting.size() - most))
        .filter(each -> each.millis() >= youngestMillis)
        .map(Waiting::socket)
        .forEach(socket -> ifAlone(socket, () -> which.test(socket)));
  }

  private record Waiting(NioSocketWrapper socket, long millis) {}

  /**
   * Ends TCP if that is so while nobody else does anything with the socket; returns false where
   * somebody does.
   */
  private static boolean ifAlone(NioSocketWrapper socket, BooleanSupplier isToEnd) {
    Lock lock = socket.getLock();
    if (!lock.tryLock()) {
      return false;
    }
    try {
      if (isToEnd.getAsBoolean()) {
        socket.close();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing is done before the client sends something, and that would be HTTP or TLS. */
  private static boolean isWaiting(NioSocketWrapper socket) {
    return !socket.isClosed()
        && socket.interestOpsHas(SelectionKey.OP_READ)
        && !(socket.getCurrentProcessor() instanceof Processor processor
            && (processor.isUpgrade() || processor.isAsync()));
  }

  private static boolean isWaitingWithinHead(NioSocketWrapper socket) {
    return isWaiting(socket)
        && socket.getCurrentProcessor() instanceof Processor processor
        && isWithinHead(processor);
  }

  /**
   * Whether the head of a request has begun and not ended. Between two requests, and while a thread
   * is busy with one, Tomcat takes the processor away from the socket.
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
