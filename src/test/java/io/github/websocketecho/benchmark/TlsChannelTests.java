package io.github.websocketecho.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.certificate.KeyEntry;
import io.github.websocketecho.certificate.SelfSignedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The load client's TLS loses nothing, against a server that sends back what it receives. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class TlsChannelTests {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int BUFFER = 1 << 18;

  private static SSLContext context;

  private SSLServerSocket server;

  @BeforeAll
  static void generate() throws GeneralSecurityException {
    KeyEntry entry = SelfSignedCertificate.generate().entry();
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(entry.keyStore(), entry.password().toCharArray());
    context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
  }

  @BeforeEach
  void listen() throws IOException {
    server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 0, InetAddress.getLoopbackAddress());
    Thread _ = Thread.ofVirtual().start(this::echo);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void echo() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.getInputStream().transferTo(socket.getOutputStream());
      } catch (IOException e) {
        // The client has ended the connection, or the test the server.
      }
    }
  }

  private TlsChannel connect(TlsClient client, Selector selector) throws IOException {
    SocketChannel socket = Opening.connect(server.getLocalPort(), 0, PATIENCE);
    socket.configureBlocking(false);
    TlsChannel channel = client.channel(socket);
    channel.register(selector, channel);
    channel.begin();
    while (!channel.isOpen()) {
      assertThat(channel.read(receivable(selector))).isZero();
    }
    return channel;
  }

  private static ByteBuffer receivable(Selector selector) throws IOException {
    assertThat(selector.select(PATIENCE.toMillis())).isOne();
    selector.selectedKeys().clear();
    return ByteBuffer.allocateDirect(BUFFER);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32, 16_384, 16_385, 1 << 17, 1 << 23})
  void bytesAreSentAndReceivedUnchanged(int size) throws IOException {
    byte[] sent = new Payloads(false).next(size);
    var received = ByteBuffer.allocate(size);
    var client = new TlsClient(server.getLocalPort(), false);
    try (Selector selector = Selector.open()) {
      TlsChannel channel = connect(client, selector);
      ByteBuffer output = ByteBuffer.wrap(sent);
      boolean written = channel.write(output);
      while (received.hasRemaining()) {
        ByteBuffer input = receivable(selector);
        channel.read(input);
        received.put(input.flip());
        written = written || channel.write(output);
      }
      assertThat(written).isTrue();
      channel.close();
    }
    assertThat(received.array()).isEqualTo(sent);
  }

  @Test
  void sessionIsResumedOnRequestOnly() throws IOException {
    for (boolean resuming : new boolean[] {false, true}) {
      var client = new TlsClient(server.getLocalPort(), resuming);
      for (int i = 0; i < 3; i++) {
        try (Selector selector = Selector.open()) {
          TlsChannel channel = connect(client, selector);
          // The ticket of the session comes in front of the answer.
          channel.write(ByteBuffer.wrap(new byte[] {1}));
          while (channel.read(receivable(selector)) == 0) {}
          channel.close();
        }
      }
      assertThat(client.fullHandshakes()).isEqualTo(resuming ? 1 : 3);
    }
  }
}
