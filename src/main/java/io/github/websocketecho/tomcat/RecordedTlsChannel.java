package io.github.websocketecho.tomcat;

import io.github.websocketecho.certificate.TlsNames;
import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.transcript.TlsRecorder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.Principal;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.openssl.ciphers.Cipher;
import org.apache.tomcat.util.net.openssl.ciphers.Group;
import org.apache.tomcat.util.net.openssl.ciphers.SignatureScheme;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's TLS, with a record of what the client did until it sent the first byte of a request. One
 * thread at a time.
 */
final class RecordedTlsChannel extends PooledTlsChannel {

  private static final Log logger = LogFactory.getLog(RecordedTlsChannel.class);

  /** How the JDK reports ECONNRESET. */
  private static final String RESET = "reset";

  private static final String NO_CIPHER = "SSL_NULL_WITH_NULL_NULL";

  private final Supplier<TlsNames> names;

  /** Null before the ClientHello. */
  private @Nullable TlsRecorder recorder;

  private boolean chosen;
  private boolean requested;

  /** Whether TLS has failed on the side of the server. */
  private boolean failed;

  /** How the client has ended TCP; null if it has not. */
  private @Nullable TcpEnd clientEnd;

  RecordedTlsChannel(
      SocketBufferHandler buffer, NioEndpoint endpoint, Pool pool, Supplier<TlsNames> names) {
    super(buffer, endpoint, pool);
    this.names = names;
  }

  /** The record of TLS; null before the ClientHello. */
  @Nullable TlsRecorder recorder() {
    return recorder;
  }

  /** Called by Tomcat before each use for another client, and with null after each. */
  @Override
  public void reset(@Nullable SocketChannel channel, @Nullable NioSocketWrapper wrapper)
      throws IOException {
    super.reset(channel, wrapper);
    recorder = null;
    chosen = false;
    requested = false;
    failed = false;
    clientEnd = null;
  }

  /** The first call for a connection, after the ClientHello. */
  @Override
  protected void createSSLEngine(
      @Nullable String serverName,
      List<Cipher> ciphers,
      List<String> applicationProtocols,
      List<String> versions,
      List<Group> groups,
      List<SignatureScheme> schemes) {
    recorder = names.get().begin(serverName, versions, client());
    super.createSSLEngine(serverName, ciphers, applicationProtocols, versions, groups, schemes);
  }

  private @Nullable InetSocketAddress client() {
    try {
      SocketAddress address = getIOChannel().getRemoteAddress();
      return address instanceof InetSocketAddress internet ? internet : null;
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public int handshake(boolean read, boolean write) throws IOException {
    try {
      int next = super.handshake(read, write);
      recordChoice();
      if (next == 0 && recorder != null) {
        recorder.established(subject(sslEngine.getSession()));
      }
      return next;
    } catch (IOException e) {
      recordChoice();
      recordFailure(e);
      throw e;
    } catch (IllegalStateException e) {
      logger.error("TLS fails, because a certificate was not generated", e);
      throw new IOException(e.getMessage(), e);
    }
  }

  private void recordChoice() {
    @Nullable SSLEngine engine = sslEngine;
    if (recorder == null || engine == null || chosen) {
      return;
    }
    @Nullable SSLSession session = engine.getHandshakeSession();
    SSLSession current = session == null ? engine.getSession() : session;
    if (!current.getCipherSuite().equals(NO_CIPHER)) {
      chosen = true;
      recorder.chosen(current.getProtocol(), current.getCipherSuite());
    }
  }

  /** The subject of the client's certificate; null for none. */
  private static @Nullable String subject(SSLSession session) {
    try {
      Principal principal = session.getPeerPrincipal();
      return principal == null ? null : principal.getName();
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  private void recordFailure(IOException failure) {
    if (recorder == null) {
      return;
    }
    @Nullable TlsAlert alert = TlsAlert.in(failure).orElse(null);
    if (alert != null && alert.received()) {
      recorder.receivedAlert(alert.name());
      clientEnd = TcpEnd.FIN;
    } else if (alert != null) {
      recorder.sentAlert(alert.name());
      failed = true;
    } else if (failure instanceof SSLException) {
      failed = true;
    } else {
      clientEnd = end(failure);
    }
  }

  /** A read reports a reset by another exception than a write. */
  private static TcpEnd end(IOException failure) {
    boolean reset = String.valueOf(failure.getMessage()).contains(RESET);
    return reset ? TcpEnd.RESET : TcpEnd.FIN;
  }

  @Override
  public int read(ByteBuffer destination) throws IOException {
    try {
      int read = super.read(destination);
      if (read < 0) {
        clientEnd = TcpEnd.FIN;
      } else if (read > 0 && !requested) {
        recordRequest();
      }
      return read;
    } catch (IOException e) {
      clientEnd = end(e);
      throw e;
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    try {
      return super.write(source);
    } catch (IOException e) {
      clientEnd = end(e);
      throw e;
    }
  }

  private void recordRequest() {
    if (recorder != null) {
      requested = true;
      recorder.requested();
    }
  }

  @Override
  public void close(boolean force) throws IOException {
    try {
      super.close(force);
    } finally {
      if (recorder != null) {
        recordEnd(recorder);
      }
    }
  }

  private void recordEnd(TlsRecorder record) {
    if (clientEnd != null) {
      record.ended(Cause.NETWORK, "The client ended TLS.", clientEnd);
    } else if (requested) {
      record.ended(Cause.ASKED, "The server ended TCP after a response.", TcpEnd.BY_US);
    } else if (failed) {
      record.ended(Cause.SCENARIO, "The server ended TLS.", TcpEnd.BY_US);
    } else {
      record.ended(Cause.STALLED, "The client did not go on in time.", TcpEnd.BY_US);
    }
  }
}
