package io.github.websocketecho.tomcat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketecho.certificate.TlsNames;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.TrustingTls;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What the transcripts of connections say that begin with TLS. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.tls.port=0")
class TlsTranscriptsIntegrationTests {

  private final SSLContext trusting = TrustingTls.context();

  @LocalServerPort private int port;
  @Autowired private TlsNames names;
  private TranscriptClient transcripts;
  private String id;

  @BeforeEach
  void chooseId() {
    transcripts = new TranscriptClient(port);
    id = "t" + RawClient.newId().replaceAll("[^a-z0-9]", "");
  }

  private String host(String name) {
    return id + '.' + name + ".localhost";
  }

  // ---- Ids

  private WebSocket open(HttpClient client, String target) {
    URI address = URI.create("wss://" + host("tls13") + ':' + names.port() + target);
    return client.newWebSocketBuilder().buildAsync(address, new WebSocket.Listener() {}).join();
  }

  @Test
  void sequenceAtANameHasTranscriptsOfItsOwn() throws Exception {
    try (var client = HttpClient.newBuilder().sslContext(trusting).build()) {
      for (int attempt = 1; attempt <= 2; attempt++) {
        open(client, "/sequence/" + id + "?step=close%2F1012&step=close%2F1013");
        assertThat(transcripts.ended(id + '.' + attempt).path("scenario").stringValue())
            .isEqualTo("close");
      }
    }
    JsonNode sequence = TranscriptClient.json(transcripts.get("/sequences/" + id + "?minDelay=1m"));
    assertThat(sequence.at("/verdict/passed").booleanValue()).isFalse();
    assertThat(transcripts.ended(id).at("/verdict/passed").booleanValue()).isTrue();
  }

  @Test
  void addressWithAnIdHasATranscriptOfItsOwn() throws Exception {
    try (var client = HttpClient.newBuilder().sslContext(trusting).build()) {
      open(client, "/close/4001?connection=" + id + "-ws");
      JsonNode seen = transcripts.ended(id + "-ws");
      assertThat(seen.path("scenario").stringValue()).isEqualTo("close");
      assertThat(seen.at("/tls/certificate").stringValue()).isEqualTo("tls13");
      assertThat(seen.at("/verdict/passed").booleanValue()).isTrue();
    }
    JsonNode tls = transcripts.ended(id);
    assertThat(tls.path("scenario").stringValue()).isEqualTo("certificate/tls13");
    assertThat(tls.path("address").stringValue()).isEmpty();
    assertThat(tls.at("/verdict/passed").booleanValue()).isTrue();
  }

  @Test
  void secondWebSocketWithTheIdOfAnOpenOneIsRejected() throws Exception {
    try (var client = HttpClient.newBuilder().sslContext(trusting).build()) {
      WebSocket first = open(client, "/");
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(() -> open(client, "/"))
          .havingCause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              rejected -> assertThat(rejected.getResponse().statusCode()).isEqualTo(409));
      first.abort();
    }
    assertThat(transcripts.ended(id).at("/handshake/status").intValue()).isEqualTo(101);
  }

  @Test
  void scenarioOfAnotherNameIsMisdirected() throws Exception {
    try (var client = HttpClient.newBuilder().sslContext(trusting).build()) {
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(() -> open(client, "/certificate/expired"))
          .havingCause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              rejected -> assertThat(rejected.getResponse().statusCode()).isEqualTo(421));
    }
  }

  // ---- Requests over TLS

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "app.example"})
  void hostOfARequestMayBeAnother(String host) throws Exception {
    try (var tcp = new Socket(InetAddress.getLoopbackAddress(), names.port());
        var tls = overTls(tcp, "tls12")) {
      tls.getOutputStream()
          .write("HEAD / HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(host).getBytes(US_ASCII));
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) tls.getInputStream().read());
      }
      assertThat(head).startsWith("HTTP/1.1 200");
    }
    JsonNode seen = transcripts.ended(id);
    assertThat(seen.at("/tls/requested").booleanValue()).isTrue();
    assertThat(seen.at("/closing/tcpEnd").stringValue()).isEqualTo("fin");
    assertThat(seen.at("/closing/cause").stringValue()).isEqualTo("network");
    assertThat(seen.at("/verdict/passed").booleanValue()).isTrue();
  }

  @Test
  void resetAfterTlsIsReported() throws Exception {
    var tcp = new Socket(InetAddress.getLoopbackAddress(), names.port());
    assertThat(overTls(tcp, "expired").getSession().isValid()).isTrue();
    tcp.setSoLinger(true, 0);
    tcp.close(); // Below TLS, without close_notify.
    JsonNode seen = transcripts.ended(id);
    assertThat(seen.at("/closing/tcpEnd").stringValue()).isEqualTo("reset");
    assertThat(seen.at("/closing/initiator").stringValue()).isEqualTo("client");
  }

  private SSLSocket overTls(Socket tcp, String name) throws IOException {
    var tls =
        (SSLSocket) trusting.getSocketFactory().createSocket(tcp, host(name), names.port(), true);
    tls.startHandshake();
    return tls;
  }

  // ---- TLS that goes wrong

  /** Sends a ClientHello, reads the answer, and sends bytes. */
  private JsonNode afterClientHello(String version, byte[] bytes) throws Exception {
    SSLEngine engine = trusting.createSSLEngine(host("expired"), names.port());
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(new String[] {version});
    ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), hello);
    try (var tcp = new Socket(InetAddress.getLoopbackAddress(), names.port())) {
      tcp.getOutputStream().write(Arrays.copyOf(hello.array(), hello.position()));
      assertThat(tcp.getInputStream().read()).isPositive();
      tcp.getOutputStream().write(bytes);
      tcp.shutdownOutput();
      long _ = tcp.getInputStream().skip(Long.MAX_VALUE);
    }
    return transcripts.ended(id);
  }

  @ParameterizedTest
  @CsvSource({
    // Version, and level and number of the alert
    "TLSv1.2, 012d, certificate_expired, true",
    "TLSv1.2, 0130, unknown_ca,",
    "TLSv1.2, 022a, bad_certificate, true",
    "TLSv1.2, 0246, protocol_version,",
    "TLSv1.2, 025a, user_canceled,",
    "TLSv1.3, 0230, unknown_ca,",
    "TLSv1.3, 0246, protocol_version,",
  })
  void alertOfTheClientIsReported(
      String version, String alert, String name, @Nullable Boolean passed) throws Exception {
    JsonNode seen = afterClientHello(version, HexFormat.of().parseHex("1503030002" + alert));
    assertThat(seen.at("/tls/receivedAlert").asString()).isEqualTo(name);
    assertThat(seen.at("/tls/sentAlert").isNull()).isTrue();
    assertThat(seen.at("/verdict/passed").asString("null")).isEqualTo(String.valueOf(passed));
  }

  @Test
  void bytesThatAreNotTlsAreNoRejection() throws Exception {
    JsonNode seen = afterClientHello("TLSv1.3", "garbage!!".repeat(20).getBytes(US_ASCII));
    assertThat(seen.at("/tls/receivedAlert").isNull()).isTrue();
    assertThat(seen.at("/closing/tcpEnd").stringValue()).isEqualTo("byUs");
    assertThat(seen.at("/verdict/passed").isNull()).isTrue();
    assertThat(seen.at("/verdict/observed").stringValue())
        .isEqualTo("TLS failed: the client sent something that is not TLS, or not at this time.");
  }
}
