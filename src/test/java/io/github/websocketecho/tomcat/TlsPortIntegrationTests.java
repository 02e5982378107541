package io.github.websocketecho.tomcat;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Browser;
import io.github.websocketecho.support.BrowserTest;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.Recorder;
import io.github.websocketecho.support.ServerProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The TLS port of a server in a separate process, because of its log and its shutdown. */
class TlsPortIntegrationTests {

  private static final Pattern PORTS =
      Pattern.compile("started on ports (?<plain>\\d+) \\(http\\), (?<tls>\\d+) \\(https\\)");
  private static final Pattern FINGERPRINT =
      Pattern.compile("fingerprint is (([0-9A-F]{2}:?){32})");

  @TempDir private static Path folder;

  private static ServerProcess server;
  private static int plainPort;
  private static int tlsPort;

  @BeforeAll
  static void start() throws Exception {
    server = start(folder, "--server.port=0", "--websocket-echo.tls.port=0");
    var ports = server.await(PORTS);
    plainPort = Integer.parseInt(ports.group("plain"));
    tlsPort = Integer.parseInt(ports.group("tls"));
  }

  @AfterAll
  static void end() {
    server.close();
  }

  private static ServerProcess start(Path folder, String... arguments) throws Exception {
    return ServerProcess.start(folder, Map.of(), ServerProcess.QUICK_START, List.of(arguments));
  }

  @Test
  void echoAndCloseWorkOverTls() throws Exception {
    byte[] payload = new byte[1 << 20];
    new Random(1).nextBytes(payload);
    try (var client = RawClient.connectTls(tlsPort).upgrade("/")) {
      client.sendText("hi");
      assertThat(client.read()).hasToString("text \"hi\"");
      Thread sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      client.send(RawClient.frame(true, 0, RawClient.BINARY, payload));
                    } catch (java.io.IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  });
      assertThat(client.readMessage(RawClient.BINARY)).isEqualTo(payload);
      assertThat(sender.join(RawClient.PATIENCE)).isTrue();
      client.sendClose(4001, "bye");
      assertThat(client.read()).hasToString("close 4001 bye");
      client.readEnd();
    }
  }

  @Test
  void scenariosWorkOverTls() throws Exception {
    try (var recorder = Recorder.openTls(tlsPort, "/close/4002?reason=late&after=1")) {
      assertThat(recorder.next()).isEqualTo("open");
      recorder.socket().sendText("x", true).get(10, SECONDS);
      assertThat(recorder.next()).isEqualTo("text \"x\"");
      assertThat(recorder.next()).isEqualTo("close 4002 late");
    }
    try (var client = RawClient.connectTls(tlsPort).upgrade("/handshake/no-accept")) {
      client.sendText("still taken over");
      assertThat(client.read()).hasToString("text \"still taken over\"");
    }
  }

  @Test
  void plainPortWorksBesideTheTlsPort() throws Exception {
    try (var client = RawClient.open(plainPort, "/")) {
      client.sendText("hi");
      assertThat(client.read()).hasToString("text \"hi\"");
    }
  }

  @Test
  void certificateIsForThisMachineAndItsFingerprintIsLogged() throws Exception {
    var logged = FINGERPRINT.matcher(server.log());
    assertThat(logged.find()).isTrue();
    try (var client = RawClient.connectTls(tlsPort)) {
      X509Certificate certificate = client.certificate();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      assertThat(HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash))
          .isEqualTo(logged.group(1));
      assertThat(((ECPublicKey) certificate.getPublicKey()).getParams().getOrder().bitLength())
          .isEqualTo(256);
      assertThat(certificate.getSubjectAlternativeNames())
          .contains(
              List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
      certificate.verify(certificate.getPublicKey());
      assertThat(
              Duration.between(
                  certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant()))
          .isEqualTo(Duration.ofDays(30));
    }
  }

  @Test
  void portInUseFailsTheStartWithAMessage(@TempDir Path folder) throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"));
        var second =
            start(folder, "--server.port=0", "--websocket-echo.tls.port=" + other.getLocalPort())) {
      assertThat(second.waitForEnd()).isEqualTo(1);
      assertThat(second.log())
          .contains(
              "APPLICATION FAILED TO START",
              "configured to listen on port " + other.getLocalPort() + " failed to start",
              "The port may already be in use");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // It has no SIGTERM.
  void everyStartGeneratesACertificateAndShutdownClosesConnections(@TempDir Path other)
      throws Exception {
    try (var second =
        start(
            other,
            "--server.port=0",
            "--websocket-echo.tls.port=0",
            "--websocket-echo.limits.message-size=10B")) {
      int port = Integer.parseInt(second.await(PORTS).group("tls"));
      try (var client = RawClient.connectTls(port).upgrade("/");
          var first = RawClient.connectTls(tlsPort);
          var greedy = RawClient.connectTls(port).upgrade("/")) {
        assertThat(client.certificate()).isNotEqualTo(first.certificate());
        greedy.sendText("x".repeat(11));
        assertThat(greedy.read().closeCode()).isEqualTo(1009);
        second.terminate();
        assertThat(client.read()).hasToString("close 1001 The server is shutting down.");
        client.sendClose(1001, "");
        client.readEnd();
      }
      assertThat(second.waitForEnd()).isEqualTo(128 + 15);
      assertThat(second.log()).doesNotContain(" ERROR ", "Exception");
    }
  }

  @Nested
  @BrowserTest
  class Page {

    @Test
    void pageWorksOverHttps(Browser browser) {
      browser.open("https://localhost:" + tlsPort + "/");
      browser.awaitText("verdict-answer", "WebSocket works between your browser and this server.");
      assertThat(browser.value("address")).isEqualTo("wss://localhost:" + tlsPort + "/");
    }
  }
}
