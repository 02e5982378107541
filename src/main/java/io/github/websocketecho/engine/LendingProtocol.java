package io.github.websocketecho.engine;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP/1.1 with {@link LentBuffers}, and with an end to {@link SlowHeads}. With TLS the
 * buffers are Tomcat's own: a TLS channel works with them for life. Tomcat makes it, by its name.
 */
public final class LendingProtocol extends Http11NioProtocol {

  /** Called by Tomcat. */
  public LendingProtocol() {
    super(new Endpoint());
  }

  private static final class Endpoint extends NioEndpoint {

    private static final long SHORTEST_LOOK_MILLIS = 25;
    private static final long LONGEST_LOOK_MILLIS = 1000;

    private final LentBuffers.Pool pool = new LentBuffers.Pool();
    private @Nullable ScheduledFuture<?> looking;

    @Override
    public void bind() throws Exception {
      if (!isSSLEnabled()) {
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
                    () -> SlowHeads.end(connections.values(), timeout),
                    period,
                    period,
                    TimeUnit.MILLISECONDS);
      }
    }

    @Override
    public void stopInternal() {
      if (looking != null) {
        looking.cancel(false);
      }
      super.stopInternal();
    }

    @Override
    protected NioChannel createChannel(SocketBufferHandler buffer) {
      return isSSLEnabled() ? super.createChannel(buffer) : new NioChannel(new LentBuffers(pool));
    }
  }
}
