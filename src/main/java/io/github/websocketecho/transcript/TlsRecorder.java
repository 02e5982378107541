package io.github.websocketecho.transcript;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.transcript.Transcript.Tls;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records TLS of one connection, from the ClientHello until its first request. If the client has
 * chosen the id of its transcript by the name that it asked for, the transcript begins with TLS.
 * Any thread.
 */
public final class TlsRecorder {

  /** The attribute of a request over TLS. */
  public static final String ATTRIBUTE = TlsRecorder.class.getName();

  /** The longest name that is recorded [characters]. DNS allows 253. */
  private static final int LONGEST_NAME = 255;

  private static final int MOST_VERSIONS = 8;

  /** The approximate memory of a recorder with its texts [bytes]. */
  static final int WEIGHT = 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final @Nullable String serverName;
  private final @Nullable String certificate;
  private final List<String> offeredVersions;
  private final @Nullable Named named;

  /** Null if the transcript begins with the opening handshake. */
  private volatile @Nullable Owner owner;

  private @Nullable String version;
  private @Nullable String cipher;
  private @Nullable String clientCertificate;
  private boolean established;
  private boolean requested;
  private @Nullable String receivedAlert;
  private @Nullable String sentAlert;

  /** Whether an opening handshake continues what has begun with TLS. */
  private boolean continued;

  /**
   * What a client has chosen by the name that it asked for.
   *
   * @param id of the transcript
   * @param scenario its id
   */
  public record Named(String id, String scenario, VerdictRule rule) {}

  /** What begins with TLS. */
  interface Owner {

    /** TLS has got further. */
    void tlsChanged();

    /** TCP has ended before an opening handshake. */
    void tlsEnded(Cause cause, String detail, TcpEnd end);
  }

  /**
   * The client has said hello.
   *
   * @param serverName that it asked for; null for none
   * @param certificate the name of the test certificate; null for that of the server itself
   * @param offeredVersions the versions that it offers; at most {@value #MOST_VERSIONS} are
   *     recorded
   * @param named chosen by the name; null for nothing
   */
  public TlsRecorder(
      @Nullable String serverName,
      @Nullable String certificate,
      List<String> offeredVersions,
      @Nullable Named named) {
    this.serverName = serverName == null ? null : KeptHeaders.cut(serverName, LONGEST_NAME);
    this.certificate = certificate;
    this.offeredVersions = offeredVersions.stream().limit(MOST_VERSIONS).toList();
    this.named = named;
  }

  /** The name of the test certificate; null for that of the server itself. */
  public @Nullable String certificate() {
    return certificate;
  }

  /** What the client has chosen by the name that it asked for; null for nothing. */
  public @Nullable Named named() {
    return named;
  }

  /** Reports to a transcript that begins with TLS. */
  void reportTo(Owner owner) {
    this.owner = owner;
  }

  /** What begins with TLS; null for nothing. */
  @Nullable Owner owner() {
    return owner;
  }

  /** The server has chosen version and cipher suite. */
  public void chosen(String version, String cipher) {
    change(
        () -> {
          this.version = version;
          this.cipher = cipher;
        });
  }

  /**
   * The handshake is complete on the side of the server.
   *
   * @param clientCertificate the subject of the client's certificate; null for none
   */
  public void established(@Nullable String clientCertificate) {
    change(
        () -> {
          established = true;
          this.clientCertificate =
              clientCertificate == null ? null : KeptHeaders.cut(clientCertificate, LONGEST_NAME);
        });
  }

  /** The client has sent a byte over TLS. */
  public void requested() {
    change(() -> requested = true);
  }

  /** The client has ended the handshake by this alert. */
  public void receivedAlert(String name) {
    change(() -> receivedAlert = name);
  }

  /** The server has ended the handshake by this alert. */
  public void sentAlert(String name) {
    change(() -> sentAlert = name);
  }

  /**
   * TCP has ended. Without effect after an opening handshake: its connection reports the end.
   *
   * @param detail why, as a sentence
   */
  public void ended(Cause cause, String detail, TcpEnd end) {
    Owner current = owner;
    if (current != null && !read(() -> continued)) {
      current.tlsEnded(cause, detail, end);
    }
  }

  /** An opening handshake continues what has begun with TLS. */
  void continued() {
    change(() -> continued = true);
  }

  /** What has been recorded until now. */
  Tls snapshot() {
    return read(
        () ->
            new Tls(
                serverName,
                certificate,
                offeredVersions,
                version,
                cipher,
                clientCertificate,
                established,
                requested,
                receivedAlert,
                sentAlert));
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
    Owner current = owner;
    if (current != null) {
      current.tlsChanged();
    }
  }

  private <T extends @Nullable Object> T read(Supplier<T> value) {
    lock.lock();
    try {
      return value.get();
    } finally {
      lock.unlock();
    }
  }
}
