package io.github.websocketecho.engine;

import jakarta.servlet.http.WebConnection;
import java.util.function.Consumer;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Takes a socket over from Tomcat once the 101 is out. Tomcat makes it, and calls it. */
public final class Takeover implements InternalHttpUpgradeHandler {

  private @Nullable SocketWrapperBase<?> wrapper;
  private @Nullable Consumer<Transport> onTakeover;
  private @Nullable Runnable otherwise;

  /**
   * @param otherwise runs if the socket ends before it is taken over
   */
  void then(Consumer<Transport> onTakeover, Runnable otherwise) {
    this.onTakeover = onTakeover;
    this.otherwise = otherwise;
  }

  @Override
  public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
    this.wrapper = wrapper;
  }

  @Override
  public void init(WebConnection connection) {
    if (wrapper == null || onTakeover == null) {
      throw new IllegalStateException("The connection was not prepared");
    }
    onTakeover.accept(new Transport(wrapper));
    // Tomcat keeps this as long as the connection is open.
    onTakeover = null;
    otherwise = null;
  }

  /** Tomcat need not poll the socket: the loop does. */
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

  /** Called in place of {@link #init} where the 101 could not be sent. */
  @Override
  public void destroy() {
    if (otherwise != null) {
      otherwise.run();
    }
  }
}
