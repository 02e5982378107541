package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Scenarios on a server with a context path. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "server.servlet.context-path=/tools/echo")
class ContextPathIntegrationTests {

  @LocalServerPort private int port;

  @Test
  void handshakeReadsTheParametersOfThePath() throws Exception {
    try (var client = RawClient.open(port, "/tools/echo/close/4001?reason=bye")) {
      assertThat(client.read()).hasToString("close 4001 bye");
    }
    try (var client = RawClient.connect(port)) {
      Response response = client.handshake("/tools/echo/refuse/418?within=1s");
      assertThat(response.status()).isEqualTo(418);
    }
  }

  @Test
  void plainRequestChecksTheParametersOfThePath() throws Exception {
    try (var client = RawClient.connect(port)) {
      var headers = List.of("Host: localhost");
      assertThat(client.request("GET", "/tools/echo/close/999", headers).status()).isEqualTo(400);
    }
  }
}
