package io.github.websocketecho.engine;

import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;

/**
 * Tomcat's HTTP/1.1 with {@link LentBuffers}. With TLS the buffers are Tomcat's own: a TLS channel
 * works with them for life. Tomcat makes it, by its name.
 */
public final class LendingProtocol extends Http11NioProtocol {

  /** Called by Tomcat. */
  public LendingProtocol() {
    super(new Endpoint());
  }

  private static final class Endpoint extends NioEndpoint {

    private final LentBuffers.Pool pool = new LentBuffers.Pool();

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

    @Override
    protected NioChannel createChannel(SocketBufferHandler buffer) {
      return isSSLEnabled() ? super.createChannel(buffer) : new NioChannel(new LentBuffers(pool));
    }
  }
}
