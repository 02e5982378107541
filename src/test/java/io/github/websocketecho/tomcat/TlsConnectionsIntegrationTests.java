package io.github.websocketecho.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.websocketecho.admission.TlsConnections;
import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** Connections over TLS, which keep much memory each, have a bound of their own. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"websocket-echo.tls.port=0", "websocket-echo.limits.tls-connections=4"})
class TlsConnectionsIntegrationTests {

  @Autowired private ServletWebServerApplicationContext context;
  @LocalServerPort private int plainPort;

  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
  }

  private RawClient connect() throws IOException {
    var server = (TomcatWebServer) Objects.requireNonNull(context.getWebServer());
    int port = server.getTomcat().getService().findConnectors()[1].getLocalPort();
    RawClient client = RawClient.connectTls(port);
    clients.add(client);
    return client;
  }

  @Test
  void beyondTheLimitHandshakesGet503AndBeyondTheReserveTcpEnds() throws Exception {
    for (int i = 0; i < 4; i++) {
      assertThat(connect().handshake("/").status()).isEqualTo(101);
    }
    RawClient tooMany = connect();
    var refused = tooMany.handshake("/");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isEqualTo("5");
    assertThat(refused.body()).contains("TLS connections are open");
    tooMany.readRest(); // The server counts it until it has closed it.
    for (int i = 0; i < TlsConnections.RESERVE; i++) {
      connect(); // It says nothing, not even of TLS.
    }
    RawClient beyond = connect();
    assertThatIOException().isThrownBy(() -> beyond.handshake("/"));
    // The first ones, and clients without TLS, notice nothing.
    clients.getFirst().sendText("still here");
    assertThat(clients.getFirst().read()).hasToString("text \"still here\"");
    try (var plain = RawClient.open(plainPort, "/")) {
      plain.sendText("hi");
      assertThat(plain.read()).hasToString("text \"hi\"");
    }
  }
}
