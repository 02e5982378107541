package io.github.websocketecho.tomcat;

import static io.github.websocketecho.tomcat.BareTomcat.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the package's assumptions about Tomcat's upgrades and channels. */
class UpgradeAssumptionsIntegrationTests {

  private static final Duration SHORT_TIME = Duration.ofMillis(100);
  private static final String HEAD = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

  /** The longest payload of a TLS record [bytes]. */
  private static final int RECORD = 16 * 1024;

  private final BlockingQueue<RecordingUpgrade> upgrades = new LinkedBlockingQueue<>();

  @TempDir private Path folder;

  private void upgrade(HttpServletRequest request) throws IOException, ServletException {
    RecordingUpgrade upgrade = request.upgrade(RecordingUpgrade.class);
    WithheldResponseValve.withhold(request);
    upgrades.add(upgrade);
  }

  private BareTomcat start() throws Exception {
    return BareTomcat.start(folder, (request, _) -> upgrade(request));
  }

  private BareTomcat startTls() throws Exception {
    return BareTomcat.startTls(folder, (request, _) -> upgrade(request));
  }

  private RecordingUpgrade requested() throws InterruptedException {
    return Objects.requireNonNull(upgrades.poll(10, TimeUnit.SECONDS));
  }

  private RecordingUpgrade upgraded() throws InterruptedException {
    RecordingUpgrade upgrade = requested();
    await(() -> upgrade.calls.contains("init"));
    return upgrade;
  }

  @Test
  void upgradeHandlerReceivesTheSocketThenInitUnderTheLock() throws Exception {
    try (var tomcat = start();
        var client = tomcat.connect()) {
      client.send(HEAD.getBytes(US_ASCII));
      RecordingUpgrade upgrade = upgraded();
      assertThat(upgrade.calls).containsExactly("setSocketWrapper", "init");
      assertThat(upgrade.wasLockedWithinInit()).isTrue();
      await(() -> !upgrade.wrapper().getLock().isLocked());
    }
  }

  @Test
  void committedResponseIsNotSent() throws Exception {
    try (var tomcat = start();
        var client = tomcat.connect()) {
      client.send(HEAD.getBytes(US_ASCII));
      RecordingUpgrade upgrade = upgraded();
      client.readNothing(SHORT_TIME);
      upgrade.wrapper().getSocket().write(ByteBuffer.wrap(new byte[] {'x'}));
      assertThat(client.readBytes(1)).containsExactly('x');
    }
  }

  @Test
  void handlerIsDestroyedIfTcpEndsBeforeInit() throws Exception {
    try (var tomcat = start()) {
      RecordingUpgrade upgrade;
      try (var client = tomcat.connect()) {
        String withBody = HEAD.strip() + "\r\nContent-Length: 9\r\n\r\n";
        client.send(withBody.getBytes(US_ASCII)); // Tomcat waits for the body before init.
        upgrade = requested();
        client.resetOnClose();
      }
      await(() -> !upgrade.calls.isEmpty());
      assertThat(upgrade.calls).containsExactly("destroy");
    }
  }

  @Test
  void bytesReceivedWithTheHeadAreReadOnce() throws Exception {
    try (var tomcat = start();
        var client = tomcat.connect()) {
      client.send((HEAD + "early").getBytes(US_ASCII));
      RecordingUpgrade upgrade = upgraded();
      assertThat(US_ASCII.decode(upgrade.early.flip()).toString()).isEqualTo("early");
    }
  }

  @Test
  void tomcatReadsNothingAfterAnUpgrade() throws Exception {
    try (var tomcat = start();
        var client = tomcat.connect()) {
      client.send(HEAD.getBytes(US_ASCII));
      RecordingUpgrade upgrade = upgraded();
      await(() -> !upgrade.wrapper().getLock().isLocked());
      client.send("late".getBytes(US_ASCII));
      client.readNothing(SHORT_TIME);
      ByteBuffer late = ByteBuffer.allocate(10);
      assertThat(upgrade.wrapper().getSocket().read(late)).isEqualTo(4);
      assertThat(upgrade.calls).containsExactly("setSocketWrapper", "init");
    }
  }

