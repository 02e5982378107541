package io.github.websocketecho.engine;

import io.github.websocketecho.admission.TlsConnections;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP/1.1 with {@link LentBuffers}, with bounds for {@link WaitingClients}, and with
 * underscores in host names, by {@link HostReader}. With TLS the buffers are Tomcat's own: a TLS
 * channel works with them for life. Tomcat makes it, by its name.
 */
public final class LendingProtocol extends Http11NioProtocol {

  /** Called by Tomcat. */
  public LendingProtocol() {
    super(new Endpoint());
  }

  /**
   * @param most how many connections may wait for their client's request, at least 1
   */
  void setMaxWaiting(int most) {
    if (getEndpoint() instanceof Endpoint endpoint) {
      endpoint.maxWaiting = most;
    }
  }

  /**
   * @param connections of all ports over TLS, of which this may be one
   */
  void setTlsConnections(TlsConnections connections) {
    if (getEndpoint() instanceof Endpoint endpoint) {
      endpoint.tlsConnections = connections;
    }
  }

  @Override
  protected Processor createProcessor() {
    return new HostReader(this, getAdapter(), this::headBegun);
  }

  private void headBegun() {
    if (getEndpoint() instanceof Endpoint endpoint) {
      endpoint.headBegun();
    }
  }

  private static final class Endpoint extends NioEndpoint {

    private static final long SHORTEST_LOOK_MILLIS = 25;
    private static final long LONGEST_LOOK_MILLIS = 1000;

    /** To look through all connections for each new one would take too long. */
    private static final long BETWEEN_ROOM_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** To look through all connections for each head would take too long. */
    private static final int BETWEEN_HEADS = 256;

    private final LentBuffers.Pool pool = new LentBuffers.Pool();
    private final WaitingClients waiting = new WaitingClients(connections.values());
    private volatile int maxWaiting = Integer.MAX_VALUE;
    private volatile @Nullable TlsConnections tlsConnections;
    private long nextRoom = System.nanoTime();
    private final AtomicInteger headsBegun = new AtomicInteger();
    private @Nullable ScheduledFuture<?> looking;

    @Override
    public void bind() throws Exception {
      TlsConnections tls = tlsConnections;
      if (isSSLEnabled()) {
        if (tls != null) {
          tls.add(connections::size);
        }
      } else {
        // Tomcat makes buffers of its own for every channel, and keeps closed channels with them.
        socketProperties.setAppReadBufSize(0);
        socketProperties.setAppWriteBufSize(0);
        socketProperties.setBufferPool(0);
      }
      super.bind();
    }

    /** Looks so often that no head takes longer than its time and a quarter, or a second, more. */
    @Override
    public void startInternal() throws Exception {
      super.startInternal();
      long timeout = getConnectionTimeout();
      if (timeout > 0) {
        long period = Math.clamp(timeout / 4, SHORTEST_LOOK_MILLIS, LONGEST_LOOK_MILLIS);
        looking =
            getUtilityExecutor()
                .scheduleWithFixedDelay(
                    () -> waiting.endLate(timeout), period, period, TimeUnit.MILLISECONDS);
      }
    }

    @Override
    public void stopInternal() {
      if (looking != null) {
        looking.cancel(false);
      }
      super.stopInternal();
    }

    /** Called for each connection that is accepted, by one thread. */
    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
      if (connections.size() >= maxWaiting) {
        makeRoom(maxWaiting - 1);
      }
      TlsConnections tls = tlsConnections;
      if (tls != null && isSSLEnabled() && tls.isFull()) {
        makeRoom(TlsConnections.RESERVE);
        destroySocket(socket);
        return false;
      }
      return super.setSocketOptions(socket);
    }

    private void makeRoom(int most) {
      long now = System.nanoTime();
      if (now - nextRoom >= 0) {
        nextRoom = now + BETWEEN_ROOM_NANOS;
        waiting.leave(most);
      }
    }

    /**
     * Heads that are not complete take memory, however short they have waited: it is looked before
     * there are half as many more as may wait. Any thread.
     */
    private void headBegun() {
      if (headsBegun.incrementAndGet() >= Math.max(BETWEEN_HEADS, maxWaiting / 2)) {
        headsBegun.set(0);
        waiting.leaveHeads(maxWaiting);
      }
    }

    @Override
    protected NioChannel createChannel(SocketBufferHandler buffer) {
      return isSSLEnabled() ? super.createChannel(buffer) : new NioChannel(new LentBuffers(pool));
    }
  }
}
