package io.github.websocketecho.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/** Tomcat alone, with one servlet and a protocol that records Tomcat's calls. */
final class BareTomcat implements AutoCloseable {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(1);

  private final Tomcat tomcat = new Tomcat();
  private final RecordingProtocol protocol = new RecordingProtocol();
  private final Connector connector = new Connector(protocol);
  private final boolean tls;

  /** Handles a request in the servlet. */
  @FunctionalInterface
  interface Handler {
    void handle(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException;
  }

  /** Creates the channel of an accepted connection. */
  @FunctionalInterface
  interface ChannelFactory {
    NioChannel create(SocketBufferHandler buffer, NioEndpoint endpoint);
  }

  private BareTomcat(
      Path folder,
      boolean tls,
      Handler handler,
      List<Valve> engineValves,
      @Nullable ChannelFactory channels)
      throws LifecycleException {
    this.tls = tls;
    protocol.endpoint().factory = channels;
    tomcat.setBaseDir(folder.toString());
    connector.setPort(0);
    protocol.setMaxConnections(-1);
    if (tls) {
      protocol.setSSLEnabled(true);
      protocol.addSslHostConfig(TlsConnectorCustomizer.hostConfig());
    }
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", null);
    context.getPipeline().addValve(new WithheldResponseValve());
    engineValves.forEach(tomcat.getEngine().getPipeline()::addValve);
    Tomcat.addServlet(context, "servlet", new HandlingServlet(handler)).addMapping("/");
    tomcat.start();
  }

  static BareTomcat start(Path folder, Handler handler, Valve... engineValves)
      throws LifecycleException {
    return new BareTomcat(folder, false, handler, List.of(engineValves), null);
  }

  static BareTomcat startTls(Path folder, Handler handler) throws LifecycleException {
    return new BareTomcat(folder, true, handler, List.of(), null);
  }

  /** With TLS, and with channels of the caller. */
  static BareTomcat startTls(Path folder, Handler handler, ChannelFactory channels)
      throws LifecycleException {
    return new BareTomcat(folder, true, handler, List.of(), channels);
  }

  int port() {
    return connector.getLocalPort();
  }

  Tomcat tomcat() {
    return tomcat;
  }

  RawClient connect() throws IOException {
    return tls ? RawClient.connectTls(port()) : RawClient.connect(port());
  }

  RecordingProtocol protocol() {
    return protocol;
  }

  /** The only connection. */
  NioSocketWrapper onlySocket() {
    await(() -> protocol.sockets().size() == 1);
    return protocol.sockets().getFirst();
  }

  /** Waits until a condition holds. */
  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + RawClient.PATIENCE.toNanos();
    // Not asked again once it holds, because it may hold for a moment only.
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as("time over [ns]").isNegative();
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  private static final class HandlingServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Handler handler;

    private HandlingServlet(Handler handler) {
      this.handler = handler;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      handler.handle(request, response);
    }
  }

  /** Records the threads that accept sockets, and the number of heads received in parts. */
  static final class RecordingProtocol extends Http11NioProtocol {

    private final AtomicInteger headsBegun = new AtomicInteger();

    private RecordingProtocol() {
      super(new RecordingEndpoint());
    }

    @Override
    protected Processor createProcessor() {
      return new LenientHttpProcessor(this, getAdapter(), headsBegun::incrementAndGet);
    }

    int headsBegun() {
      return headsBegun.get();
    }

    /** The thread that accepted each socket. */
    List<Thread> accepting() {
      return List.copyOf(endpoint().accepting);
    }

    /** The number of channels that were created. */
    int channels() {
      return endpoint().channels.get();
    }

    List<NioSocketWrapper> sockets() {
      return endpoint().sockets();
    }

    private RecordingEndpoint endpoint() {
      return (RecordingEndpoint) getEndpoint();
    }
  }

  private static final class RecordingEndpoint extends NioEndpoint {

    private final Queue<Thread> accepting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger channels = new AtomicInteger();
    private volatile @Nullable ChannelFactory factory;

    private List<NioSocketWrapper> sockets() {
      return connections.values().stream().map(NioSocketWrapper.class::cast).toList();
    }

    @Override
    public void bind() throws Exception {
      socketProperties.setBufferPool(0);
      super.bind();
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
      accepting.add(Thread.currentThread());
      return super.setSocketOptions(socket);
    }

    @Override
    protected NioChannel createChannel(SocketBufferHandler buffer) {
      channels.incrementAndGet();
      @Nullable ChannelFactory current = factory;
      return current == null ? super.createChannel(buffer) : current.create(buffer, this);
    }
  }
}