  @Test
  void upgradedSocketIsListedUntilItIsClosed() throws Exception {
    try (var tomcat = start();
        var client = tomcat.connect()) {
      client.send(HEAD.getBytes(US_ASCII));
      RecordingUpgrade upgrade = upgraded();
      assertThat(tomcat.onlySocket()).isSameAs(upgrade.wrapper());
      assertThat(upgrade.wrapper().getSocket().getClass()).isSameAs(NioChannel.class);
      new PlainTransport(upgrade.wrapper(), upgrade.wrapper().getSocket()).close();
      assertThat(tomcat.protocol().sockets()).isEmpty();
      client.readEnd();
    }
  }

  @Test
  void resetSocketEndsAtOnce() throws Exception {
    try (var tomcat = start();
        var client = tomcat.connect()) {
      client.send(HEAD.getBytes(US_ASCII));
      RecordingUpgrade upgrade = upgraded();
      await(() -> !upgrade.wrapper().getLock().isLocked());
      new PlainTransport(upgrade.wrapper(), upgrade.wrapper().getSocket()).reset();
      assertThat(tomcat.protocol().sockets()).isEmpty();
      client.readReset();
    }
  }

  @Test
  void tlsChannelEncryptsOneRecordAtATime() throws Exception {
    try (var tomcat = startTls();
        var client = tomcat.connect()) {
      client.send(HEAD.getBytes(US_ASCII));
      NioChannel channel = upgraded().wrapper().getSocket();
      assertThat(channel).isInstanceOf(SecureNioChannel.class);
      assertThat(channel.getOutboundRemaining()).isZero();
      channel.getIOChannel().setOption(StandardSocketOptions.SO_SNDBUF, RECORD);
      int all = 0;
      int written;
      do {
        written = channel.write(ByteBuffer.allocate(3 * RECORD));
        assertThat(written).isBetween(0, RECORD);
        all += written;
      } while (written > 0);
      // The socket accepts no more, so the channel buffers the last record.
      assertThat(channel.getOutboundRemaining()).isPositive();
      int sent = all;
      Thread reader = Thread.startVirtualThread(() -> assertReads(client, sent));
      await(() -> isFlushed(channel));
      assertThat(reader.join(RawClient.PATIENCE)).isTrue();
      channel.close(); // The client waits for close_notify when it closes.
    }
  }

  private static boolean isFlushed(NioChannel channel) {
    try {
      boolean _ = channel.flushOutbound();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return channel.getOutboundRemaining() == 0;
  }

  private static void assertReads(RawClient client, int length) {
    try {
      assertThat(client.readBytes(length)).hasSize(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void buffersOfThePoolsAreLongEnoughForARecord() throws Exception {
    try (var tomcat = startTls();
        var client = tomcat.connect()) {
      client.send(HEAD.getBytes(US_ASCII));
      var channel = (SecureNioChannel) upgraded().wrapper().getSocket();
      SSLSession session = channel.getSslEngine().getSession();
      assertThat(session.getPacketBufferSize()).isLessThanOrEqualTo(PooledTlsChannel.Pool.SIZE);
      assertThat(session.getApplicationBufferSize())
          .isLessThanOrEqualTo(PooledBufferHandler.Pool.DECRYPTED);
      channel.close(); // The client waits for close_notify when it closes.
    }
  }

  @Test
  void closingATlsChannelEndsTlsButNotTcp() throws Exception {
    try (var tomcat = startTls();
        var client = tomcat.connect()) {
      client.send(HEAD.getBytes(US_ASCII));
      NioChannel channel = upgraded().wrapper().getSocket();
      channel.close();
      client.readEnd(); // The JDK's client throws without close_notify.
      assertThat(channel.getIOChannel().isOpen()).isTrue();
    }
  }

  @Test
  void engineOfATlsChannelReportsCloseNotify() throws Exception {
    try (var tomcat = startTls();
        var client = tomcat.connect()) {
      client.send(HEAD.getBytes(US_ASCII));
      RecordingUpgrade upgrade = upgraded();
      var channel = (SecureNioChannel) upgrade.wrapper().getSocket();
      var transport = new TlsTransport(upgrade.wrapper(), channel);
      client.send("bye".getBytes(US_ASCII));
      client.finish();
      ByteBuffer input = ByteBuffer.allocate(2 * RECORD);
      int read = 0;
      for (int last = 0; last >= 0; last = transport.read(input)) {
        read += last;
      }
      assertThat(read).isEqualTo(3);
      assertThat(channel.getSslEngine().isInboundDone()).isTrue();
    }
  }
}
