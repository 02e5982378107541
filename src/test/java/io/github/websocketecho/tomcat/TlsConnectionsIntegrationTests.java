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

/** Connections over TLS have their own limit, because each needs much memory. */
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
  void handshakesAboveTheLimitGet503AndAboveTheReserveTcpEnds() throws Exception {
    for (int i = 0; i < 4; i++) {
      assertThat(connect().handshake("/").status()).isEqualTo(101);
    }
    RawClient tooMany = connect();
    var rejected = tooMany.handshake("/");
    assertThat(rejected.status()).isEqualTo(503);
    assertThat(rejected.header("Retry-After")).isEqualTo("5");
    assertThat(rejected.body()).contains("TLS connections are open");
    tooMany.readRest(); // The server counts the connection until it has closed it.
    for (int i = 0; i < TlsConnections.RESERVE; i++) {
      connect(); // Sends nothing, not even a TLS handshake.
    }
    RawClient beyond = connect();
    assertThatIOException().isThrownBy(() -> beyond.handshake("/"));
    // The first clients, and clients without TLS, are not affected.
    clients.getFirst().sendText("still here");
    assertThat(clients.getFirst().read()).hasToString("text \"still here\"");
    try (var plain = RawClient.open(plainPort, "/")) {
      plain.sendText("hi");
      assertThat(plain.read()).hasToString("text \"hi\"");
    }
  }
}
