package io.github.websocketecho.tomcat;

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
 * Limits the connections that wait for their client: for TLS, for the head of a request, for its
 * body, for another request, or in a {@link LingeringClose}, which counts as an incomplete head.
 * Ends those that exceed the timeout and, if there are too many, those that have waited the
 * longest. Tomcat's own timeout applies to each read, so a client that sends a byte now and then
 * could occupy a connection, or the thread that reads its body, for hours. Any thread.
 */
final class PendingRequests {

  /** A connection that has waited less is not ended to make room. */
  private static final long YOUNGEST_MILLIS = 100;

  /**
   * A request may use one timeout each for TLS, the pause before it, its head and its body, so it
   * is answered within this number of timeouts.
   */
  private static final int TIMEOUTS_OF_A_REQUEST = 4;

  private static final long AT_ONCE_MILLIS = 1;

  private final Collection<? extends SocketWrapperBase<NioChannel>> all;

  /**
   * @param all the connections of an endpoint: a live view
   */
  PendingRequests(Collection<? extends SocketWrapperBase<NioChannel>> all) {
    this.all = all;
  }

  private Stream<NioSocketWrapper> sockets() {
    return all.stream().map(NioSocketWrapper.class::cast);
  }

  /**
   * Ends TCP of the connections whose TLS handshake or request head exceeds the timeout, and of
   * those to which nothing has been sent for four timeouts.
   */
  void endOverdue(long timeoutMillis) {
    sockets().forEach(socket -> endIfOverdue(socket, timeoutMillis));
  }

  private static void endIfOverdue(NioSocketWrapper socket, long timeoutMillis) {
    if (!isOverdue(socket, timeoutMillis)) {
      return;
    }
    boolean unused = ifUnused(socket, () -> isOverdue(socket, timeoutMillis));
    if (!unused) {
      // A thread uses the socket, and may wait for a body to read or to discard. The next read ends
      // at once. A slow response is not affected, and the next request has its own timeout.
      socket.setReadTimeout(AT_ONCE_MILLIS);
    }
  }

  private static boolean isOverdue(NioSocketWrapper socket, long timeoutMillis) {
    if (socket.getCurrentProcessor() instanceof Processor processor) {
      return isWithinHead(processor) && waitedMillis(socket) > timeoutMillis;
    }
    return !socket.isClosed()
        && (socket.getSocket().isHandshakeComplete()
            // Between two requests, when Tomcat discards empty lines, or while it answers one.
            ? System.currentTimeMillis() - socket.getLastWrite()
                > TIMEOUTS_OF_A_REQUEST * timeoutMillis
            : waitedMillis(socket) > timeoutMillis);
  }

  /** Ends the connections that have waited the longest, if more than this number wait. */
  void endAllBut(int most) {
    endLongest(most, PendingRequests::isWaiting, YOUNGEST_MILLIS);
  }

  /**
   * Ends the connections whose heads began first, if more than this number are incomplete. Their
   * age does not matter, because incomplete heads need memory.
   */
  void endHeadsAllBut(int most) {
    endLongest(most, PendingRequests::isWaitingWithinHead, 0);
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
        .forEach(socket -> ifUnused(socket, () -> which.test(socket)));
  }

  private record Waiting(NioSocketWrapper socket, long millis) {}

  /**
   * Ends TCP if the condition holds while no thread uses the socket.
   *
   * @return false if a thread uses it
   */
  private static boolean ifUnused(NioSocketWrapper socket, BooleanSupplier isToEnd) {
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

  /** Whether the server waits for HTTP or TLS data from the client. */
  private static boolean isWaiting(NioSocketWrapper socket) {
    return !socket.isClosed()
        && socket.interestOpsHas(SelectionKey.OP_READ)
        && !(socket.getCurrentProcessor() instanceof Processor processor
            && (processor.isUpgrade() || processor.isAsync()));
  }

  /**
   * Whether the head of a request is incomplete and no thread reads it. The interest in reading
   * does not matter: if Tomcat's poller is late, many sockets do not have it yet.
   */
  private static boolean isWaitingWithinHead(NioSocketWrapper socket) {
    return !socket.isClosed()
        && socket.getCurrentProcessor() instanceof Processor processor
        && isWithinHead(processor);
  }

  /**
   * Whether the head of a request is incomplete. Between two requests, and while a thread answers
   * one, Tomcat's socket has no processor.
   */
  private static boolean isWithinHead(Processor processor) {
    return !processor.isUpgrade()
        && !processor.isAsync()
        && processor.getRequest().getStartTimeNanos() >= 0;
  }

  /** The time since the head began or, if there is none, since the last read. */
  private static long waitedMillis(NioSocketWrapper socket) {
    if (socket.getCurrentProcessor() instanceof Processor processor && isWithinHead(processor)) {
      return TimeUnit.NANOSECONDS.toMillis(
          System.nanoTime() - processor.getRequest().getStartTimeNanos());
    }
    // TLS does not read through the wrapper, so this is when the connection was accepted.
    return System.currentTimeMillis() - socket.getLastRead();
  }
}
