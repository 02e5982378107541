package io.github.websocketecho.tomcat;

import io.github.websocketecho.engine.Accepted;
import io.github.websocketecho.engine.Transport;
import jakarta.servlet.http.WebConnection;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Moves a socket from Tomcat to the engine. Tomcat constructs it and calls it. */
public final class SocketTakeover implements InternalHttpUpgradeHandler {

  private @Nullable NioSocketWrapper wrapper;
  private @Nullable Accepted accepted;

  /** Called by Tomcat. */
  public SocketTakeover() {}

  /**
   * @param accepted receives the socket, or the notification that it was lost
   */
  void prepare(Accepted accepted) {
    this.accepted = accepted;
  }

  @Override
  public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
    this.wrapper = (NioSocketWrapper) wrapper;
  }

  @Override
  public void init(WebConnection connection) {
    if (wrapper == null || accepted == null) {
      throw new IllegalStateException("The connection was not prepared");
    }
    accepted.connect(transport(wrapper));
    accepted = null; // Tomcat retains this object while the connection is open.
  }

  /** The transport of a socket, with or without TLS. */
  static Transport transport(NioSocketWrapper wrapper) {
    NioChannel channel = wrapper.getSocket();
    return channel instanceof SecureNioChannel secure
        ? new TlsTransport(wrapper, secure)
        : new PlainTransport(wrapper, channel);
  }

  /** The loop polls the socket, so Tomcat does not. */
  @Override
  public boolean hasAsyncIO() {
    return true;
  }

  @Override
  public SocketState upgradeDispatch(SocketEvent status) {
    return SocketState.CLOSED;
  }

  @Override
  public void timeoutAsync(long now) {}

  @Override
  public void setSslSupport(@Nullable SSLSupport sslSupport) {}

  @Override
  public void pause() {}

  /** Called in place of {@link #init}, or after it has failed. */
  @Override
  public void destroy() {
    if (accepted != null) {
      accepted.lost();
    }
  }
}
