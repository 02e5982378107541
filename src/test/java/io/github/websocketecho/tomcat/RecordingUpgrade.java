package io.github.websocketecho.tomcat;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Records Tomcat's calls of an upgrade handler. Public, because Tomcat constructs it. */
public final class RecordingUpgrade implements InternalHttpUpgradeHandler {

  private static final int ROOM = 16 * 1024;

  /** The names of the called methods, in their order. */
  final Queue<String> calls = new ConcurrentLinkedQueue<>();

  /** The bytes that were received with the head. */
  final ByteBuffer early = ByteBuffer.allocate(ROOM);

  private volatile @Nullable NioSocketWrapper wrapper;
  private volatile boolean lockedWithinInit;

  /** The socket, once Tomcat has set it. */
  NioSocketWrapper wrapper() {
    return Objects.requireNonNull(wrapper);
  }

  boolean wasLockedWithinInit() {
    return lockedWithinInit;
  }

  @Override
  public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
    calls.add("setSocketWrapper");
    this.wrapper = (NioSocketWrapper) wrapper;
  }

  @Override
  public void init(WebConnection connection) {
    lockedWithinInit = wrapper().getLock().isHeldByCurrentThread();
    try {
      wrapper().read(false, early);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    calls.add("init");
  }

  @Override
  public boolean hasAsyncIO() {
    return true;
  }

  @Override
  public SocketState upgradeDispatch(SocketEvent status) {
    calls.add("upgradeDispatch");
    return SocketState.CLOSED;
  }

  @Override
  public void timeoutAsync(long now) {}

  @Override
  public void setSslSupport(SSLSupport sslSupport) {}

  @Override
  public void pause() {}

  @Override
  public void destroy() {
    calls.add("destroy");
  }
}
