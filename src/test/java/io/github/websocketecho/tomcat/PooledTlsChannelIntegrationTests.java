package io.github.websocketecho.tomcat;

import static io.github.websocketecho.tomcat.BareTomcat.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.TlsRecords;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.LifecycleException;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.openssl.ciphers.Cipher;
import org.apache.tomcat.util.net.openssl.ciphers.Group;
import org.apache.tomcat.util.net.openssl.ciphers.SignatureScheme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a TLS channel has buffers of the pool, in a Tomcat without the application. */
class PooledTlsChannelIntegrationTests {

  private static final Duration SHORT_TIME = Duration.ofMillis(100);
  private static final String HEAD = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final byte[] HELLO = "hello".getBytes(US_ASCII);

  /** The longest payload of a TLS record [bytes]. */
  private static final int RECORD = 16 * 1024;

  private final PooledTlsChannel.Pool records = new PooledTlsChannel.Pool();
  private final PooledBufferHandler.Pool decrypted = PooledBufferHandler.Pool.decrypted();
  private final BlockingQueue<PooledTlsChannel> channels = new LinkedBlockingQueue<>();
  private final BlockingQueue<RecordingUpgrade> upgrades = new LinkedBlockingQueue<>();

  /** What a thread waits for within the handshake. */
  private final CountDownLatch handshake = new CountDownLatch(1);

  private volatile boolean handshakeWaits;
  private volatile boolean handshakeWaiting;

  @TempDir private Path folder;

  private BareTomcat tomcat;

  @BeforeEach
  void start() throws LifecycleException {
    tomcat = BareTomcat.startTls(folder, (request, _) -> upgrade(request), this::channel);
  }

  @AfterEach
  void stop() throws LifecycleException {
    handshake.countDown();
    tomcat.close();
  }

  private void upgrade(HttpServletRequest request) throws IOException, ServletException {
    RecordingUpgrade upgrade = request.upgrade(RecordingUpgrade.class);
    WithheldResponseValve.withhold(request);
    upgrades.add(upgrade);
  }

  private PooledTlsChannel channel(SocketBufferHandler buffer, NioEndpoint endpoint) {
    var channel = new WaitingChannel(new PooledBufferHandler(decrypted), endpoint, records);
    channels.add(channel);
    return channel;
  }

  private final class WaitingChannel extends PooledTlsChannel {

    private WaitingChannel(SocketBufferHandler buffer, NioEndpoint endpoint, Pool pool) {
      super(buffer, endpoint, pool);
    }

