package io.github.websocketecho.tomcat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** A client that is still sending when the server answers gets the answer, and not RST. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "websocket-echo.limits.handshake=30s",
      "websocket-echo.tls.port=0",
      "server.tomcat.threads.max=8"
    })
class LingeringCloseIntegrationTests {

  /** More than the buffers of TCP take, so that the client is still sending. */
  private static final int LARGE = 8 * 1024 * 1024;

  /** More than the server discards, and the buffers of TCP take. */
  private static final int TOO_LARGE = 48 * 1024 * 1024;

  private static final int HEAD_LIMIT = 8 * 1024;

  private static final String HEAD = "GET / HTTP/1.1\r\nHost: localhost\r\nX: ";
  private static final String POST =
      "POST /connections/none/messages HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n";

  @LocalServerPort private int port;
  @Autowired private ServletWebServerApplicationContext application;

  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"head, 431", "body, 404", "body that is not continued, 404", "chunks, 404"})
  void clientThatIsStillSendingReceivesTheResponse(String what, int status) throws Exception {
    byte[] request = (start(what) + "a".repeat(LARGE)).getBytes(US_ASCII);
    for (boolean tls : List.of(false, true)) {
      try (var client = tls ? RawClient.connectTls(tlsPort()) : RawClient.connect(port)) {
        client.send(request);
        assertThat(new String(client.readRest(), UTF_8)).contains("HTTP/1.1 " + status);
      }
    }
  }

  private static String start(String what) {
    return switch (what) {
      case "head" -> HEAD;
      case "chunks" ->
          POST.formatted("Transfer-Encoding: chunked") + Integer.toHexString(LARGE) + "\r\n";
      case "body" -> POST.formatted("Content-Length: " + LARGE);
      default -> POST.formatted("Expect: 100-continue\r\nContent-Length: " + LARGE);
    };
  }

  private int tlsPort() {
    var server = (TomcatWebServer) Objects.requireNonNull(application.getWebServer());
    return server.getTomcat().getService().findConnectors()[1].getLocalPort();
  }

  private RawClient clientWithAnAnswer() throws IOException {
    var client = RawClient.connect(port);
    clients.add(client);
    client.send((HEAD + "a".repeat(HEAD_LIMIT)).getBytes(US_ASCII));
    assertThat(client.readResponse().status()).isEqualTo(431);
    client.readEnd();
    return client;
  }

  @Test
  void tooMuchInputEndsTcp() throws Exception {
    RawClient client = clientWithAnAnswer();
    byte[] more = new byte[64 * 1024];
    int sent = 0;
    try {
      for (; sent < TOO_LARGE; sent += more.length) {
        client.send(more);
      }
    } catch (IOException e) {
      // The server has ended TCP.
    }
    assertThat(sent).isBetween(LARGE, TOO_LARGE - 1);
  }

  @Test
  void waitingForTheEndOfTcpOccupiesNoThread() throws Exception {
    for (int i = 0; i < 20; i++) {
      clientWithAnAnswer();
    }
    try (var open = RawClient.open(port, "/")) {
      open.sendText("in");
      assertThat(open.read()).hasToString("text \"in\"");
    }
    try (var client = RawClient.connect(port)) {
      assertThat(client.request("GET", "/", List.of("Host: localhost")).status()).isEqualTo(200);
    }
  }
}
