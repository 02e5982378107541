package io.github.websocketecho.tomcat;

import io.github.websocketecho.admission.TlsConnections;
import io.github.websocketecho.certificate.TlsNames;
import io.github.websocketecho.scenario.CertificateName;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP/1.1 with {@link PooledBufferHandler}, with the limits of {@link PendingRequests},
 * with {@link LenientHttpProcessor}, and with {@link PromptHandshakes}. With TLS it has {@link
 * PooledTlsChannel}, and the threads of the pool handle handshakes, because TLS takes long. Tomcat
 * constructs it by its class name.
 */
public final class PooledHttp11Protocol extends Http11NioProtocol {

  /** Called by Tomcat. */
  public PooledHttp11Protocol() {
    super(new Endpoint());
  }

  /**
   * @param maximum the number of connections that may wait for a request, at least 1
   */
  void setMaxPending(int maximum) {
    if (getEndpoint() instanceof Endpoint endpoint) {
      endpoint.maxPending = maximum;
    }
  }

  /**
   * Handles handshakes at this path promptly.
   *
   * @param path of the echo, {@code /} by default
   * @param queries whether also those with a query, which may contain an id
   */
  void setEchoPath(String path, boolean queries) {
    if (getEndpoint() instanceof Endpoint endpoint) {
      endpoint.opening = new OpeningHead(path, queries);
    }
  }

  /**
   * @param connections over TLS of all ports
   */
  void setTlsConnections(TlsConnections connections) {
    if (getEndpoint() instanceof Endpoint endpoint) {
      endpoint.tlsConnections = connections;
    }
  }

  /**
   * Chooses certificates by the name that a client asks for, and records TLS.
   *
   * @param names what the names mean; first asked for a connection
   * @param configuration makes the configuration of a name on its first use
   */
  void setNames(Supplier<TlsNames> names, Function<CertificateName, SSLHostConfig> configuration) {
    if (getEndpoint() instanceof Endpoint endpoint) {
      endpoint.names = names;
      endpoint.configuration = configuration;
      // A client may ask for a name by SNI, and for another one by Host.
      endpoint.setStrictSni(false);
    }
  }

  @Override
  protected Processor createProcessor() {
    return new LenientHttpProcessor(this, getAdapter(), this::headBegun);
  }

  private void headBegun() {
    if (getEndpoint() instanceof Endpoint endpoint) {
      endpoint.headBegun();
    }
  }

  private static final class Endpoint extends NioEndpoint {

    private static final long SHORTEST_PERIOD_MILLIS = 25;
    private static final long LONGEST_PERIOD_MILLIS = 1000;

    /**
     * The shortest interval of checks, because checking all connections for each new one is slow.
     */
    private static final long BETWEEN_ROOM_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** The number of heads between checks, because checking all connections for each is slow. */
    private static final int BETWEEN_HEADS = 256;

    private final PooledBufferHandler.Pool pool = PooledBufferHandler.Pool.plain();
    private final PooledBufferHandler.Pool decrypted = PooledBufferHandler.Pool.decrypted();
    private final PooledTlsChannel.Pool records = new PooledTlsChannel.Pool();
    private final PendingRequests pending = new PendingRequests(connections.values());
    private final PromptHandshakes accepting = new PromptHandshakes(System::nanoTime);
    private final PromptHandshakes polling = new PromptHandshakes(System::nanoTime);
    private volatile OpeningHead opening = new OpeningHead("/", true);
    private volatile int maxPending = Integer.MAX_VALUE;
    private volatile @Nullable TlsConnections tlsConnections;
    private volatile @Nullable Supplier<TlsNames> names;
    private volatile @Nullable Function<CertificateName, SSLHostConfig> configuration;
    private final Map<CertificateName, SSLHostConfig> named = new ConcurrentHashMap<>();
    private long nextRoom = System.nanoTime();
    private final AtomicInteger headsBegun = new AtomicInteger();
    private @Nullable ScheduledFuture<?> timeouts;

    @Override
    public void bind() throws Exception {
      // Tomcat allocates buffers for every channel, and retains closed channels with them.
      socketProperties.setAppReadBufSize(0);
      socketProperties.setAppWriteBufSize(0);
      TlsConnections tls = tlsConnections;
      if (!isSSLEnabled()) {
        socketProperties.setBufferPool(0);
      } else if (tls != null) {
        tls.add(connections::size);
      }
      super.bind();
    }