    @Override
    protected void createSSLEngine(
        String serverName,
        List<Cipher> ciphers,
        List<String> applicationProtocols,
        List<String> versions,
        List<Group> groups,
        List<SignatureScheme> schemes) {
      if (handshakeWaits) {
        handshakeWaiting = true;
        try {
          assertThat(handshake.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      super.createSSLEngine(serverName, ciphers, applicationProtocols, versions, groups, schemes);
    }
  }

  private TlsRecords connect(String protocol) throws IOException {
    TlsRecords client = TlsRecords.connect(tomcat.port(), protocol);
    client.send(client.wrap(HEAD.getBytes(US_ASCII)));
    return client;
  }

  private PooledTlsChannel upgraded() throws InterruptedException {
    RecordingUpgrade upgrade = Objects.requireNonNull(upgrades.poll(10, TimeUnit.SECONDS));
    await(() -> upgrade.calls.contains("init"));
    return (PooledTlsChannel) upgrade.wrapper().getSocket();
  }

  /** Reads until this many bytes have been decrypted, or the time is over. */
  private static byte[] read(PooledTlsChannel channel, int length) {
    ByteBuffer input = ByteBuffer.allocate(2 * RECORD);
    await(
        () -> {
          try {
            int read = channel.read(input);
            assertThat(read).isNotNegative();
            return input.position() >= length;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return Arrays.copyOf(input.array(), input.position());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void channelHasNoBuffersBetweenRecords(String protocol) throws Exception {
    try (TlsRecords client = connect(protocol)) {
      PooledTlsChannel channel = upgraded();
      assertThat(channel.hasBuffers()).isFalse();
      client.send(client.wrap(HELLO));
      assertThat(read(channel, HELLO.length)).isEqualTo(HELLO);
      assertThat(channel.hasBuffers()).isFalse();
      assertThat(channel.write(ByteBuffer.wrap(HELLO))).isEqualTo(HELLO.length);
      assertThat(client.read()).isEqualTo(HELLO);
      assertThat(channel.hasBuffers()).isFalse();
      channel.close();
      assertThat(client.read()).isEmpty();
      assertThat(channel.hasBuffers()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void channelKeepsTheBeginningOfARecord(String protocol) throws Exception {
    try (TlsRecords client = connect(protocol);
        TlsRecords other = connect(protocol)) {
      PooledTlsChannel first = upgraded();
      PooledTlsChannel second = upgraded();
      byte[] record = client.wrap(HELLO);
      client.send(Arrays.copyOf(record, 10));
      other.send(Arrays.copyOf(other.wrap("other".getBytes(US_ASCII)), 10));
      // Only one of both is the channel of the first client.
      awaitBuffers(first);
      awaitBuffers(second);
      client.send(Arrays.copyOfRange(record, 10, record.length));
      ByteBuffer input = ByteBuffer.allocate(RECORD);
      await(() -> readQuietly(first, input) + readQuietly(second, input) > 0);
      assertThat(Arrays.copyOf(input.array(), input.position())).isEqualTo(HELLO);
      assertThat(first.hasBuffers()).isNotEqualTo(second.hasBuffers());
    }
  }

  private static void awaitBuffers(PooledTlsChannel channel) {
    await(
        () -> {
          assertThat(readQuietly(channel, ByteBuffer.allocate(RECORD))).isZero();
          return channel.hasBuffers();
        });
  }

  private static int readQuietly(PooledTlsChannel channel, ByteBuffer input) {
    try {
      return channel.read(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void channelKeepsWhatTheSocketDoesNotAccept() throws Exception {
    try (TlsRecords client = connect("TLSv1.3")) {
      PooledTlsChannel channel = upgraded();
      channel.getIOChannel().setOption(StandardSocketOptions.SO_SNDBUF, RECORD);
      int sent = 0;
      for (int written = 1; written > 0; sent += written) {
        written = channel.write(ByteBuffer.allocate(RECORD));
      }
      assertThat(channel.hasBuffers()).isTrue();
      int received = 0;
      while (received < sent) {
        received += client.read().length;
        boolean _ = channel.flushOutbound();
      }
      assertThat(received).isEqualTo(sent);
      assertThat(channel.hasBuffers()).isFalse();
    }
  }

  @Test
  void nextConnectionGetsTheBuffersEmptied() throws Exception {
    try (TlsRecords client = connect("TLSv1.3")) {
      PooledTlsChannel channel = upgraded();
      client.send(Arrays.copyOf(client.wrap(HELLO), 10));
      awaitBuffers(channel);
      tomcat.onlySocket().close();
      assertThat(channel.hasBuffers()).isFalse();
    }
    try (TlsRecords next = connect("TLSv1.3")) {
      PooledTlsChannel channel = upgraded();
      next.send(next.wrap(HELLO));
      assertThat(read(channel, HELLO.length)).isEqualTo(HELLO);
    }
  }

  @Test
  void anotherThreadDoesNotReleaseBuffersInUse() throws Exception {
    handshakeWaits = true;
    Thread client =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (TlsRecords connecting = connect("TLSv1.3")) {
                    connecting.finish();
                  } catch (IOException e) {
                    // The server ends TCP.
                  }
                });
    PooledTlsChannel channel = Objects.requireNonNull(channels.poll(10, TimeUnit.SECONDS));
    await(() -> handshakeWaiting);
    Thread closing = Thread.ofVirtual().start(() -> close(channel));
    assertThat(closing.join(SHORT_TIME)).isFalse();
    handshake.countDown();
    assertThat(closing.join(Duration.ofSeconds(10))).isTrue();
    assertThat(client.join(Duration.ofSeconds(10))).isTrue();
  }

  private static void close(PooledTlsChannel channel) {
    try {
      channel.close(true);
    } catch (IOException e) {
      // It does not matter how TLS ends.
    }
  }
}
