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
 * The connections that wait for their client: for TLS, for the head of a request, for its body, or
 * for another request. Ends those that take too long and, if there are too many, those that have
 * waited the longest. Tomcat's own timeout applies to each read, so a client could send a byte now
 * and then, and hold a connection, or the thread that reads its body, for hours. Any thread.
 */
final class PendingRequests {

  /** A connection that has waited less is not ended to make room. */
  private static final long YOUNGEST_MILLIS = 100;

  /**
   * A client that is in time with TLS, with the beginning of its request, with the head and with
   * the body gets an answer within this number of timeouts.
   */
  private static final int TIMEOUTS_OF_A_REQUEST = 4;

  private static final long AT_ONCE_MILLIS = 1;

  private final Collection<? extends SocketWrapperBase<NioChannel>> all;

  /**
   * @param all the connections of an endpoint; changes as they come and go
   */
  PendingRequests(Collection<? extends SocketWrapperBase<NioChannel>> all) {
    this.all = all;
  }

  private Stream<NioSocketWrapper> sockets() {
    return all.stream().map(NioSocketWrapper.class::cast);
  }

  /**
   * Ends TCP of the connections whose TLS, or head of a request, began longer than this ago, and of
   * those that have been sent nothing for four times as long.
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
      // A thread uses it, and may wait for a body, to read or to discard it: no read waits any
      // more. An answer that takes long is not affected, and the next request has its own timeout.
      socket.setReadTimeout(AT_ONCE_MILLIS);
    }
  }

  private static boolean isOverdue(NioSocketWrapper socket, long timeoutMillis) {
    if (socket.getCurrentProcessor() instanceof Processor processor) {
      return isWithinHead(processor) && waitedMillis(socket) > timeoutMillis;
    }
    return !socket.isClosed()
        && (socket.getSocket().isHandshakeComplete()
            // Between two requests, where Tomcat discards empty lines, or while it answers one.
            ? System.currentTimeMillis() - socket.getLastWrite()
                > TIMEOUTS_OF_A_REQUEST * timeoutMillis
            : waitedMillis(socket) > timeoutMillis);
  }

  /** Ends those that have waited the longest, if there are more than this number. */
  void endAllBut(int most) {
    endLongest(most, PendingRequests::isWaiting, YOUNGEST_MILLIS);
  }

  /**
   * Ends those whose heads began first, if more than this number are incomplete. It does not matter
   * how young they are, because they take memory.
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

  /** Whether the server waits for the client to send something of HTTP or TLS. */
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
   * Whether the head of a request is incomplete. Between two requests, and while a thread answers
   * one, Tomcat's socket has no processor.
   */
  private static boolean isWithinHead(Processor processor) {
    return !processor.isUpgrade()
        && !processor.isAsync()
        && processor.getRequest().getStartTimeNanos() >= 0;
  }

  /** The time since the head began, or else since the last read. */
  private static long waitedMillis(NioSocketWrapper socket) {
    if (socket.getCurrentProcessor() instanceof Processor processor && isWithinHead(processor)) {
      return TimeUnit.NANOSECONDS.toMillis(
          System.nanoTime() - processor.getRequest().getStartTimeNanos());
    }
    // TLS does not read through the wrapper, so this is when the connection was accepted.
    return System.currentTimeMillis() - socket.getLastRead();
  }
}