    /** Starts the checks. A head may exceed its timeout by a quarter, but at most by a second. */
    @Override
    public void startInternal() throws Exception {
      super.startInternal();
      long timeout = getConnectionTimeout();
      if (timeout > 0) {
        long period = Math.clamp(timeout / 4, SHORTEST_PERIOD_MILLIS, LONGEST_PERIOD_MILLIS);
        timeouts =
            getUtilityExecutor()
                .scheduleWithFixedDelay(
                    () -> pending.endOverdue(timeout), period, period, TimeUnit.MILLISECONDS);
      }
    }

    @Override
    public void stopInternal() {
      if (timeouts != null) {
        timeouts.cancel(false);
      }
      super.stopInternal();
    }

    /** Called for each accepted connection, by one thread. */
    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
      if (connections.size() >= maxPending) {
        makeRoom(maxPending - 1);
      }
      TlsConnections tls = tlsConnections;
      if (tls != null && isSSLEnabled() && tls.isFull()) {
        makeRoom(TlsConnections.RESERVE);
        destroySocket(socket);
        return false;
      }
      if (isSSLEnabled() || getUnixDomainSocketPath() != null) {
        return super.setSocketOptions(socket);
      }
      return open(socket);
    }

    /** Prepares a socket as Tomcat does, but receives a handshake before the poller is needed. */
    private boolean open(SocketChannel socket) {
      try {
        NioChannel channel = plainChannel();
        var accepted = new AcceptedSocket(channel, this);
        channel.reset(socket, accepted);
        connections.put(socket, accepted);
        socket.configureBlocking(false);
        socketProperties.setProperties(socket.socket());
        accepted.setReadTimeout(getConnectionTimeout());
        accepted.setWriteTimeout(getConnectionTimeout());
        accepted.setKeepAliveLeft(getMaxKeepAliveRequests());
        if (handlesPromptly(accepting, accepted)) {
          return true;
        }
        if (accepted.hasReceived()) {
          accepted.register();
          return super.processSocket(accepted, SocketEvent.OPEN_READ, true);
        }
        accepted.awaitFirst();
        return true;
      } catch (IOException | RuntimeException e) {
        getLog().debug("A client ended TCP at once", e);
        return false;
      }
    }

    /** Called by the poller if a socket is readable, and by other threads for other events. */
    @Override
    public boolean processSocket(
        @Nullable SocketWrapperBase<NioChannel> socket, SocketEvent event, boolean dispatch) {
      boolean received = dispatch && event == SocketEvent.OPEN_READ;
      if (received
          && socket instanceof AcceptedSocket accepted
          && handlesPromptly(polling, accepted)) {
        return true;
      }
      return super.processSocket(socket, event, dispatch);
    }

    /** Handles the handshake of a client on this thread, unless other requests wait for one. */
    private boolean handlesPromptly(PromptHandshakes thread, AcceptedSocket socket) {
      boolean othersWait =
          getExecutor() instanceof ThreadPoolExecutor threads && !threads.getQueue().isEmpty();
      return !othersWait
          && thread.mayHandle()
          && socket.ifHandshake(
              opening,
              () -> thread.handle(() -> super.processSocket(socket, SocketEvent.OPEN_READ, false)));
    }

    private void makeRoom(int remaining) {
      long now = System.nanoTime();
      if (now - nextRoom >= 0) {
        nextRoom = now + BETWEEN_ROOM_NANOS;
        pending.endAllBut(remaining);
      }
    }

    /**
     * Checks the incomplete heads before their number exceeds the limit by half, because they need
     * memory, however young they are. The count is never reset, because heads that begin meanwhile
     * would not be counted. Any thread.
     */
    private void headBegun() {
      if (headsBegun.incrementAndGet() % Math.max(BETWEEN_HEADS, maxPending / 2) == 0) {
        pending.endHeadsAllBut(maxPending);
      }
    }

    private NioChannel plainChannel() {
      return new NioChannel(new PooledBufferHandler(pool));
    }

    @Override
    protected NioChannel createChannel(SocketBufferHandler buffer) {
      if (!isSSLEnabled()) {
        return plainChannel();
      }
      var pooled = new PooledBufferHandler(decrypted);
      Supplier<TlsNames> current = names;
      return current == null
          ? new PooledTlsChannel(pooled, this, records)
          : new RecordedTlsChannel(pooled, this, records, current);
    }

    @Override
    protected SSLHostConfig getSSLHostConfig(@Nullable String serverName) {
      Supplier<TlsNames> current = names;
      return current == null
          ? super.getSSLHostConfig(serverName)
          : current
              .get()
              .certificate(serverName)
              .map(name -> named.computeIfAbsent(name, this::configure))
              .orElseGet(() -> super.getSSLHostConfig(serverName));
    }

    private SSLHostConfig configure(CertificateName name) {
      SSLHostConfig config = Objects.requireNonNull(configuration).apply(name);
      createSSLContext(config);
      return config;
    }
  }
}
